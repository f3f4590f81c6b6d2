// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/resident_memory.h"
#include "tests/support/time_judge.h"
#include "tests/ui/results/results_test_kit.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;
using State = Candidate::State;

class TestCandidateModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsBatchesApart()
    {
        StagedCandidates staged;
        const QAbstractItemModelTester tester(&staged.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        staged.list.addJob(7, requestOf(2));
        staged.list.addJob(8, requestOf(1));
        QCOMPARE(staged.model.rowCount(), 3);
        const auto begins = [&](int row) {
            return staged.model.index(row).data(CandidateModel::BatchStartRole).toBool();
        };
        QVERIFY(!begins(0) && !begins(1) && begins(2));
        static_cast<void>(staged.list.remove(staged.model.at(1).id));
        QVERIFY(begins(1));
    }

    void finishedPicturesThatCanBeReadAgainAreLetGo()
    {
        constexpr int kSide = 4096;
        const ResultStore store([](const std::filesystem::path&) -> Result<Image> {
            return Image{kSide, kSide, 1, std::vector<std::uint8_t>(std::size_t{kSide} * kSide, 128)};
        });
        StagedCandidates staged;
        CandidateModel& model = staged.model;
        constexpr int kCount = 6; // 48 MiB each
        staged.list.addJob(1, requestOf(kCount));
        const auto picture = [&](int row) { return model.picture(model.at(row).id); };
        for (int i = 0; i < kCount; ++i) {
            QImage shown(kSide, kSide, QImage::Format_RGB888);
            shown.fill(i);
            model.finish(1, i, 100 + i, shown, store.add(std::filesystem::path("file")));
            QVERIFY(!picture(i).isNull());
        }
        qint64 held = 0;
        for (int i = 1; i < kCount; ++i) {
            held += picture(i).sizeInBytes();
        }
        QVERIFY(held > 0 && held <= CandidatePictures::kMostHeld);
        QVERIFY(!picture(0).isNull()); // it is shown
        QVERIFY(picture(1).isNull());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCurrent(model.at(1).id);
        QTRY_VERIFY_WITH_TIMEOUT(!picture(1).isNull(), 20000);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(picture(1).size(), QSize(kSide, kSide));
    }

    /// As many as GESSO_CANDIDATES says: 2000 take no more.
    void manyPicturesTakeNoMoreThanTheBudget()
    {
        constexpr int kSide = 1024;
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("GESSO_CANDIDATES", &given);
        const int count = given ? asked : 300;
        const auto made = [](int number) {
            return Image{
                kSide, kSide, 3,
                std::vector<std::uint16_t>(std::size_t{kSide} * kSide * 3, static_cast<std::uint16_t>(number))};
        };
        const ResultStore store([&](const std::filesystem::path&) -> Result<Image> { return made(0); },
                                ResultStore::kBudget - 2 * CandidatePictures::kMostHeld);
        StagedCandidates staged;
        for (int i = 0; i < count; ++i) {
            const auto job = static_cast<JobId>(i + 1);
            staged.list.addJob(job, requestOf(1, kSide, kSide));
            const auto picture = std::make_shared<const Image>(made(i));
            const StoredPicture stored = store.add(picture);
            staged.model.finish(job, 0, 100, toQImage(*picture), stored);
            stored.setFile("file"); // the session has it
            if (i % 20 == 0) {      // no more wait for their thumbnails
                QTRY_VERIFY(!staged.model.thumbnail(staged.model.at(i).id).isNull());
            }
        }
        constexpr long kMostKiB = 1536L << 10;
        const long most = test::mostResidentKiB();
        QVERIFY2(most < kMostKiB, qPrintable(QStringLiteral("%1 pictures took %2 KiB").arg(count).arg(most)));
    }

    void aPictureThatCannotBeReadSaysSo()
    {
        StagedCandidates staged; // whose store can read nothing
        Candidate candidate;
        candidate.state = State::Finished;
        candidate.request.width = candidate.request.height = 64;
        candidate.stored = staged.store.add(std::filesystem::path("file"));
        QSignalSpy unreadable(&staged.model, &CandidateModel::unreadable);
        const CandidateId id = staged.model.add(candidate, gradientPicture(64, 64));
        QTRY_COMPARE(unreadable.count(), 1);
        QVERIFY(!staged.model.find(id)->note.empty());
        QVERIFY(!staged.model.thumbnail(id).isNull());
    }

    void followsAPictureFromWaitingToFinished()
    {
        StagedCandidates staged;
        CandidateModel& model = staged.model;
        QSignalSpy started(&model, &CandidateModel::jobStarted);
        staged.list.addJob(1, requestOf(2));
        staged.list.start(1);
        QCOMPARE(model.at(0).state, State::Forming);
        model.setPreview(1, 0, gradientPicture(64, 64));
        staged.list.setFraction(1, 0, 0.5);
        QCOMPARE(model.index(0).data(CandidateModel::SizeRole).toSize(), QSize(512, 512));
        QVERIFY(!model.thumbnail(model.at(0).id).isNull());
        staged.finish(1, 0, gradientPicture(512, 512), 100);
        QCOMPARE(model.at(0).state, State::Finished);
        model.setPreview(1, 0, gradientPicture(8, 8)); // late
        QCOMPARE(model.picture(model.at(0).id).size(), QSize(512, 512));
        model.setPreview(1, 1, gradientPicture(64, 64));
        QCOMPARE(model.at(1).state, State::Forming);
        QCOMPARE(started.count(), 1);
        model.setPreview(9, 0, gradientPicture(8, 8)); // of a job that is not known
        staged.finish(1, 5, gradientPicture(8, 8), 1);
        QCOMPARE(model.rowCount(), 2);
    }

    void whatIsRemovedComesBackWithItsThumbnail()
    {
        StagedCandidates staged;
        CandidateModel& model = staged.model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        staged.addFinished(1, 3);
        const CandidateId id = model.at(1).id;
        model.setCurrent(id);
        const auto removed = staged.list.remove(id);
        QVERIFY(removed.has_value());
        QVERIFY(model.picture(id).isNull());
        staged.list.restore(*removed);
        QCOMPARE(model.rowOf(id), 1);
        QVERIFY(!model.thumbnail(id).isNull()); // at once
        QTRY_COMPARE(model.picture(id).size(), QSize(64, 64));
    }

    void aHugePictureDoesNotHoldUpTheWindow()
    {
        StagedCandidates staged;
        const int side = TimeJudge::judges() ? 8000 : 4000;
        staged.list.addJob(1, requestOf(1, side, side));
        QImage huge(side, side, QImage::Format_RGB888);
        huge.fill(Qt::darkCyan);
        const StoredPicture stored = staged.store.add(makePicture(Image(1, 1, 1, {0})));
        TimeJudge time;
        staged.model.finish(1, 0, 100, huge, stored);
        QVERIFY(time.within(50ms));
        const CandidateId id = staged.model.at(0).id;
        QVERIFY(staged.model.thumbnail(id).isNull()); // made aside
        QTRY_VERIFY_WITH_TIMEOUT(!staged.model.thumbnail(id).isNull(), 60000);
        const QImage thumbnail = staged.model.thumbnail(id);
        QVERIFY(thumbnail.height() <= CandidatePictures::kThumbnail.height());
        QCOMPARE(thumbnail.pixelColor(10, 10), QColor(Qt::darkCyan));
    }

    void theAccessibleTextTellsTheState()
    {
        StagedCandidates staged;
        staged.addFinished(1, 1);
        const auto says = [&](int role) { return staged.model.index(0).data(role).toString(); };
        QVERIFY(says(Qt::AccessibleTextRole).contains(QStringLiteral("finished")));
        staged.list.setKept(staged.model.at(0).id, "x.png");
        QVERIFY(says(Qt::AccessibleTextRole).contains(QStringLiteral("kept")));
        QVERIFY(says(Qt::ToolTipRole).contains(QStringLiteral("cabin")));
    }
};

QTEST_MAIN(TestCandidateModel)
#include "test_candidate_model.moc"
