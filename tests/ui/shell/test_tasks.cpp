// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_pictures.h"
#include "tests/support/drops.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/panels/source_box.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/style_menu.h"
#include "ui/widgets/segments.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QColorSpace>
#include <QDir>
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

QImage redPicture(int width, int height)
{
    QImage picture(width, height, QImage::Format_RGB888);
    picture.fill(QColor(200, 30, 40));
    return picture;
}

TaskPanel& tasks(const WindowStage& stage)
{
    return stage.window->taskPanel();
}

/// Where a picture to begin from is dropped.
SourceBox& sourceBox(const WindowStage& stage)
{
    return *tasks(stage).findChild<SourceBox*>();
}

/// Clicks a task, as its row of choices shows it.
void chooseTask(const WindowStage& stage, Task task)
{
    clickSegment(*tasks(stage).findChildren<Segments*>().at(0), task == Task::TextToImage    ? 0
                                                                : task == Task::ImageToImage ? 1
                                                                                             : 2);
}

/// Gives the user two styles of his own: one with guidance and strength, one of words alone.
void writeStyles(const QTemporaryDir& home)
{
    QVERIFY(QDir(home.path()).mkpath(QStringLiteral("gesso")));
    QFile file(home.filePath(QStringLiteral("gesso/styles.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"styles": [
        {"name": "strong", "title": "Strong", "prompt": "strong {prompt}", "negative": "weak", "guidance": 9.0, "strength": 0.4},
        {"name": "words", "title": "Words alone", "prompt": "quiet {prompt}"}]})");
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
}

/// Clicks one of the user's own styles in the menu of the prompt.
void chooseStyle(const WindowStage& stage, const QString& title)
{
    auto* menu = stage.window->findChild<StyleMenu*>();
    click(menu->parentWidget());
    clickEntry(menu, QStringLiteral("Your own"));
    clickEntry(entryOf(*menu, QStringLiteral("Your own"))->menu(), title);
    QTRY_VERIFY(!menu->isVisible());
}

void generate(const WindowStage& stage)
{
    stage.generate();
}

} // namespace

