// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/main_window/window_stage.h"

#include <QFile>

using namespace gesso;
using namespace gesso::ui;

namespace {

SessionPlace placeIn(const QTemporaryDir& folder)
{
    const std::filesystem::path path = folder.path().toStdString();
    Stored<Session> session = loadSession(path);
    return {path, std::move(session.value), std::move(session.notices)};
}

} // namespace

/// What a window held when it was closed is there when the next one opens.
class TestSession final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promptSettingsPicturesAndWaitingJobsComeBack()
    {
        const QTemporaryDir folder;
        QImage picture;
        {
            const WindowStage stage({}, placeIn(folder));
            const quint64 id = stage.makePicture();
            picture = stage.studio->candidates().find(id)->picture;
            stage.studio->queue().setPaused(true);
            stage.window->promptPanel().setPrompt(QStringLiteral("waiting"));
            Q_EMIT stage.window->promptPanel().generateRequested(false);
            stage.window->promptPanel().setPrompt(QStringLiteral("half a thou"));
            stage.setCount(4);
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("half a thou"));
        QCOMPARE(stage.window->parametersPanel().request().count, 4);
        QTRY_COMPARE(stage.finished(), 1);
        QCOMPARE(stage.studio->candidates().current()->picture.convertToFormat(QImage::Format_RGB888), picture);
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY(stage.studio->queue().paused());
        QCOMPARE(stage.studio->queue().jobs().front().request.prompt, std::string("waiting"));
        QVERIFY(!stage.window->promptPanel().history().empty());
        stage.studio->queue().setPaused(false);
        QTRY_COMPARE(stage.finished(), 2);
        QCOMPARE(stage.studio->candidates().rowCount(), 2); // the restored picture is not taken for one of the new job
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
