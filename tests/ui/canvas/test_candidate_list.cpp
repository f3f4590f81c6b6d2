// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/resident_memory.h"
#include "tests/support/time_judge.h"
#include "tests/ui/canvas/canvas_test_kit.h"
#include "ui/adapters/picture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;
using State = Candidate::State;

class TestCandidateList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderAndTellsBatchesApart()
    {
        CandidateList list;
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.addJob(7, requestOf(2));
        list.addJob(8, requestOf(1));
        QCOMPARE(list.rowCount(), 3);
        QCOMPARE(list.at(1).request.seed, 101U);
        QCOMPARE(list.at(1).request.count, 1);
        QCOMPARE(list.index(0).data(CandidateList::BatchStartRole).toBool(), false);
        QCOMPARE(list.index(1).data(CandidateList::BatchStartRole).toBool(), false);
        QCOMPARE(list.index(2).data(CandidateList::BatchStartRole).toBool(), true);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void finishedPicturesThatCanBeReadAgainAreLetGo()
    {
        constexpr int kSide = 4096;
        const ResultStore store([](const std::filesystem::path&) -> Result<Image> {
            return Image{kSide, kSide, 1, std::vector<std::uint8_t>(std::size_t{kSide} * kSide, 128)};
        });
        CandidateList list;
        constexpr int kCount = 6; // 48 MiB each
        list.addJob(1, requestOf(kCount));
        for (int i = 0; i < kCount; ++i) {
            QImage picture(kSide, kSide, QImage::Format_RGB888);
            picture.fill(i);
            list.finish(1, i, picture, 100 + i, store.add(std::filesystem::path("file")));
            QVERIFY(!list.at(i).picture.isNull());
        }
        qint64 held = 0;
        for (int i = 1; i < kCount; ++i) {
            held += list.at(i).picture.sizeInBytes();
        }
        QVERIFY(held > 0 && held <= CandidateList::kMostHeld);
        QVERIFY(!list.at(0).picture.isNull()); // it is shown
        QVERIFY(list.at(1).picture.isNull());
        QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
        list.setCurrent(list.at(1).id);
        QTRY_VERIFY_WITH_TIMEOUT(!list.at(1).picture.isNull(), 20000);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(list.at(1).picture.size(), QSize(kSide, kSide));
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
                                ResultStore::kBudget - 2 * CandidateList::kMostHeld);
        CandidateList list;
        for (int i = 0; i < count; ++i) {
            GenerationRequest request = requestOf(1);
            request.width = request.height = kSide;
            list.addJob(static_cast<JobId>(i + 1), request);
            const auto picture = std::make_shared<const Image>(made(i));
            const StoredPicture stored = store.add(picture);
            list.finish(static_cast<JobId>(i + 1), 0, toQImage(*picture), 100, stored);
            stored.setFile("file"); // the session has it
            if (i % 20 == 0) {      // no more wait for their thumbnails
                QTRY_VERIFY(!list.thumbnail(list.at(i).id).isNull());
            }
        }
        constexpr long kMostKiB = 1536L << 10;
        const long most = test::mostResidentKiB();
        QVERIFY2(most < kMostKiB, qPrintable(QStringLiteral("%1 pictures took %2 KiB").arg(count).arg(most)));
    }

    void aPictureThatCannotBeReadSaysSo()
    {
        const ResultStore store([](const std::filesystem::path&) -> Result<Image> {
            return fail(ErrorCode::FileNotReadable, "It is gone.");
        });
        CandidateList list;
        Candidate candidate;
        candidate.state = State::Finished;
        candidate.request.width = candidate.request.height = 64;
        candidate.stored = store.add(std::filesystem::path("file"));
        QSignalSpy unreadable(&list, &CandidateList::unreadable);
        const quint64 id = list.add(candidate, gradientPicture(64, 64));
        QTRY_COMPARE(unreadable.count(), 1);
        QCOMPARE(list.find(id)->note, QStringLiteral("It is gone."));
        QVERIFY(!list.thumbnail(id).isNull());
    }

    void seedsWrapAround()
    {
        CandidateList list;
        GenerationRequest request = requestOf(2);
        request.seed = ~0ULL;
        list.addJob(1, request);
        QCOMPARE(list.at(1).request.seed, 0U);
    }

    void followsAPictureFromWaitingToFinished()
    {
        CandidateList list;
        QSignalSpy started(&list, &CandidateList::jobStarted);
        list.addJob(1, requestOf(2));
        QCOMPARE(list.at(0).state, State::Waiting);
        list.start(1);
        QCOMPARE(list.at(0).state, State::Forming);
        QCOMPARE(list.at(1).state, State::Waiting);
        list.setPreview(1, 0, gradientPicture(64, 64));
        list.setFraction(1, 0, 0.5);
        QCOMPARE(list.at(0).size(), QSize(512, 512));
        QVERIFY(!list.thumbnail(list.at(0).id).isNull());
        list.finish(1, 0, gradientPicture(512, 512), 100);
        QCOMPARE(list.at(0).state, State::Finished);
        list.setPreview(1, 0, gradientPicture(8, 8)); // late
        QCOMPARE(list.at(0).picture.size(), QSize(512, 512));
        list.setPreview(1, 1, gradientPicture(64, 64));
        QCOMPARE(list.at(1).state, State::Forming);
        QCOMPARE(started.count(), 1);
    }

    void aFailureStandsForThePicturesThatAreMissing()
    {
        CandidateList list;
        list.addJob(1, requestOf(4));
        list.finish(1, 0, gradientPicture(8, 8), 100);
        list.setCurrent(list.at(3).id);
        list.fail(1, {ErrorCode::OutOfDeviceMemory, "too large"});
        QCOMPARE(list.rowCount(), 2);
        QCOMPARE(list.at(0).state, State::Finished);
        QCOMPARE(list.at(1).state, State::Failed);
        QCOMPARE(list.currentId(), list.at(1).id);
        list.fail(1, {ErrorCode::Internal, "again"});
        QCOMPARE(list.at(1).error.message, std::string("too large"));
    }

    void aCancelledJobLeavesWhatIsFinished()
    {
        CandidateList list;
        list.addJob(1, requestOf(3));
        list.finish(1, 1, gradientPicture(8, 8), 101);
        list.cancel(1);
        QCOMPARE(list.rowCount(), 1);
        QCOMPARE(list.at(0).index, 1);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void whatIsRemovedCanBeRestored()
    {
        CandidateList list;
        const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        addFinished(list, 1, 3);
        addFinished(list, 2, 1);
        const quint64 id = list.at(1).id;
        list.setCurrent(id);
        const auto removed = list.remove(id);
        QVERIFY(removed.has_value());
        QCOMPARE(list.currentId(), list.at(1).id); // the next of the same job
        QVERIFY(list.find(id) == nullptr);
        list.restore(*removed);
        QCOMPARE(list.rowOf(id), 1);
        QCOMPARE(list.currentId(), id);
        QCOMPARE(list.find(id)->picture.size(), QSize(64, 64));
        QVERIFY(!list.thumbnail(id).isNull());
        list.restore(*removed); // twice does no harm
        QCOMPARE(list.rowCount(), 4);
        QVERIFY(!list.remove(999).has_value());
    }

    void removingTheLastShowsNone()
    {
        CandidateList list;
        addFinished(list, 1, 1);
        QVERIFY(list.remove(list.at(0).id).has_value());
        QCOMPARE(list.currentId(), 0U);
        addFinished(list, 2, 1);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void unknownJobsAreIgnored()
    {
        CandidateList list;
        addFinished(list, 1, 1);
        list.setPreview(9, 0, gradientPicture(8, 8));
        list.finish(9, 0, gradientPicture(8, 8), 1);
        list.finish(1, 5, gradientPicture(8, 8), 1);
        list.fail(9, {});
        list.cancel(9);
        list.start(9);
        list.setCurrent(999);
        QCOMPARE(list.rowCount(), 1);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void aHugePictureDoesNotHoldUpTheWindow()
    {
        CandidateList list;
        const int side = TimeJudge::judges() ? 8000 : 4000;
        list.addJob(1, requestOf(1, side, side));
        QImage huge(side, side, QImage::Format_RGB888);
        huge.fill(Qt::darkCyan);
        TimeJudge time;
        list.finish(1, 0, huge, 100);
        QVERIFY(time.within(50ms));
        QVERIFY(list.thumbnail(list.at(0).id).isNull()); // made aside
        QTRY_VERIFY_WITH_TIMEOUT(!list.thumbnail(list.at(0).id).isNull(), 60000);
        const QImage thumbnail = list.thumbnail(list.at(0).id);
        QVERIFY(thumbnail.height() <= CandidateList::kThumbnail.height());
        QCOMPARE(thumbnail.pixelColor(10, 10), QColor(Qt::darkCyan));
    }

    void theAccessibleTextTellsTheState()
    {
        CandidateList list;
        addFinished(list, 1, 1);
        QVERIFY(list.index(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("finished")));
        list.setKept(list.at(0).id, true, QStringLiteral("x.png"));
        QVERIFY(list.index(0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("kept")));
        QVERIFY(list.index(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("cabin")));
    }
};

QTEST_MAIN(TestCandidateList)
#include "test_candidate_list.moc"
