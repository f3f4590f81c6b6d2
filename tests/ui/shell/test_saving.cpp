// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/canvas/canvas_view.h"
#include "ui/widgets/fold_line.h"

#include <QBuffer>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSignalSpy>

#include <csignal>
#include <set>
#include <sys/mount.h>
#include <sys/resource.h>

using namespace gesso;
using namespace gesso::ui;

/// Takes what the desktop would open.
class Browser final : public QObject {
    Q_OBJECT

public:
    QUrl opened;

public Q_SLOTS:
    void open(const QUrl& url) { opened = url; }
};

namespace {

/// Lets no file grow beyond so many bytes, as on a disk that is full, for its own life.
class FileSizeLimit final {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        m_set = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

    [[nodiscard]] bool isSet() const { return m_set; }

private:
    rlimit m_before{};
    bool m_set = false;
};

/// Nothing of the picture is lost or half written: it is still there to be saved elsewhere, and the folder is as it
/// was.
void verifyToldAndKept(const WindowStage& stage, quint64 id, const QString& folder)
{
    QTRY_VERIFY(!stage.notice().isEmpty());
    QCOMPARE(stage.studio->candidates().find(id)->state, Candidate::State::Finished);
    QVERIFY(!stage.studio->candidates().find(id)->kept);
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
}

/// Makes a picture of what the user pastes into the prompt.
void makePictureOf(const WindowStage& stage, const QString& prompt)
{
    const int before = stage.finished();
    QGuiApplication::clipboard()->setText(prompt);
    stage.window->promptPanel().focusPrompt();
    stage.press(Qt::Key_A, Qt::ControlModifier);
    stage.press(Qt::Key_V, Qt::ControlModifier);
    stage.generate();
    QTRY_COMPARE(stage.finished(), before + 1);
}

/// Saves the shown picture as the user does, in the dialog.
void saveInDialog(const WindowStage& stage, const QString& path)
{
    stage.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    const QPointer<QFileDialog> dialog = stage.window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr && QTest::qWaitForWindowActive(dialog));
    QGuiApplication::clipboard()->setText(path); // typed, a name that begins as another file does becomes that one
    auto* field = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    click(field);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    click(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save));
    QTRY_VERIFY(dialog == nullptr);
    stage.window->activateWindow(); // as a window manager does
    QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
    QTRY_VERIFY2(stage.hint().contains(QFileInfo(path).fileName()), qPrintable(stage.hint() + stage.notice()));
}

constexpr int kMoreThanAJpegHolds = 70'000; ///< bytes of a prompt

} // namespace

