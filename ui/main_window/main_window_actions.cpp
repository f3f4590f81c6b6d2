// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/main_window.h"

#include "core/picture_files/formats/picture_format.h"
#include "ui/adapters/show_in_folder.h"
#include "ui/canvas/canvas_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands/command_palette.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/main_window/palette_finds.h"
#include "ui/main_window/top_bar.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QStackedWidget>

namespace gesso::ui {
namespace {

QString fromPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// The kinds of files that pictures are saved as, the one of the settings first.
QString saveFilters(PictureFormat first)
{
    QStringList filters;
    for (const std::string_view each : pictureFormatNames()) {
        const QString end = QString::fromLatin1(each.data(), static_cast<qsizetype>(each.size()));
        const QString filter = QStringLiteral("%1 (*.%2)").arg(end.toUpper(), end);
        each == name(first) ? filters.prepend(filter) : filters.append(filter);
    }
    return filters.join(QStringLiteral(";;"));
}

} // namespace

QAction* MainWindow::addCommand(const QString& id, const QString& category, const QString& text,
                                const QString& iconName, const QList<QKeySequence>& shortcuts,
                                std::function<void()> act)
{
    auto* action = new QAction(text, this);
    if (!iconName.isEmpty()) {
        action->setIcon(icon(iconName));
    }
    action->setShortcuts(shortcuts);
    connect(action, &QAction::triggered, this, [act = std::move(act)] { act(); });
    addAction(action);
    m_commands.add(id, category, action);
    return action;
}

void MainWindow::buildActions()
{
    buildViewActions();
    buildFileActions();
    buildPictureActions();
    PaletteFinds::addSynonyms(m_commands);
    m_finds = std::make_unique<PaletteFinds>(
        PaletteFinds::Parts{m_studio, *m_prompt, *m_task, *m_parameters, [this] { setPanelsShown(true); },
                            [this](const QString& line) { hint(line); }, [this](Task task) { chooseTask(task); }});
    m_commands.setSource([this](QObject& owner) { return m_finds->all(owner); });
    m_palette = new CommandPalette(m_commands, this);
    addCommand("palette", tr("Window"), tr("Commands…"), "command", {QKeySequence(Qt::CTRL | Qt::Key_K)},
               [this] { m_palette->toggle(); });
}

void MainWindow::buildViewActions()
{
    auto* pages = new QActionGroup(this);
    const auto addPage = [&](const QString& id, const QString& text, int index) {
        // Ctrl+0 and Ctrl+1 are the zoom's, as in every paint program.
        QAction* action = addCommand(id, tr("Window"), text, {}, {QKeySequence(Qt::ALT | (Qt::Key_1 + index))},
                                     [this, index] { showPage(index); });
        action->setCheckable(true);
        pages->addAction(action);
        m_pageActions.push_back(action);
        m_top->addPage(action);
    };
    addPage("page.canvas", tr("Canvas"), 0);
    addPage("page.queue", tr("Queue"), 1);
    m_pageActions.front()->setChecked(true);

    CanvasView* view = &m_canvas->view();
    addCommand("view.fit", tr("Canvas"), tr("Fit the picture"), "zoom-scan", {QKeySequence(Qt::CTRL | Qt::Key_0)},
               [view] { view->fit(); });
    addCommand("view.whole", tr("Canvas"), tr("Zoom to 100 %"), {}, {QKeySequence(Qt::CTRL | Qt::Key_1)},
               [view] { view->setZoom(1.); });
    QAction* panels = addCommand("view.panels", tr("Window"), tr("Hide the panels"), {},
                                 {QKeySequence(Qt::CTRL | Qt::Key_Backslash), QKeySequence(Qt::Key_F11)}, [] {});
    panels->setCheckable(true);
    connect(panels, &QAction::toggled, this, [this](bool hidden) { setPanelsShown(!hidden); });
}

void MainWindow::buildFileActions()
{
    addCommand("generate", tr("Prompt"), tr("Generate"), {},
               {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
               [this] { generate(false); });
    addCommand("generate.front", tr("Prompt"), tr("Generate next"), {},
               {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)}, [this] { generate(true); });
    addCommand("prompt.focus", tr("Prompt"), tr("Go to the prompt"), {}, {QKeySequence(Qt::CTRL | Qt::Key_L)}, [this] {
        setPanelsShown(true);
        m_prompt->focusPrompt();
    });
    addCommand("queue.cancel", tr("Queue"), tr("Cancel the running job"), "x",
               {QKeySequence(Qt::SHIFT | Qt::Key_X), QKeySequence(Qt::ALT | Qt::Key_Period)},
               [this] { m_studio.cancelRunning(); });
    addCommand("queue.cancelAll", tr("Queue"), tr("Cancel all jobs"), "trash", {}, [this] { m_studio.cancelAll(); });
    addCommand("queue.clear", tr("Queue"), tr("Clear waiting jobs"), "trash",
               {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X)}, [this] { m_studio.clearWaiting(); });
    addCommand("queue.pause", tr("Queue"), tr("Pause or resume the queue"), "player-pause", {},
               [this] { m_studio.queue().setPaused(!m_studio.queue().paused()); });
    addCommand("file.open", tr("File"), tr("Open a picture…"), "folder-open", {QKeySequence::Open},
               [this] { chooseFiles(); });
    addCommand("edit.undo", tr("Edit"), tr("Undo"), "arrow-back-up", {QKeySequence::Undo}, [this] { m_studio.undo(); });
    addCommand("edit.redo", tr("Edit"), tr("Redo"), {},
               {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
               [this] { m_studio.redo(); });
    QAction* settings = addCommand("settings", tr("Window"), tr("Settings…"), "settings",
                                   {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { openSettings(); });
    auto* gear = new IconButton(QStringLiteral("settings"), settings->text());
    gear->setShownAction(settings);
    m_top->addRight(gear);
    addCommand("about", tr("Window"), tr("About Gesso"), "info-circle", {}, [this] {
        auto* about = new AboutDialog(this);
        about->setAttribute(Qt::WA_DeleteOnClose);
        about->show();
    });
    addCommand("quit", tr("Window"), tr("Quit"), {}, {QKeySequence::Quit}, [this] { close(); });
}

void MainWindow::buildPictureActions()
{
    CandidateList& list = m_studio.candidates();
    const auto addForPicture = [&](const QString& id, const QString& text, const QString& iconName,
                                   const QList<QKeySequence>& keys, std::function<void(quint64)> act) {
        m_pictureActions.emplace_back(addCommand(id, tr("Picture"), text, iconName, keys,
                                                 [&list, act = std::move(act)] { act(list.currentId()); }));
    };
    addForPicture("picture.keep", tr("Keep"), "star", {QKeySequence::Save}, [this](quint64 id) { m_studio.keep(id); });
    addForPicture("picture.saveAs", tr("Save as…"), "download", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)},
                  [this](quint64 id) { askSaveAs(id); });
    addForPicture("picture.folder", tr("Show in folder"), "folder", {}, [this](quint64 id) { showFolder(id); });
    addForPicture("picture.copy", tr("Copy"), "copy", {QKeySequence::Copy}, [this](quint64 id) { m_studio.copy(id); });
    addForPicture("picture.restyle", tr("Restyle"), "photo", {QKeySequence(Qt::CTRL | Qt::Key_R)},
                  [this](quint64 id) { restyle(id); });
    addForPicture("picture.seed", tr("Use its seed"), "history", {}, [this](quint64 id) { reuseSeed(id); });
    addForPicture("picture.all", tr("Use its prompt and settings"), "history", {},
                  [this](quint64 id) { reuseAll(id); });
    addCommand("picture.discard", tr("Picture"), tr("Discard"), "trash", {},
               [this, &list] { m_studio.discard(list.currentId()); });
    addCommand("picture.next", tr("Picture"), tr("Next picture"), {}, {QKeySequence(Qt::ALT | Qt::Key_Right)},
               [this] { m_canvas->step(1); });
    addCommand("picture.previous", tr("Picture"), tr("Previous picture"), {}, {QKeySequence(Qt::ALT | Qt::Key_Left)},
               [this] { m_canvas->step(-1); });
}

