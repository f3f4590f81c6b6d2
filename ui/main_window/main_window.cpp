// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/main_window.h"

#include "ui/canvas/canvas_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/empty_state.h"
#include "ui/commands/command_palette.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/main_window/palette_finds.h"
#include "ui/main_window/top_bar.h"
#include "ui/panels/engine_pill.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/queue/queue_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QFileDialog>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStandardPaths>

namespace gesso::ui {
namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr QSize kSmallest{900, 560};
constexpr std::chrono::seconds kHintStays{12};
constexpr int kLeastParameters = 120; ///< pixels: below that the prompt gives way

/// The first window's size on this screen, with room for the frame that a window manager puts around it.
QSize firstSize(const QScreen& screen)
{
    constexpr QSize kFrame{Space::k16, Space::kTopBar};
    return kFirstSize.boundedTo(screen.availableSize() - kFrame).expandedTo(kSmallest);
}

} // namespace

MainWindow::MainWindow(Studio& studio, const SessionPlace& place)
    : m_studio(studio), m_sessionFolder(place.folder), m_session(place.session)
{
    setObjectName(QStringLiteral("MainWindow"));
    setMinimumSize(kSmallest);
    resize(firstSize(*screen()));
    build();
    buildActions();
    connectPanels();
    connectCanvas();
    connectStudio();
    connectTask();
    restore(place);
    showDocument();
    showJob();
    m_engine->setStatus(m_studio.engine().status());
    m_prompt->focusPrompt();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_top = new TopBar;
    m_canvas = new CanvasPage(m_studio.candidates());
    m_queuePage = new QueuePage(m_studio.queueSignals());
    m_status = new StatusBar;
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_queuePage);
    m_side = buildSide();

    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->setContentsMargins(Space::k12, 0, 0, 0);
    middle->addWidget(m_pages, 1);
    middle->addWidget(m_side);

    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setSpacing(0);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_top);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(all);

    m_engine = new EnginePill;
    m_top->addRight(m_engine);
}

QWidget* MainWindow::buildSide()
{
    m_prompt = new PromptPanel(m_studio.workspace());
    m_task = new TaskPanel(m_studio.workspace());
    m_parameters = new ParametersPanel(m_studio.workspace());
    auto* cards = new QWidget;
    auto* scrolled = new QVBoxLayout(cards);
    auto* parameters = new QScrollArea;
    parameters->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // unseen while all is in sight: nothing shifts
    const int bar = parameters->verticalScrollBar()->sizeHint().width();
    scrolled->setContentsMargins(0, 0, Space::k12 - bar, 0);
    scrolled->setSpacing(Space::k12);
    scrolled->addWidget(m_task);
    scrolled->addWidget(m_parameters);
    scrolled->addStretch();
    parameters->setWidget(cards);
    parameters->setWidgetResizable(true);
    parameters->setFrameShape(QFrame::NoFrame);
    parameters->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    parameters->setFocusPolicy(Qt::NoFocus);
    parameters->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    parameters->setMinimumHeight(kLeastParameters);

    // The prompt and its button stay in sight, whatever the window's height.
    auto* side = new QWidget;
    side->setFixedWidth(Space::kSidePanel + Space::k12);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(Space::k12, 0, 0, 0);
    column->setSpacing(Space::k12);
    auto* prompt = new QHBoxLayout;
    prompt->setContentsMargins(0, 0, Space::k12, 0);
    prompt->addWidget(m_prompt);
    column->addLayout(prompt);
    column->addWidget(parameters, 1);
    return side;
}

void MainWindow::connectPanels()
{
    connect(m_prompt, &PromptPanel::generateRequested, this, &MainWindow::generate);
    connect(m_prompt, &PromptPanel::promptChanged, this, &MainWindow::countTokens);
    connect(&m_studio.workspace(), &WorkspaceSignals::parametersChanged, this, [this] {
        showProblem();
        showModelLine();
        countTokens();
        m_prompt->setTextWidth(m_parameters->textWidth());
    });
    connect(m_parameters, &ParametersPanel::modelsWanted, this, &MainWindow::modelsWanted);
    connect(m_parameters, &ParametersPanel::addModelFolderRequested, this, &MainWindow::chooseModelFolder);
    connect(&m_studio.tokens(), &TokenMeter::counted, m_prompt, &PromptPanel::setTokenCount);
    connect(&m_studio.engine(), &EngineMonitor::changed, m_engine, &EnginePill::setStatus);
    connect(&m_studio.engine(), &EngineMonitor::changed, this, &MainWindow::showModelLine);
    connect(m_engine, &EnginePill::startAgainRequested, &m_studio, &Studio::restartEngine);
    connect(m_engine, &EnginePill::settingsRequested, this, &MainWindow::openSettings);
    connect(m_status, &StatusBar::pauseRequested, this, [this](bool paused) { m_studio.queue().setPaused(paused); });
    connect(m_status, &StatusBar::cancelRequested, &m_studio, &Studio::cancelRunning);
    connect(m_queuePage, &QueuePage::clearWaitingRequested, &m_studio, &Studio::clearWaiting);
    connect(m_queuePage, &QueuePage::cancelRequested, &m_studio, &Studio::cancel);
    connect(m_queuePage, &QueuePage::frontRequested, &m_studio, &Studio::moveToFront);
    connect(m_queuePage, &QueuePage::showRequested, this, [this](JobId job) {
        if (const auto candidates = m_studio.candidates().ofJob(job); !candidates.empty()) {
            m_canvas->showCandidate(candidates.front());
            showPage(0);
        }
    });
}

