// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/time_judge.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/canvas/empty_state.h"
#include "ui/panels/task_panel.h"
#include "ui/results/candidate_text.h"

#include "core/settings/session_pictures.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QMessageBox>

#include <filesystem>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

SessionPlace placeIn(const QTemporaryDir& folder)
{
    const std::filesystem::path path = folder.path().toStdString();
    Stored<Session> session = loadSession(path);
    const bool sound = session.notices.empty() && isSessionIn(path);
    return {path, std::move(session.value), std::move(session.notices), sound};
}

/// Every picture that this session names or waits for, by its seed; what it names must be there.
QList<quint64> seedsIn(const QTemporaryDir& folder)
{
    QList<quint64> seeds;
    const Session session = placeIn(folder).session;
    const auto pictures = SessionPictures::open(folder.path().toStdString());
    for (const Session::StripPicture& result : session.results) {
        const auto picture = pictures->get(result.file);
        seeds << (picture ? picture->metadata.seed : UINT64_MAX);
    }
    for (const Session::WaitingJob& job : session.waiting) {
        for (int index = 0; index < job.request.count; ++index) {
            seeds << job.request.seedOf(index);
        }
    }
    std::sort(seeds.begin(), seeds.end());
    return seeds;
}

/// Puts a file where the folder of pictures is, so that none can be written, and puts the folder back.
class PicturesInTheWay final {
public:
    explicit PicturesInTheWay(const QTemporaryDir& folder) : m_path(folder.filePath(QStringLiteral("pictures")))
    {
        QDir().rename(m_path, m_path + QStringLiteral("-away"));
        QFile file(m_path);
        m_stands = file.open(QIODevice::WriteOnly);
    }
    [[nodiscard]] bool stands() const { return m_stands; }
    void goAway() const
    {
        QFile::remove(m_path);
        QDir().rename(m_path + QStringLiteral("-away"), m_path);
    }

private:
    QString m_path;
    bool m_stands = false;
};

void generate(const WindowStage& stage, quint64 seed, int count = 1)
{
    GenerationRequest request = stage.values();
    request.prompt = "a cabin";
    request.seed = seed;
    request.count = count;
    stage.studio->jobs().generate(request, {}, JobQueue::Place::Back);
}

/// Makes one picture in a window of this session and closes it; gives the picture's file.
QString leavePicture(const QTemporaryDir& folder)
{
    const WindowStage stage({}, placeIn(folder));
    stage.makePicture();
    return stage.window->close() ? folder.filePath(QStringLiteral("pictures/") +
                                                   QString::fromStdString(placeIn(folder).session.results.at(0).file))
                                 : QString();
}

void clickRole(const QMessageBox& box, QMessageBox::ButtonRole role)
{
    for (QAbstractButton* button : box.buttons()) {
        if (box.buttonRole(button) == role) {
            click(button);
            return;
        }
    }
    QFAIL("the box has no such button");
}

} // namespace