void MainWindow::setPanelsShown(bool shown)
{
    m_side->setVisible(shown);
    m_top->setVisible(shown);
    m_status->setVisible(shown);
    if (QAction* action = m_commands.find("view.panels")) {
        action->setChecked(!shown);
    }
}

void MainWindow::askSaveAs(quint64 id)
{
    const Candidate* candidate = m_studio.candidates().find(id);
    if (candidate == nullptr || candidate->state != Candidate::State::Finished) {
        return;
    }
    const Settings& settings = m_studio.settings();
    const PictureFormat format = pictureFormatFromName(m_session.exportFormat).value_or(settings.format);
    const std::filesystem::path folder =
        m_session.exportFolder.empty() ? PictureSaver::folderOf(settings) : m_session.exportFolder;
    auto* dialog = new QFileDialog(this, tr("Save the picture as"), fromPath(folder), saveFilters(format));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QString::fromStdString(std::string(name(format))));
    dialog->selectFile(suggestedName(*candidate));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString& path) {
        m_session.exportFolder = std::filesystem::path(path.toStdString()).parent_path();
        if (const std::optional<PictureFormat> chosen = pictureFormatFromPath(path.toStdString())) {
            m_session.exportFormat = name(*chosen);
            m_studio.saveAs(id, path);
        } else {
            tellFormats(id, QFileInfo(path).suffix());
        }
    });
    dialog->open();
}