void MainWindow::connectCanvas()
{
    connect(m_canvas, &CanvasPage::keepRequested, &m_studio, &Studio::keep);
    connect(m_canvas, &CanvasPage::copyRequested, &m_studio, &Studio::copy);
    connect(m_canvas, &CanvasPage::discardRequested, &m_studio, &Studio::discard);
    connect(m_canvas, &CanvasPage::retryRequested, &m_studio, &Studio::retry);
    connect(m_canvas, &CanvasPage::saveAsRequested, this, &MainWindow::askSaveAs);
    connect(m_canvas, &CanvasPage::showFolderRequested, this, &MainWindow::showFolder);
    connect(m_canvas, &CanvasPage::reuseSeedRequested, this, &MainWindow::reuseSeed);
    connect(m_canvas, &CanvasPage::reuseAllRequested, this, &MainWindow::reuseAll);
    connect(m_canvas, &CanvasPage::fileDropped, &m_studio, &Studio::openPicture);
    connect(m_canvas, &CanvasPage::pictureDropped, &m_studio, &Studio::addPicture);
    connect(m_canvas, &CanvasPage::exampleChosen, this, [this](const QString& prompt) {
        m_prompt->setPrompt(prompt);
        chooseTask(Task::TextToImage);
        generate(false);
    });
    connect(&m_studio.candidates(), &CandidateList::currentChanged, this, &MainWindow::showDocument);
    connect(&m_studio.candidates(), &CandidateList::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateList::StateRole) || roles.contains(CandidateList::KeptRole)) {
                    showDocument(); // not with every preview
                }
            });
    connect(&m_studio.candidates(), &CandidateList::rowsRemoved, this, &MainWindow::showDocument);
}

void MainWindow::connectStudio()
{
    connect(&m_studio, &Studio::told, this, qOverload<const Message&>(&MainWindow::show));
    connect(&m_studio, &Studio::hinted, this, &MainWindow::hint);
    connect(&m_studio, &Studio::offered, this, &MainWindow::offer);
    connect(&m_studio, &Studio::overtaken, m_canvas, qOverload<Notice::Topic>(&CanvasPage::hideNotice));
    connect(&m_studio.engine(), &EngineMonitor::changed, m_canvas, [this](const EngineStatus& status) {
        if (status.state == EngineState::Ready || status.state == EngineState::Working) {
            m_canvas->hideNotice(Notice::Topic::Engine);
        }
    });
    connect(&m_studio.candidates(), &CandidateList::currentChanged, m_canvas,
            [this] { m_canvas->hideNotice(Notice::Topic::Picture); });
    connect(m_status, &StatusBar::hintActed, this, [this] {
        const std::function<void()> act = std::exchange(m_hintAct, {});
        showTip();
        if (act) {
            act();
        }
    });
    m_hintEnds.setSingleShot(true);
    m_hintEnds.setInterval(kHintStays);
    connect(&m_hintEnds, &QTimer::timeout, this, &MainWindow::showTip);
    m_hintEnds.start();
    connect(&m_studio, &Studio::opened, this, [this](quint64 candidate, bool saysHowItWasMade) {
        showPage(0);
        Notice notice;
        notice.title = saysHowItWasMade ? tr("This picture comes with its prompt and settings") : tr("Picture opened");
        notice.actionText = saysHowItWasMade ? tr("Use its prompt and settings") : tr("Restyle");
        if (const Candidate* const open = m_studio.candidates().find(candidate)) {
            notice.text = open->addOns;
        }
        notice.topic = Notice::Topic::Picture;
        m_canvas->showNotice(notice, [this, candidate, saysHowItWasMade] {
            saysHowItWasMade ? reuseAll(candidate) : restyle(candidate);
        });
    });
    const QueueSignals& queue = m_studio.queueSignals();
    connect(&queue, &QueueSignals::added, this, &MainWindow::showJob);
    connect(&queue, &QueueSignals::changed, this, &MainWindow::showJob);
    connect(&queue, &QueueSignals::removed, this, &MainWindow::showJob);
    connect(&queue, &QueueSignals::pausedChanged, this, &MainWindow::showJob);
}

