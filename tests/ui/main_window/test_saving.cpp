// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "tests/ui/main_window/window_stage.h"

#include <QFile>
#include <QFileInfo>

using namespace gesso;
using namespace gesso::ui;

/// Pictures become files with how they were made, or a message says why not and nothing is lost.
class TestSaving final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeptPictureSaysHowItWasMade()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        stage.studio->keep(id);
        const CandidateList& candidates = stage.studio->candidates();
        QTRY_VERIFY(candidates.find(id)->kept);
        const auto metadata = readMetadata(candidates.find(id)->savedAs.toStdString());
        QVERIFY(metadata.has_value() && metadata->request.has_value());
        QCOMPARE(metadata->request->prompt, std::string("a red cabin"));
        QCOMPARE(metadata->seed, candidates.find(id)->request.seed);
        stage.studio->keep(id);
        QTRY_VERIFY(stage.hint().contains(QStringLiteral("Already saved")));
    }

    void everyFormatIsWritten_data()
    {
        QTest::addColumn<QString>("end");
        for (const char* end : {"png", "jpg", "webp", "tiff", "exr"}) {
            QTest::newRow(end) << QString::fromLatin1(end);
        }
    }

    void everyFormatIsWritten()
    {
        QFETCH(QString, end);
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        const QString path = stage.path(QStringLiteral("mine.") + end);
        stage.studio->saveAs(id, path);
        QTRY_COMPARE(stage.studio->candidates().find(id)->savedAs, path);
        const auto metadata = readMetadata(path.toStdString());
        QVERIFY(metadata.has_value());
        QCOMPARE(metadata->request.has_value() ? metadata->request->prompt : std::string(), std::string("a red cabin"));
    }

    void aNameWithoutAKnownEndIsRefusedInPlace()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        stage.studio->saveAs(id, stage.path(QStringLiteral("mine.bmp")));
        QTRY_VERIFY(stage.notice().contains(QStringLiteral("mine.bmp")));
        QVERIFY(!QFile::exists(stage.path(QStringLiteral("mine.bmp"))));
    }

    void aFolderThatCannotBeWrittenIsToldAndThePictureStays()
    {
        const WindowStage stage;
        QFile file(stage.path(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Settings settings = stage.studio->settings();
        settings.pictureFolder = (file.fileName() + QStringLiteral("/kept")).toStdString(); // below what is no folder
        stage.studio->setSettings(settings);
        const quint64 id = stage.makePicture();
        stage.studio->keep(id);
        QTRY_VERIFY(!stage.notice().isEmpty());
        QVERIFY2(stage.notice().contains(QStringLiteral("kept")), qPrintable(stage.notice()));
        QCOMPARE(stage.studio->candidates().find(id)->state, Candidate::State::Finished);
        QVERIFY(!stage.studio->candidates().find(id)->kept);
    }

    void aPictureFileIsOpenedAndItsSettingsTakenUp()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        const quint64 seed = stage.studio->candidates().find(id)->request.seed;
        const QString path = stage.path(QStringLiteral("mine.png"));
        stage.studio->saveAs(id, path);
        QTRY_VERIFY(QFile::exists(path));
        stage.window->promptPanel().setPrompt(QStringLiteral("something else"));
        stage.window->openFiles({path});
        QTRY_VERIFY(stage.notice().contains(QStringLiteral("how it was made")));
        Q_EMIT const_cast<NoticeCard&>(stage.window->canvasPage().noticeCard()).acted();
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a red cabin"));
        QCOMPARE(stage.window->parametersPanel().request().seed, std::uint64_t(seed));
    }

    void whatIsNoPictureIsToldInPlace_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("a cut PNG") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
        QTest::newRow("nothing") << QByteArray();
    }

    void whatIsNoPictureIsToldInPlace()
    {
        QFETCH(QByteArray, content);
        const WindowStage stage;
        QFile file(stage.path(QStringLiteral("odd.png")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        stage.window->openFiles({file.fileName()});
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("odd.png")), qPrintable(stage.notice()));
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
    }

    void aFolderIsNoPicture()
    {
        const WindowStage stage;
        stage.window->openFiles({QFileInfo(stage.path(QStringLiteral("x"))).absolutePath()});
        QTRY_VERIFY(!stage.notice().isEmpty());
    }
};

QTEST_MAIN(TestSaving)
#include "test_saving.moc"