void MainWindow::tellFormats(quint64 candidate, const QString& suffix)
{
    Message message;
    message.notice.kind = Notice::Kind::Warning;
    message.notice.title = suffix.isEmpty() ? tr("The file name needs an ending") : tr("Can't save as .%1").arg(suffix);
    message.notice.text = tr("Choose .png, .jpg, .webp, .tiff or .exr.");
    message.notice.actionText = tr("Save as…");
    message.notice.topic = Notice::Topic::Saving;
    message.act = [this, candidate] { askSaveAs(candidate); };
    show(message);
}

void MainWindow::showFolder(quint64 candidate)
{
    const Candidate* shown = m_studio.candidates().find(candidate);
    if (shown == nullptr || shown->savedAs.isEmpty()) {
        hint(tr("This picture is in no folder yet: keep it first."));
        return;
    }
    showInFolder(shown->savedAs);
}

void MainWindow::chooseFiles()
{
    auto* dialog = new QFileDialog(this, tr("Open a picture"), fromPath(m_session.exportFolder),
                                   tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::openFiles);
    dialog->open();
}

void MainWindow::openFiles(const QStringList& files)
{
    for (const QString& file : files) {
        m_studio.openPicture(file);
    }
}

void MainWindow::chooseModelFolder()
{
    auto* dialog = new QFileDialog(this, tr("A folder of models"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::modelFolderChosen);
    dialog->open();
}

void MainWindow::openSettings()
{
    if (m_settings) {
        m_settings->raise();
        m_settings->activateWindow();
        return;
    }
    m_settings = new SettingsDialog(m_studio.settings(), this);
    m_settings->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_settings, &SettingsDialog::settingsChanged, &m_studio, &Studio::setSettings);
    m_settings->show();
}

void MainWindow::reuseSeed(quint64 id)
{
    if (const Candidate* candidate = m_studio.candidates().find(id)) {
        m_studio.workspace()->editDraft([seed = candidate->request.seed](RequestDraft& draft) {
            draft.edit([seed](GenerationRequest& request) { request.seed = seed; });
            draft.randomSeed = false;
        });
        hint(tr("The next picture will use this seed."));
    }
}

void MainWindow::reuseAll(quint64 id)
{
    const Candidate* candidate = m_studio.candidates().find(id);
    if (candidate == nullptr) {
        return;
    }
    GenerationRequest request = candidate->request;
    if (request.model.empty()) { // of a file: the model of that name, or the chosen one
        request.model = m_modelNames.key(candidate->modelName).toStdString();
    }
    const bool isHere = !request.model.empty();
    if (!isHere) {
        request.model = m_studio.workspace().values().model;
    }
    request.count = m_studio.workspace().values().count;
    request.seeds.clear(); // of the batch that it was one of
    if (request.task == Task::Inpaint) {
        // The window has no masks yet: what was said in words is kept.
        request.task = Task::TextToImage;
        request.init = request.mask = {};
        request.inpaint = {};
    }
    if (request.task != Task::ImageToImage) {
        request.init = m_studio.workspace().values().init; // a picture that was chosen stays
    }
    if (!m_prompt->prompt().trimmed().isEmpty()) {
        m_prompt->remember(); // what was being written can be had back from the history
    }
    m_prompt->setPrompt(QString::fromStdString(request.prompt));
    m_prompt->setNegativePrompt(QString::fromStdString(request.negativePrompt));
    m_studio.workspace()->restoreDraft(request);
    m_studio.workspace()->editDraft([](RequestDraft& draft) { draft.randomSeed = false; });
    reuseSource(request);
    showProblem();
    m_canvas->hideNotice();
    if (!isHere && !candidate->modelName.isEmpty()) {
        Notice notice;
        notice.title = tr("Made with a model that you don't have");
        notice.text = tr("The picture was made with %1. It will look different with %2.")
                          .arg(candidate->modelName, m_modelNames.value(QString::fromStdString(request.model)));
        m_canvas->showNotice(notice);
    }
}

} // namespace gesso::ui
