// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include "ui/canvas/canvas_page.h"
#include "ui/canvas/empty_state.h"
#include "ui/commands/command_palette.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/panels/engine_pill.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/queue/queue_page.h"
#include "ui/results/candidate_text.h"
#include "ui/shell/generating.h"
#include "ui/shell/palette_finds.h"
#include "ui/shell/picture_files.h"
#include "ui/shell/picture_reuse.h"
#include "ui/shell/source_desk.h"
#include "ui/shell/studio.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/undo_keys.h"
#include "ui/shell/window_notices.h"
#include "ui/theme/theme.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QScreen>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr QSize kSmallest{900, 560};

/// The first window's size on this screen, with room for the frame that a window manager puts around it.
QSize firstSize(const QScreen& screen)
{
    constexpr QSize kFrame{Space::k16, Space::kTopBar};
    return kFirstSize.boundedTo(screen.availableSize() - kFrame).expandedTo(kSmallest);
}

} // namespace

MainWindow::MainWindow(Studio& studio, const SessionPlace& place) : m_parts{*this, studio}
{
    setObjectName(QStringLiteral("MainWindow"));
    setMinimumSize(kSmallest);
    resize(firstSize(*screen()));
    m_table.addAll();
    buildWindow(m_parts);
    m_generating = std::make_unique<Generating>(m_parts);
    m_files = std::make_unique<PictureFiles>(m_parts);
    m_sources = std::make_unique<SourceDesk>(m_parts, place.folder);
    m_reuse = std::make_unique<PictureReuse>(m_parts, *m_generating, *m_sources);
    m_notices = std::make_unique<WindowNotices>(m_parts);
    m_session = std::make_unique<WindowSession>(m_parts, *m_files, place);
    m_finds = std::make_unique<PaletteFinds>(m_parts);
    m_undoKeys = std::make_unique<UndoKeys>(m_parts);
    m_palette = new CommandPalette(m_parts.commands, this);
    m_parts.commands.setSource([this](QObject& owner) { return m_finds->all(owner); });
    m_desks = {
        m_generating.get(),        m_files.get(), m_reuse.get(), m_sources.get(), [this] { m_palette->toggle(); },
        [this] { openSettings(); }};
    connectPanels();
    connectQueue();
    connectCandidates();
    m_session->restore(place);
    showDocument();
    m_parts.engine->setStatus(studio.engine().status());
    m_parts.prompt->focusPrompt();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectPanels()
{
    Studio& studio = m_parts.studio;
    connect(m_parts.parameters, &ParametersPanel::modelsWanted, this, &MainWindow::modelsWanted);
    connect(m_parts.parameters, &ParametersPanel::addModelFolderRequested, this, &MainWindow::chooseModelFolder);
    connect(&studio.engine(), &EngineMonitor::changed, m_parts.engine, &EnginePill::setStatus);
    connect(m_parts.engine, &EnginePill::startAgainRequested, &studio, &Studio::restartEngine);
    connect(m_parts.engine, &EnginePill::settingsRequested, this, &MainWindow::openSettings);
    connect(m_sources.get(), &SourceDesk::chooseRequested, this, [this] { m_sources->choose(m_files->folder()); });
    connect(m_sources.get(), &SourceDesk::taken, m_session.get(), &WindowSession::keepSource);
    m_sources->setHeld([this](const std::string& hash) { return m_session->heldInput(hash); });
    connect(&studio.workspace(), &WorkspaceSignals::editsChanged, this, [this] { m_parts.commands.refresh(); });
}

void MainWindow::connectQueue()
{
    JobDesk* jobs = &m_parts.studio.jobs();
    connect(m_parts.status, &StatusBar::pauseRequested, this,
            [this](bool paused) { m_parts.studio.queue().setPaused(paused); });
    connect(m_parts.status, &StatusBar::cancelRequested, jobs, &JobDesk::cancelRunning);
    connect(m_parts.queue, &QueuePage::clearWaitingRequested, jobs, &JobDesk::clearWaiting);
    connect(m_parts.queue, &QueuePage::cancelRequested, jobs, &JobDesk::cancel);
    connect(m_parts.queue, &QueuePage::frontRequested, jobs, &JobDesk::moveToFront);
    connect(m_parts.queue, &QueuePage::showRequested, this, [this](JobId job) {
        if (const auto candidates = m_parts.studio.candidates().list().ofJob(job); !candidates.empty()) {
            m_parts.canvas->showCandidate(candidates.front());
            m_parts.showPage(Page::Canvas);
        }
    });
}

void MainWindow::connectCandidates()
{
    const CandidateModel* candidates = &m_parts.studio.candidates();
    connect(candidates, &CandidateModel::currentChanged, this, &MainWindow::showDocument);
    connect(candidates, &CandidateModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateModel::StateRole) || roles.contains(CandidateModel::KeptRole)) {
                    showDocument(); // not with every preview
                }
            });
    connect(candidates, &CandidateModel::rowsRemoved, this, &MainWindow::showDocument);
}

void MainWindow::showDocument()
{
    const CandidateList& candidates = m_parts.studio.candidates().list();
    const Candidate* current = candidates.current();
    const QString name = current != nullptr ? shortName(*current) : QString();
    const QString shown = name.isEmpty() ? tr("Untitled") : name;
    const bool unsaved = std::any_of(candidates.begin(), candidates.end(),
                                     [](const Candidate& each) { return each.isFinished() && !each.kept; });
    m_parts.top->setDocument(shown, unsaved);
    setWindowTitle(tr("%1 - Gesso").arg(shown));
    m_parts.commands.refresh();
}

void MainWindow::setModels(const std::vector<ModelChoice>& models)
{
    m_finds->setModels(models);
    m_generating->setModels(models);
}

void MainWindow::setExamples(const std::vector<std::pair<QString, QImage>>& examples)
{
    std::vector<Example> cards;
    cards.reserve(examples.size());
    for (const auto& [prompt, picture] : examples) {
        cards.push_back({prompt, picture});
    }
    m_parts.canvas->emptyState().setExamples(cards);
}

const std::filesystem::path& MainWindow::exportFolder() const
{
    return m_files->folder();
}

void MainWindow::openFiles(const QStringList& files)
{
    m_files->open(files);
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
    m_settings = new SettingsDialog(m_parts.studio.settings(), this);
    m_settings->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_settings, &SettingsDialog::settingsChanged, &m_parts.studio, &Studio::setSettings);
    m_settings->show();
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) { // files may have come meanwhile
        m_parts.prompt->refreshAddOns();
        Q_EMIT modelsWanted();
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->setAccepted(m_session->mayClose());
}

} // namespace gesso::ui