/// Pictures made from pictures, and panoramas, as a user asks for them.
class TestTasks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileIsRestyled()
    {
        const WindowStage stage;
        const QString path = stage.path(QStringLiteral("red.png"));
        QVERIFY(redPicture(96, 48).save(path));
        dropFile(sourceBox(stage), path);
        QTRY_VERIFY(!tasks(stage).source().empty());
        QCOMPARE(tasks(stage).task(), Task::ImageToImage);
        QCOMPARE(stage.values().width, 96);
        QCOMPARE(stage.values().height, 48);
        stage.edit([](GenerationRequest& request) { request.strength = 0.4; });
        stage.window->promptPanel().setPrompt(QStringLiteral("a red cabin"));
        generate(stage);
        QTRY_COMPARE(stage.finished(), 1);
        const GenerationRequest request = stage.service.submitted().back();
        QCOMPARE(request.task, Task::ImageToImage);
        QCOMPARE(request.strength, 0.4);
        QCOMPARE(request.init.path, path.toStdString());
        const GenerationInputs inputs = stage.service.inputs().back();
        QVERIFY(inputs.init != nullptr && validate(request, inputs));
        QCOMPARE(int(inputs.init->u8().front()), 200);
    }

    void aColourProfileOfNoUseIsSaid()
    {
        const WindowStage stage;
        QImage picture = redPicture(96, 48);
        picture.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
        QBuffer buffer;
        QVERIFY(buffer.open(QIODevice::WriteOnly) && picture.save(&buffer, "PNG"));
        QByteArray png = buffer.data();
        const qsizetype chunk = png.indexOf("iCCP");
        QVERIFY(chunk > 0);
        png[chunk + 8] = '?'; // its checksum is another now
        const QString path = stage.path(QStringLiteral("p3.png"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(png) == png.size());
        file.close();
        dropFile(sourceBox(stage), path);
        QTRY_VERIFY(!tasks(stage).source().empty());
        QVERIFY2(stage.hint().contains(QStringLiteral("treated as sRGB")), qPrintable(stage.hint()));
    }

    void aCandidateIsRestyled()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        stage.window->activateWindow();
        stage.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_VERIFY(!tasks(stage).source().empty());
        generate(stage);
        QTRY_COMPARE(stage.finished(), 2);
        const Image expected = FakeGenerationService::pictureOf(stage.studio->candidates().find(id)->request.seed,
                                                                WindowStage::kSide, WindowStage::kSide);
        QVERIFY(*stage.service.inputs().back().init == expected);
    }

    void withoutAPictureThereIsNothingToRefine()
    {
        const WindowStage stage;
        chooseTask(stage, Task::ImageToImage);
        generate(stage);
        QVERIFY(stage.service.submitted().empty());
        QVERIFY(stage.studio->queue().empty());
    }

    void whatIsNoPictureIsTold()
    {
        const WindowStage stage;
        const QString text = stage.path(QStringLiteral("notes.png"));
        QFile notes(text);
        QVERIFY(notes.open(QIODevice::WriteOnly) && notes.write("no picture at all") > 0);
        notes.close();
        for (const QString& path : {text, stage.path(QString()), stage.path(QStringLiteral("gone.png"))}) {
            dropFile(sourceBox(stage), path);
            QTRY_VERIFY2(!stage.notice().isEmpty(), qPrintable(path));
            QVERIFY(tasks(stage).source().empty());
            stage.window->canvasPage().hideNotice();
            dropFile(stage.window->canvasPage(), path);
            QTRY_VERIFY2(!stage.notice().isEmpty(), qPrintable(path));
            stage.window->canvasPage().hideNotice();
        }
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
    }

    void aDroppedPictureCanBeRestyled()
    {
        const WindowStage stage;
        QMimeData pixels;
        pixels.setImageData(redPicture(64, 64));
        drop(stage.window->canvasPage(), pixels);
        QTRY_COMPARE(stage.window->canvasPage().noticeCard().notice().actionText, QStringLiteral("Restyle"));
        stage.pressNotice();
        QTRY_COMPARE(tasks(stage).source().size(), QSize(64, 64));
    }

    void stylesBringTheirGuidanceAndStrength()
    {
        const WindowStage stage;
        const QTemporaryDir home;
        writeStyles(home);
        chooseTask(stage, Task::ImageToImage);
        const double guidance = stage.values().guidanceScale;
        stage.window->promptPanel().focusPrompt();
        stage.type("a cabin");
        chooseStyle(stage, QStringLiteral("Strong"));
        QCOMPARE(stage.values().guidanceScale, 9.);
        QCOMPARE(stage.values().strength, 0.4);
        QCOMPARE(stage.values().negativePrompt, std::string("weak"));
        stage.press(Qt::Key_Z, Qt::ControlModifier); // all that it set goes with its words
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a cabin"));
        QVERIFY(stage.window->promptPanel().negativePrompt().isEmpty());
        QCOMPARE(stage.values().guidanceScale, guidance);
        QCOMPARE(stage.values().strength, Studio::kStrength);
        chooseStyle(stage, QStringLiteral("Strong"));
        chooseStyle(stage, QStringLiteral("Words alone")); // in its place
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("quiet a cabin"));
        QVERIFY(stage.window->promptPanel().negativePrompt().isEmpty());
        QCOMPARE(stage.values().guidanceScale, guidance);
        chooseStyle(stage, QStringLiteral("Strong"));
        click(stage.window->findChild<StyleMenu*>()->parentWidget());
        clickEntry(stage.window->findChild<StyleMenu*>(), QStringLiteral("No style"));
        qunsetenv("XDG_CONFIG_HOME");
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a cabin"));
        QCOMPARE(stage.values().guidanceScale, guidance);
    }

    void aStyleIsTakenUpAgainWithTheSession()
    {
        const QTemporaryDir folder;
        const QTemporaryDir home;
        writeStyles(home);
        {
            const WindowStage stage({}, placeIn(folder));
            stage.type("a cabin");
            chooseStyle(stage, QStringLiteral("Strong"));
            QVERIFY(stage.window->close());
        }
        const WindowStage stage({}, placeIn(folder));
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("strong a cabin"));
        QCOMPARE(stage.values().guidanceScale, 9.);
        click(stage.window->findChild<StyleMenu*>()->parentWidget());
        clickEntry(stage.window->findChild<StyleMenu*>(), QStringLiteral("No style"));
        qunsetenv("XDG_CONFIG_HOME");
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a cabin"));
        QVERIFY(stage.values().guidanceScale != 9.);
    }

    void panoramasAreLongAndWordsAreNot()
    {
        const WindowStage stage;
        chooseTask(stage, Task::Panorama);
        QCOMPARE(stage.values().width, 3 * WindowStage::kSide);
        QCOMPARE(stage.values().height, WindowStage::kSide);
        stage.window->promptPanel().setPrompt(QStringLiteral("hills"));
        generate(stage);
        QTRY_COMPARE(stage.finished(), 1);
        QCOMPARE(stage.service.submitted().back().task, Task::Panorama);
        chooseTask(stage, Task::TextToImage);
        QCOMPARE(stage.values().width, WindowStage::kSide);
    }

    void whatJobsBeginFromOutlivesTheWindow()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("red.png"));
        {
            const WindowStage stage({}, placeIn(folder));
            QVERIFY(redPicture(64, 64).save(path));
            dropFile(sourceBox(stage), path);
            QTRY_VERIFY(!tasks(stage).source().empty());
            stage.studio->queue().setPaused(true);
            stage.window->promptPanel().setPrompt(QStringLiteral("waits"));
            generate(stage);
            stage.edit([](GenerationRequest& request) { request.strength = 0.3; });
            QVERIFY(stage.window->close());
        }
        QVERIFY(QFile::remove(path)); // the user's own file is not needed any more
        const WindowStage stage({}, placeIn(folder));
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY(stage.notice().isEmpty());
        QCOMPARE(tasks(stage).task(), Task::ImageToImage);
        QCOMPARE(tasks(stage).source().name, QStringLiteral("red.png"));
        QCOMPARE(stage.values().strength, 0.3);
        stage.studio->queue().setPaused(false);
        QTRY_COMPARE(stage.finished(), 1);
        QCOMPARE(int(stage.service.inputs().back().init->u8().front()), 200);
    }

    void aJobWhosePictureIsGoneIsToldAndLeftOut()
    {
        const QTemporaryDir folder;
        {
            const WindowStage stage({}, placeIn(folder));
            const QString path = stage.path(QStringLiteral("red.png"));
            QVERIFY(redPicture(64, 64).save(path));
            dropFile(sourceBox(stage), path);
            QTRY_VERIFY(!tasks(stage).source().empty());
            stage.studio->queue().setPaused(true);
            generate(stage);
            QVERIFY(stage.window->close());
        }
        QVERIFY(QDir(folder.filePath(QStringLiteral("pictures"))).removeRecursively());
        const WindowStage stage({}, placeIn(folder));
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("could not be restored")), qPrintable(stage.notice()));
        QVERIFY(stage.studio->queue().empty());
    }

    void settingsOfARestyledPictureComeWithWhatItWasBegunFrom()
    {
        const QTemporaryDir folder;
        const WindowStage stage({}, placeIn(folder));
        const QString path = stage.path(QStringLiteral("red.png"));
        QVERIFY(redPicture(64, 64).save(path));
        dropFile(sourceBox(stage), path);
        QTRY_VERIFY(!tasks(stage).source().empty());
        generate(stage);
        QTRY_COMPARE(stage.finished(), 1);
        const std::string kept = SessionPictures::inputName(tasks(stage).source().hash);
        QTRY_VERIFY(QFile::exists(folder.filePath(QStringLiteral("pictures/%1").arg(QString::fromStdString(kept)))));
        tasks(stage).setSource({});
        stage.setTask(Task::TextToImage);
        QVERIFY(QFile::remove(path));
        stage.command(QStringLiteral("Use its prompt and settings"));
        QCOMPARE(tasks(stage).task(), Task::ImageToImage);
        QTRY_VERIFY(!tasks(stage).source().empty());
        QVERIFY(stage.notice().isEmpty());
    }

    void settingsComeWithWhatIsStillToBeWritten()
    {
        const QTemporaryDir folder;
        QFile obstacle(folder.filePath(QStringLiteral("pictures"))); // where the folder is to be: nothing is written
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        const WindowStage stage({}, placeIn(folder));
        const QString path = stage.path(QStringLiteral("red.png"));
        QVERIFY(redPicture(64, 64).save(path));
        dropFile(sourceBox(stage), path);
        QTRY_VERIFY(!tasks(stage).source().empty());
        const std::string hash = tasks(stage).source().hash;
        generate(stage);
        QTRY_COMPARE(stage.finished(), 1);
        tasks(stage).setSource({});
        chooseTask(stage, Task::TextToImage);
        QVERIFY(QFile::remove(path)); // the session's copy is the last one
        stage.command(QStringLiteral("Use its prompt and settings"));
        QTRY_COMPARE(tasks(stage).source().hash, hash);
        QCOMPARE(tasks(stage).task(), Task::ImageToImage);
        QVERIFY(obstacle.remove()); // so that the window need not ask when it is closed
    }
};

QTEST_MAIN(TestTasks)
#include "test_tasks.moc"