/// Pictures become files with how they were made, or a message says why not and nothing is lost.
class TestSaving final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeptPictureSaysHowItWasMade()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        stage.studio->pictures().keep(id);
        const CandidateModel& candidates = stage.studio->candidates();
        QTRY_VERIFY(candidates.find(id)->kept);
        const auto metadata = readOwnMetadata(candidates.find(id)->savedAs);
        QVERIFY(metadata.has_value() && metadata->request.has_value());
        QCOMPARE(metadata->request->prompt, std::string("a red cabin"));
        QCOMPARE(metadata->seed, candidates.find(id)->request.seed);
        stage.studio->pictures().keep(id);
        QTRY_VERIFY(stage.hint().contains(QStringLiteral("Already saved")));
    }

    void whatHasNoFolderIsSavedWhenItIsBack()
    {
        const WindowStage stage;
        QSignalSpy told(&stage.studio->messages(), &Messages::told);
        QFile obstacle(stage.path(QStringLiteral("kept")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly)); // a file where the folder is to be
        const QList<quint64> ids{stage.makePicture(), stage.makePicture(), stage.makePicture()};
        for (const quint64 id : ids) {
            stage.studio->pictures().keep(id);
        }
        QTRY_COMPARE(told.size(), 1);
        QTest::qWait(200);
        QCOMPARE(told.size(), 1); // one for all
        QVERIFY(obstacle.remove());
        const CandidateModel& candidates = stage.studio->candidates();
        for (const quint64 id : ids) {
            QTRY_VERIFY_WITH_TIMEOUT(candidates.find(id)->kept, 20'000);
        }
        QCOMPARE(QDir(stage.path(QStringLiteral("kept"))).entryList(QDir::Files | QDir::Hidden).size(), 3);
    }

    void anotherFolderIsTakenAtOnce()
    {
        const WindowStage stage;
        QFile obstacle(stage.path(QStringLiteral("kept")));
        QVERIFY(obstacle.open(QIODevice::WriteOnly));
        const quint64 id = stage.makePicture();
        stage.studio->pictures().keep(id);
        QTRY_VERIFY(!stage.notice().isEmpty());
        Settings settings = stage.studio->settings();
        settings.pictureFolder = stage.path(QStringLiteral("elsewhere")).toStdString();
        stage.studio->setSettings(settings);
        QTRY_VERIFY(stage.studio->candidates().find(id)->kept);
        QVERIFY(stage.studio->candidates().find(id)->savedAs.string().find("elsewhere") != std::string::npos);
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
        stage.studio->pictures().saveAs(id, path);
        QTRY_COMPARE(stage.studio->candidates().find(id)->savedAs, std::filesystem::path(path.toStdString()));
        const auto metadata = readOwnMetadata(path.toStdString());
        QVERIFY(metadata.has_value());
        QCOMPARE(metadata->request.has_value() ? metadata->request->prompt : std::string(), std::string("a red cabin"));
    }

    void aFileBesideThePictureIsTold()
    {
        const WindowStage stage;
        makePictureOf(stage, QString(kMoreThanAJpegHolds, u'a'));
        saveInDialog(stage, stage.path(QStringLiteral("mine.jpg")));
        QVERIFY(QFile::exists(stage.path(QStringLiteral("mine.jpg.json"))));
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("mine.jpg.json")), qPrintable(stage.notice()));
        saveInDialog(stage, stage.path(QStringLiteral("again.jpg"))); // each time: each picture has its own
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("again.jpg.json")), qPrintable(stage.notice()));
    }

    void aFileBesideAKeptPictureIsTold()
    {
        Settings settings;
        settings.format = PictureFormat::Jpg;
        const WindowStage stage({}, {}, settings);
        makePictureOf(stage, QString(kMoreThanAJpegHolds, u'a'));
        stage.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral(".jpg.json")), qPrintable(stage.notice()));
        const QStringList files = QDir(stage.path(QStringLiteral("kept"))).entryList(QDir::Files);
        QCOMPARE(files.size(), 2);
        QVERIFY2(stage.notice().contains(files.at(1)), qPrintable(stage.notice()));
    }

    void whatIsInThePictureItselfIsNoNews()
    {
        const WindowStage stage;
        makePictureOf(stage, QStringLiteral("a red cabin"));
        for (const char* end : {"png", "jpg", "webp", "tiff"}) {
            saveInDialog(stage, stage.path(QStringLiteral("mine.") + QLatin1String(end)));
            QVERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));
        }
    }

    void aDeepFileHoldsWhatTheEngineMade()
    {
        Settings settings;
        settings.format = PictureFormat::Tiff;
        settings.bits = 16;
        const WindowStage stage({}, {}, settings);
        const quint64 id = stage.makePicture();
        const std::uint64_t seed = stage.studio->candidates().find(id)->request.seed;
        stage.press(Qt::Key_S, Qt::ControlModifier);
        const QDir folder(stage.path(QStringLiteral("kept")));
        QTRY_COMPARE(folder.entryList(QDir::Files).size(), 1);
        const QString file = folder.filePath(folder.entryList(QDir::Files).front());
        Result<Image> read;
        QTRY_VERIFY((read = readDeepPicture(file.toStdString())).has_value());
        QCOMPARE(*read, *FakeGenerationService::finishedOf(seed, WindowStage::kSide, WindowStage::kSide));
        QVERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));
        saveInDialog(stage, stage.path(QStringLiteral("mine.exr")));
        QTRY_VERIFY((read = readDeepPicture(stage.path(QStringLiteral("mine.exr")).toStdString())).has_value());
        const std::set<std::uint16_t> levels(read->u16().begin(), read->u16().end());
        QVERIFY2(levels.size() > 256, qPrintable(QString::number(levels.size())));
        QVERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));
    }

    void aNameWithoutAKnownEndIsRefusedInPlace()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        stage.studio->pictures().saveAs(id, stage.path(QStringLiteral("mine.bmp")));
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
        stage.studio->pictures().keep(id);
        QTRY_VERIFY(!stage.notice().isEmpty());
        QVERIFY2(stage.notice().contains(QStringLiteral("kept")), qPrintable(stage.notice()));
        QCOMPARE(stage.studio->candidates().find(id)->state, Candidate::State::Finished);
        QVERIFY(!stage.studio->candidates().find(id)->kept);
    }

    void aWriteThatIsCutShortIsToldAndThePictureStays()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        QVERIFY(QDir().mkpath(stage.path(QStringLiteral("kept"))));
        {
            const FileSizeLimit limit(100);
            QVERIFY(limit.isSet());
            stage.studio->pictures().keep(id);
            verifyToldAndKept(stage, id, stage.path(QStringLiteral("kept")));
        }
        stage.studio->pictures().keep(id);
        QTRY_VERIFY(stage.studio->candidates().find(id)->kept);
    }

    void aFullDiskIsToldAndThePictureStays()
    {
        const WindowStage stage;
        GenerationRequest large = stage.values();
        large.width = large.height = 512;
        stage.edit([&large](GenerationRequest& request) { request = large; });
        const quint64 id = stage.makePicture();
        const QString folder = stage.path(QStringLiteral("kept"));
        QVERIFY(QDir().mkpath(folder));
        if (::mount("gesso-test", folder.toUtf8().constData(), "tmpfs", 0, "size=4k") != 0) {
            QSKIP("a small file system cannot be mounted here; the limit on file sizes above takes the same path");
        }
        stage.studio->pictures().saveAs(id, folder + QStringLiteral("/mine.exr"));
        verifyToldAndKept(stage, id, folder);
        const QString said = stage.notice();
        QCOMPARE(::umount(folder.toUtf8().constData()), 0);
        QVERIFY2(said.contains(QStringLiteral("full"), Qt::CaseInsensitive) ||
                     said.contains(QStringLiteral("space"), Qt::CaseInsensitive),
                 qPrintable(said));
    }

    void aPictureBeyondAllBoundsIsToldInPlace()
    {
        constexpr int kSide = 20'000;
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        const QString path = stage.path(QStringLiteral("huge.png"));
        {
            QImage huge(kSide, kSide, QImage::Format_Mono);
            huge.fill(0);
            QVERIFY(huge.save(path));
        }
        stage.window->openFiles({path});
        QTRY_VERIFY_WITH_TIMEOUT(!stage.notice().isEmpty(), 60'000);
        QVERIFY2(stage.notice().contains(QStringLiteral("20000x20000")), qPrintable(stage.notice()));
        QCOMPARE(stage.studio->candidates().currentId(), id);
    }

    void aPictureFileIsOpenedAndItsSettingsTakenUp()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        const quint64 seed = stage.studio->candidates().find(id)->request.seed;
        const QString path = stage.path(QStringLiteral("mine.png"));
        stage.studio->pictures().saveAs(id, path);
        QTRY_VERIFY(QFile::exists(path));
        stage.window->promptPanel().setPrompt(QStringLiteral("something else"));
        stage.window->openFiles({path});
        QTRY_VERIFY(stage.notice().contains(QStringLiteral("prompt and settings")));
        stage.pressNotice();
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a red cabin"));
        QCOMPARE(stage.values().seed, std::uint64_t(seed));
    }

    void theScheduleOfAForeignPictureIsKeptAndItsUnknownModelTold()
    {
        const WindowStage stage;
        const QString path = stage.path(QStringLiteral("theirs.png"));
        QImage picture(64, 64, QImage::Format_RGB888);
        picture.fill(Qt::darkGreen);
        picture.setText(QStringLiteral("parameters"),
                        QStringLiteral("a green hill\nSteps: 30, Sampler: Euler, Schedule type: Karras, CFG scale: 6, "
                                       "Seed: 7, Size: 64x64, Model hash: 0123456789, Model: nobodysModel_v3"));
        QVERIFY(picture.save(path));
        stage.window->openFiles({path});
        QTRY_VERIFY(stage.notice().contains(QStringLiteral("prompt and settings")));
        stage.pressNotice();
        QVERIFY2(stage.notice().contains(QStringLiteral("nobodysModel_v3")), qPrintable(stage.notice()));
        const QString line = stage.window->parametersPanel().findChild<FoldLine*>()->text();
        QVERIFY2(line.startsWith(QStringLiteral("Euler Karras")), qPrintable(line));
        stage.generate();
        QTRY_COMPARE(stage.service.submitted().size(), std::size_t{1});
        QVERIFY(stage.service.submitted()[0].scheduler == SchedulerKind::Euler);
        QVERIFY(stage.service.submitted()[0].sampler.sigmas == SigmaSpacing::Karras);
    }

    void aKindOfFileThatIsNotKnownIsNamed()
    {
        const WindowStage stage;
        stage.makePicture();
        stage.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = stage.window->findChild<QFileDialog*>();
        QTRY_VERIFY(dialog != nullptr && dialog->isVisible());
        QVERIFY2(dialog->selectedFiles().value(0).contains(QStringLiteral("a-red-cabin-")),
                 qPrintable(dialog->selectedFiles().value(0)));
        Q_EMIT dialog->fileSelected(stage.path(QStringLiteral("mine.bmp")));
        dialog->close();
        QVERIFY2(stage.notice().startsWith(QStringLiteral("Can't save as .bmp")), qPrintable(stage.notice()));
        QVERIFY(!QFile::exists(stage.path(QStringLiteral("mine.bmp"))));
    }

    void theKindOfFileIsRemembered()
    {
        const WindowStage stage;
        const QString path = stage.path(QStringLiteral("mine.jpg"));
        stage.makePicture();
        for (const char* suffix : {"png", "jpg"}) {
            stage.press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
            QTRY_VERIFY(stage.window->findChild<QFileDialog*>() != nullptr);
            auto* dialog = stage.window->findChild<QFileDialog*>();
            QCOMPARE(dialog->defaultSuffix(), QString::fromLatin1(suffix));
            Q_EMIT dialog->fileSelected(path);
            dialog->close();
            QTRY_VERIFY(stage.window->findChild<QFileDialog*>() == nullptr);
            stage.window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(stage.window.get()));
        }
        QTRY_VERIFY(QFile::exists(path));
    }

    void theQualityOfTheSettingsIsThatOfTheFiles()
    {
        const WindowStage stage;
        const quint64 id = stage.makePicture();
        const auto sizeAt = [&](int quality) {
            Settings settings = stage.studio->settings();
            settings.quality = quality;
            stage.studio->setSettings(settings);
            const QString path = stage.path(QStringLiteral("q%1.jpg").arg(quality));
            stage.studio->pictures().saveAs(id, path);
            return QTest::qWaitFor([&] { return QFile::exists(path); }) ? QFileInfo(path).size() : 0;
        };
        const qint64 coarse = sizeAt(10);
        QVERIFY(coarse > 0 && coarse < sizeAt(100));
    }

    void theFolderOfAKeptPictureIsShown()
    {
        Browser browser;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &browser, "open");
        const WindowStage stage;
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_Return);
        QAbstractButton* show = nullptr;
        QTRY_VERIFY((show = buttonIn(stage.window->statusLine(), QStringLiteral("Show in folder"))) != nullptr &&
                    show->isVisible());
        click(show);
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QCOMPARE(browser.opened, QUrl::fromLocalFile(stage.path(QStringLiteral("kept"))));
        QCOMPARE(QDir(stage.path(QStringLiteral("kept"))).entryList(QDir::Files).value(0).left(12),
                 QStringLiteral("a-red-cabin-"));
    }

    void aCutJpegIsToldInPlace()
    {
        const WindowStage stage;
        QBuffer whole;
        QImage picture(256, 256, QImage::Format_RGB888);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                picture.setPixel(x, y, qRgb(x * y, x * 7 + y * 3, x ^ y));
            }
        }
        QVERIFY(picture.save(&whole, "JPG"));
        QFile file(stage.path(QStringLiteral("cut.jpg")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(whole.data().left(900)) == 900);
        file.close();
        stage.window->openFiles({file.fileName()});
        QTRY_VERIFY2(stage.notice().contains(QStringLiteral("cut.jpg")), qPrintable(stage.notice()));
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
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