void MainWindow::showPage(int index)
{
    m_pages->setCurrentIndex(index);
    m_pageActions.at(static_cast<std::size_t>(index))->setChecked(true);
}

void MainWindow::generate(bool front)
{
    if (!problem().isEmpty()) {
        return; // the button says why
    }
    const GenerationRequest request = m_studio.workspace()->takeRequest();
    ExecutionOptions options = m_studio.workspace().draft().options;
    options.previews = m_studio.settings().previews;
    m_prompt->remember();
    m_canvas->expectJob();
    m_studio.generate(request, options, front ? JobQueue::Place::Front : JobQueue::Place::Back,
                      m_studio.workspace()->inputs());
}

void MainWindow::showJob()
{
    const JobQueue& queue = m_studio.queue();
    if (queue.empty()) {
        m_status->setJob(std::nullopt);
        return;
    }
    const QueuedJob& job = queue.jobs().front();
    JobLine line;
    line.number = queue.endedInSeries() + 1;
    line.of = queue.allInSeries();
    line.paused = queue.paused();
    line.cancelling = job.state == QueuedJob::State::Cancelling;
    if (job.fraction > 0.) {
        line.fraction = job.fraction;
    }
    if (job.progress.stage == "denoise") {
        line.step = job.progress.step;
        line.steps = job.progress.of;
    }
    line.secondsLeft = job.secondsLeft;
    m_status->setJob(line);
}

void MainWindow::showDocument()
{
    const CandidateList& candidates = m_studio.candidates();
    const Candidate* current = candidates.current();
    const QString name = current != nullptr ? shortName(*current) : QString();
    const QString shown = name.isEmpty() ? tr("Untitled") : name;
    bool unsaved = false;
    for (int row = 0; row < candidates.rowCount(); ++row) {
        const Candidate& each = candidates.at(row);
        unsaved = unsaved || (each.state == Candidate::State::Finished && !each.kept);
    }
    m_top->setDocument(shown, unsaved);
    setWindowTitle(tr("%1 - Gesso").arg(shown));
    for (const QPointer<QAction>& action : m_pictureActions) {
        action->setEnabled(current != nullptr && current->state == Candidate::State::Finished);
    }
}

void MainWindow::showModelLine()
{
    const QString model = m_modelNames.value(QString::fromStdString(m_studio.workspace().values().model));
    const EngineState state = m_studio.engine().status().state;
    QString line;
    if (state == EngineState::Starting || state == EngineState::Restarting) {
        line = tr("The engine is starting. You can already write your prompt.");
    } else if (state == EngineState::Ready && !model.isEmpty()) {
        line = tr("Ready. Model: %1").arg(model);
    }
    m_canvas->emptyState().setModelLine(line);
}

void MainWindow::countTokens()
{
    const GenerationRequest& values = m_studio.workspace().values();
    m_studio.tokens().ask(QString::fromStdString(values.model), m_prompt->prompt(), values.syntax);
}

void MainWindow::setModels(const std::vector<ModelChoice>& models)
{
    m_finds->setModels(models);
    m_modelNames.clear();
    for (const ModelChoice& each : models) {
        m_modelNames.insert(QString::fromStdString(each.path.string()), each.name);
    }
    m_parameters->setModels(models);
    m_prompt->setTextWidth(m_parameters->textWidth());
    showProblem();
    showModelLine();
    countTokens();
}

void MainWindow::setExamples(const std::vector<std::pair<QString, QImage>>& examples)
{
    std::vector<Example> cards;
    cards.reserve(examples.size());
    for (const auto& [prompt, picture] : examples) {
        cards.push_back({prompt, picture});
    }
    m_canvas->emptyState().setExamples(cards);
}

void MainWindow::show(const Message& message)
{
    m_canvas->showNotice(message.notice, message.act);
    showPage(0);
}

void MainWindow::hint(const QString& line)
{
    offer(line, {}, {});
}

void MainWindow::offer(const QString& line, const QString& button, const std::function<void()>& act)
{
    m_status->setHint(line, button);
    m_hintAct = act;
    m_hintEnds.start();
}

void MainWindow::showTip()
{
    m_hintAct = {};
    m_status->setHint(tr("Ctrl+K finds commands, models, styles and settings"));
}

void MainWindow::bringToFront()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    QMainWindow::show();
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) { // files may have come meanwhile
        m_prompt->refreshAddOns();
        Q_EMIT modelsWanted();
    }
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const SessionKeeper::Unsaved unsaved = m_keeper ? m_keeper->saveNow() : SessionKeeper::Unsaved{};
    const bool close = !unsaved.why || m_closeAnyway;
    event->setAccepted(close);
    if (!close) {
        askWhetherToClose(unsaved);
    }
}

} // namespace gesso::ui