/// What a window held when it was closed is there when the next one opens.
class TestSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterAKillTheLatestPictureIsShown()
    {
        const QTemporaryDir folder;
        {
            WindowStage stage({}, placeIn(folder));
            stage.setCount(3);
            stage.makePicture();
            QVERIFY(stage.window->close());
        }
        SessionPlace place = placeIn(folder);
        QCOMPARE(place.session.results.size(), std::size_t(3));
        place.session.shown = 4711; // one that was being made when the program was killed
        const WindowStage stage({}, std::move(place));
        const CandidateModel& list = stage.studio->candidates();
        QTRY_COMPARE(list.rowCount(), 3);
        QTRY_COMPARE(list.currentId(), list.at(2).id);
    }

    void promptSettingsPicturesAndWaitingJobsComeBack()
    {
        const QTemporaryDir folder;
        QImage picture;
        {
            const WindowStage stage({}, placeIn(folder));
            const quint64 id = stage.makePicture();
            picture = stage.studio->candidates().picture(id);
            stage.studio->queue().setPaused(true);
            stage.window->promptPanel().setPrompt(QStringLiteral("waiting"));
            stage.generate();
            stage.window->promptPanel().setPrompt(QStringLiteral("half a thou"));
            stage.setCount(4);
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("half a thou"));
        QCOMPARE(stage.values().count, 4);
        QTRY_COMPARE(stage.finished(), 1);
        QTRY_VERIFY(!stage.shownPicture().isNull());
        QCOMPARE(stage.shownPicture().convertToFormat(QImage::Format_RGB888), picture);
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY(stage.studio->queue().paused());
        QCOMPARE(stage.studio->queue().jobs().front().request.prompt, std::string("waiting"));
        QVERIFY(!stage.window->promptPanel().history().empty());
        stage.studio->queue().setPaused(false);
        QTRY_COMPARE(stage.finished(), 2);
        QCOMPARE(stage.studio->candidates().rowCount(), 2); // the restored picture is not taken for one of the new job
    }

    void aSessionOpensByItsThumbnails()
    {
        const QTemporaryDir folder;
        QImage thumbnail;
        {
            const WindowStage stage({}, placeIn(folder));
            stage.setCount(3);
            thumbnail = stage.studio->candidates().thumbnail(stage.makePicture());
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QVERIFY(!stage.window->canvasPage().emptyState().isVisible()); // it does not look like a first start
        QTRY_COMPARE(stage.finished(), 3);
        const CandidateModel& list = stage.studio->candidates();
        const int shown = list.rowOf(list.currentId());
        QTRY_VERIFY(!stage.shownPicture().isNull());
        for (int row = 0; row < 3; ++row) {
            QVERIFY(!list.thumbnail(list.at(row).id).isNull());
            QVERIFY(row == shown || list.at(row).stored.inMemory() == nullptr); // nobody wanted them yet
        }
        QCOMPARE(list.thumbnail(list.currentId()).size(), thumbnail.size());
        const int other = shown == 0 ? 1 : 0;
        stage.studio->candidates().setCurrent(list.at(other).id);
        QTRY_VERIFY(!stage.shownPicture().isNull());
        QCOMPARE(stage.shownPicture().size(), sizeOf(list.at(other)));
    }

    void largePicturesDoNotKeepASessionFromOpening()
    {
        const QTemporaryDir folder;
        const QSize size = TimeJudge::judges() ? QSize(12000, 8000) : QSize(600, 400);
        {
            const auto pictures = SessionPictures::open(folder.path().toStdString()).value();
            Session session;
            for (quint64 id = 1; id <= 3; ++id) {
                Image image{size.width(), size.height(), 3, std::vector<std::uint8_t>()};
                image.u8().assign(image.rowValues() * static_cast<std::size_t>(image.height),
                                  static_cast<std::uint8_t>(50 * id));
                Session::StripPicture picture;
                picture.file = pictures.put(image, {}).value();
                picture.id = picture.job = id;
                session.results.push_back(picture);
            }
            QVERIFY(saveSession(folder.path().toStdString(), session));
            const WindowStage stage({}, placeIn(folder)); // as former versions left it: thumbnails are made
            QTRY_COMPARE_WITH_TIMEOUT(stage.finished(), 3, 120'000);
            QVERIFY(stage.window->close());
        }
        const TimeJudge time;
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.finished(), 3);
        QVERIFY(time.within(1s));
        QVERIFY(!stage.studio->candidates().thumbnail(stage.studio->candidates().currentId()).isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!stage.shownPicture().isNull(), 60'000);
        QCOMPARE(stage.shownPicture().size(), size);
    }

    void aWindowThatIsClosedWhileItOpensLosesNothing()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            stage.setCount(4);
            stage.makePicture();
            QVERIFY(stage.window->close());
        }
        const QList<quint64> seeds = seedsIn(folder);
        QCOMPARE(seeds.size(), 4);
        ServiceEvents events;
        FakeGenerationService service;
        service.start(events);
        Studio studio(service, events, {});
        MainWindow window(studio, placeIn(folder));
        int seen = 0; // pictures that are there when it is closed
        connect(&studio.candidates(), &QAbstractItemModel::rowsInserted, &window, [&] {
            QThread::msleep(10); // a picture takes the window as long as it may take up several
            if (studio.candidates().rowCount() == 1) {
                QMetaObject::invokeMethod(
                    &window, [&] { seen = window.close() ? studio.candidates().rowCount() : 0; }, Qt::QueuedConnection);
            }
        });
        window.show();
        QTRY_VERIFY(seen > 0 && !window.isVisible());
        QCOMPARE(studio.candidates().rowCount(), 4);
        QCOMPARE(seedsIn(folder), seeds);
    }

    /// Between pictures the window does what else there is to do.
    void aSessionDoesNotBlockTheWindow()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            stage.setCount(4);
            stage.makePicture();
            QVERIFY(stage.window->close());
        }
        ServiceEvents events;
        FakeGenerationService service;
        service.start(events);
        Studio studio(service, events, {});
        const MainWindow window(studio, placeIn(folder));
        int rounds = 0;
        connect(&studio.candidates(), &QAbstractItemModel::rowsInserted, &window, [&] {
            QThread::msleep(10); // as long as it may take up several
            QMetaObject::invokeMethod(
                &studio, [&] { ++rounds; }, Qt::QueuedConnection);
            QCOMPARE(rounds, studio.candidates().rowCount() - 1);
        });
        QTRY_COMPARE(studio.candidates().rowCount(), 4);
    }

    void aPictureThatIsNotShownCanBeWorkedWith()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            stage.setCount(2);
            stage.makePicture();
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.finished(), 2);
        const CandidateModel& list = stage.studio->candidates();
        const quint64 other = list.at(list.at(0).id == list.currentId() ? 1 : 0).id;
        QVERIFY(list.picture(other).isNull());
        stage.studio->pictures().keep(other);
        QTRY_VERIFY(list.find(other)->kept);
        QCOMPARE(QImage(pathOf(*list.find(other))).size(), sizeOf(*list.find(other)));
        stage.studio->pictures().copy(other);
        QTRY_COMPARE(stage.hint(), QStringLiteral("Copied"));
        stage.studio->discard(other);
        stage.studio->undo();
        QVERIFY(!list.thumbnail(other).isNull());
    }

    void aSessionOfTheFormerVersionOpensWithEverythingInIt()
    {
        const QTemporaryDir folder;
        std::filesystem::copy(std::filesystem::path(GESSO_FIXTURES) / "former-session", folder.path().toStdString(),
                              std::filesystem::copy_options::recursive);
        const WindowStage stage({}, placeIn(folder));
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("half a thou"));
        QCOMPARE(stage.window->promptPanel().negativePrompt(), QStringLiteral("people"));
        QCOMPARE(stage.window->promptPanel().history().size(), std::size_t(2));
        QCOMPARE(stage.values().steps, 7);
        QCOMPARE(stage.values().strength, 0.3);
        QCOMPARE(stage.values().count, 2);
        QTRY_COMPARE(stage.finished(), 3);
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));
        const CandidateModel& list = stage.studio->candidates();
        QCOMPARE(list.at(0).request.prompt, std::string("a red cabin on a lake"));
        QCOMPARE(list.at(1).request.seed, list.at(0).request.seed + 1);
        QVERIFY(list.at(0).kept && !list.at(1).kept);
        QCOMPARE(list.at(0).savedAs, std::filesystem::path("/pictures/kept.png"));
        QCOMPARE(sizeOf(list.at(2)), QSize(48, 32));
        QCOMPARE(list.at(2).note, std::string("This picture does not say how it was made."));
        QCOMPARE(list.currentId(), list.at(2).id);
        QTRY_COMPARE(stage.shownPicture().pixelColor(0, 0), QColor(Qt::red));
        QVERIFY(stage.studio->queue().paused());
        QCOMPARE(stage.studio->queue().jobs().front().request.prompt, std::string("it waits"));
        QVERIFY(stage.studio->queue().jobs().front().inputs.init != nullptr);
        QCOMPARE(stage.window->taskPanel().source().size(), QSize(48, 32));
        QVERIFY(stage.window->close());
        QCOMPARE(placeIn(folder).session.results.size(), std::size_t(3));
    }

    void aPictureIsOnDiskBeforeTheWindowIsClosed()
    {
        const QTemporaryDir folder;
        const WindowStage stage({}, placeIn(folder));
        stage.makePicture();
        QTRY_COMPARE(placeIn(folder).session.results.size(), std::size_t(1)); // a crash now would lose nothing
    }

    void aDiscardedPictureDoesNotComeBack()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            stage.studio->discard(stage.makePicture());
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QVERIFY(stage.window->close());
        QCOMPARE(stage.finished(), 0);
    }

    void aJobIsOnDiskAtOnce()
    {
        const QTemporaryDir folder;
        FakeBehaviour behaviour;
        behaviour.holdAtStep = 1;
        const WindowStage stage(behaviour, placeIn(folder));
        generate(stage, 5, 3);
        QTRY_COMPARE(seedsIn(folder), QList<quint64>({5, 6, 7}));
    }

    void picturesAreWrittenAsTheyCome()
    {
        const QTemporaryDir folder;
        FakeBehaviour behaviour;
        behaviour.stepTime = std::chrono::milliseconds(200);
        {
            const WindowStage stage(behaviour, placeIn(folder));
            generate(stage, 5, 4);
            QTRY_VERIFY(stage.finished() >= 1);
            QTRY_VERIFY(!placeIn(folder).session.results.empty());
            QVERIFY(stage.finished() < 4);
            QCOMPARE(seedsIn(folder),
                     QList<quint64>({5, 6, 7, 8})); // what is made is not waited for, and none is missing
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.finished(), 4);
        QTRY_VERIFY(stage.studio->queue().empty());
        QTRY_COMPARE(placeIn(folder).session.results.size(), std::size_t(4));
        QCOMPARE(seedsIn(folder), QList<quint64>({5, 6, 7, 8}));
    }

    void whatCannotBeWrittenWaitsInTheSessionAndIsWrittenLater()
    {
        const QTemporaryDir folder;
        const WindowStage stage({}, placeIn(folder));
        generate(stage, 1);
        QTRY_COMPARE(placeIn(folder).session.results.size(), std::size_t(1));
        const PicturesInTheWay obstacle(folder);
        QVERIFY(obstacle.stands());
        generate(stage, 20, 3);
        QTRY_COMPARE(stage.finished(), 4);
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("can't be saved")), qPrintable(stage.notice()));
        QTRY_COMPARE(placeIn(folder).session.waiting.size(), std::size_t(3));
        obstacle.goAway();
        QTRY_COMPARE_WITH_TIMEOUT(placeIn(folder).session.results.size(), std::size_t(4), 30'000);
        QCOMPARE(seedsIn(folder), QList<quint64>({1, 20, 21, 22}));
        QTRY_VERIFY(stage.notice().isEmpty());
        QVERIFY(stage.hint().contains(QStringLiteral("Nothing was lost")));
    }

    void aPictureThatCannotBeWrittenIsToldWhenTheWindowIsClosed()
    {
        const QTemporaryDir folder;
        const WindowStage stage({}, placeIn(folder));
        const PicturesInTheWay obstacle(folder);
        QVERIFY(obstacle.stands());
        generate(stage, 20);
        QTRY_COMPARE(stage.finished(), 1);
        QVERIFY(!stage.window->close());
        QTRY_VERIFY(stage.window->findChild<QMessageBox*>() != nullptr);
        auto* box = stage.window->findChild<QMessageBox*>();
        QVERIFY2(box->text().contains(u'1'), qPrintable(box->text()));
        QVERIFY(stage.window->isVisible());
        obstacle.goAway();
        clickRole(*box, QMessageBox::AcceptRole);
        QTRY_VERIFY(!stage.window->isVisible());
        QCOMPARE(placeIn(folder).session.results.size(), std::size_t(1));
    }

    void aWindowCanBeClosedThoughAPictureCannotBeWritten()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            const PicturesInTheWay obstacle(folder);
            QVERIFY(obstacle.stands());
            generate(stage, 20);
            QTRY_COMPARE(stage.finished(), 1);
            QVERIFY(!stage.window->close());
            auto* box = stage.window->findChild<QMessageBox*>();
            clickRole(*box, QMessageBox::DestructiveRole);
            QTRY_VERIFY(!stage.window->isVisible());
            obstacle.goAway();
        }
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.finished(), 1); // made again
    }

    void aPictureThatCannotBeReadNowComesBackLater()
    {
        const QTemporaryDir folder;
        const QString file = leavePicture(folder);
        QVERIFY(QFile::rename(file, file + QStringLiteral("-away")));
        QVERIFY(QFile::link(file, file)); // it leads round in a circle: it is there, and nobody can read it
        {
            const WindowStage stage({}, placeIn(folder));
            QTRY_VERIFY2(stage.notice().contains(QStringLiteral("later start")), qPrintable(stage.notice()));
            QCOMPARE(stage.finished(), 0);
            QVERIFY(stage.window->close());
        }
        QVERIFY(QFile::remove(file) && QFile::rename(file + QStringLiteral("-away"), file));
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.finished(), 1);
    }

    void aDamagedPictureIsSetAside()
    {
        const QTemporaryDir folder;
        const QString file = leavePicture(folder);
        QVERIFY(QFile::resize(file, 100));
        const WindowStage stage({}, placeIn(folder));
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral(".damaged")), qPrintable(stage.notice()));
        QVERIFY(stage.window->close());
        QVERIFY(QFile::exists(file + QStringLiteral(".damaged")));
    }

    void picturesComeBackThoughTheSessionsFileIsDamaged()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            generate(stage, 7, 2);
            QTRY_COMPARE(stage.finished(), 2);
            QVERIFY(stage.window->close());
        }
        QVERIFY(QFile::resize(folder.filePath(QStringLiteral("session.json")), 20));
        {
            const WindowStage stage({}, placeIn(folder));
            QTRY_COMPARE(stage.finished(), 2);
            QVERIFY(stage.window->close());
        }
        QCOMPARE(seedsIn(folder), QList<quint64>({7, 8}));
    }

    void aCutSessionFileIsToldAndKeptAside()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("session.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\":1,\"prompt\":\"a ca");
        file.close();
        const WindowStage stage({}, placeIn(folder));
        QVERIFY2(stage.notice().contains(QStringLiteral("damaged-1")), qPrintable(stage.notice()));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("session.json.damaged-1"))));
    }

    void aFolderThatCannotBeWrittenIsTold()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        SessionPlace place;
        place.folder = (file.fileName() + QStringLiteral("/session")).toStdString(); // below what is no folder
        const WindowStage stage({}, place);
        stage.makePicture();
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("session")), qPrintable(stage.notice()));
        QCOMPARE(stage.finished(), 1);
    }
};

QTEST_MAIN(TestSession)
#include "test_session.moc"
