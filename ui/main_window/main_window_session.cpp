// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/main_window.h"

#include "core/generation/batch.h"
#include "ui/canvas/canvas_page.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>
#include <set>

namespace gesso::ui {
namespace {

using Remainder = std::vector<GenerationRequest>;

constexpr const char* kQueuePage = "queue";
constexpr const char* kSampling = "sampling"; ///< the fold line of the parameters

std::vector<PromptText> textsOf(const std::vector<Session::Prompt>& prompts)
{
    std::vector<PromptText> texts;
    for (const Session::Prompt& each : prompts) {
        texts.push_back({QString::fromStdString(each.prompt), QString::fromStdString(each.negative)});
    }
    return texts;
}

Session::StripPicture resultOf(const Candidate& candidate)
{
    Session::StripPicture result;
    result.id = candidate.id;
    result.job = candidate.job;
    result.index = candidate.index;
    result.kept = candidate.kept;
    result.savedAs = candidate.savedAs.toStdString();
    result.note = candidate.note.toStdString();
    result.init = candidate.request.init.hash;
    return result;
}

} // namespace

Session MainWindow::session() const
{
    Session session = m_session;
    session.prompt = m_prompt->prompt().toStdString();
    session.negative = m_prompt->negativePrompt().toStdString();
    session.history.clear();
    for (const PromptText& each : m_prompt->history()) {
        session.history.push_back({each.prompt.toStdString(), each.negative.toStdString()});
    }
    const RequestDraft& draft = m_studio.workspace().draft();
    session.request = draft.values();
    session.touched = draft.touched();
    session.style = draft.style() != nullptr ? std::optional(*draft.style()) : std::nullopt;
    session.options = draft.options;
    session.seed = draft.randomSeed ? Session::Seed::Random : Session::Seed::Locked;
    session.lastSeed = draft.lastSeed;
    session.unfolded.clear();
    if (m_parameters->isUnfolded()) {
        session.unfolded.insert(kSampling);
    }
    session.windowGeometry = saveGeometry().toBase64().toStdString();
    session.page = m_pages->currentIndex() == 1 ? kQueuePage : "";
    session.queuePaused = m_studio.queue().paused();
    session.waiting = openJobs();
    session.results.clear();
    const CandidateList& candidates = m_studio.candidates();
    for (int row = 0; row < candidates.rowCount(); ++row) {
        if (candidates.at(row).state == Candidate::State::Finished) {
            session.results.push_back(resultOf(candidates.at(row)));
        }
    }
    session.shown = candidates.currentId();
    return session;
}

/// All that is still to be made, should the program end now: of jobs what is not finished, and what is finished but not
/// on disk.
std::vector<Session::WaitingJob> MainWindow::openJobs() const
{
    std::vector<Session::WaitingJob> open;
    const JobQueue& queue = m_studio.queue();
    const CandidateList& candidates = m_studio.candidates();
    const auto isHeld = [this](const Candidate& candidate) {
        return candidate.state == Candidate::State::Finished && !m_keeper->hasFile(candidate.id);
    };
    const auto goesOn = [](const QueuedJob& job) { return job.state != QueuedJob::State::Cancelling; };
    for (int row = 0; row < candidates.rowCount(); ++row) {
        const Candidate& candidate = candidates.at(row);
        const std::optional<ExecutionOptions> options = m_keeper->optionsOf(candidate.id);
        const QueuedJob* job = queue.find(candidate.job);
        if (isHeld(candidate) && options && (job == nullptr || !goesOn(*job))) {
            open.push_back({candidate.request, *options});
        }
    }
    for (const QueuedJob& job : queue.jobs()) {
        std::set<int> done = job.made;
        std::erase_if(done, [&](int index) {
            const Candidate* candidate = candidates.find(job.id, index);
            return candidate != nullptr && isHeld(*candidate);
        });
        for (const GenerationRequest& rest : goesOn(job) ? remainderOf(job.request, done) : Remainder()) {
            open.push_back({rest, job.options});
        }
    }
    return open;
}

void MainWindow::restore(const SessionPlace& place)
{
    const Session& session = place.session;
    restoreGeometry(QByteArray::fromBase64(QByteArray::fromStdString(session.windowGeometry)));
    m_prompt->setPrompt(QString::fromStdString(session.prompt));
    m_prompt->setNegativePrompt(QString::fromStdString(session.negative));
    m_prompt->setHistory(textsOf(session.history));
    if (!session.request.model.empty()) {
        restoreDraft(session);
    }
    m_parameters->setUnfolded(session.unfolded.contains(kSampling));
    showPage(session.page == kQueuePage ? 1 : 0);
    if (!place.folder.empty()) {
        m_keeper = std::make_unique<SessionKeeper>(place.folder, m_studio.candidates(), m_studio.store(),
                                                   [this] { return this->session(); });
        connectSession();
        m_canvas->setExpecting(!session.results.empty());
        m_keeper->restorePictures(session, place.sound);
    } else {
        restoreJobs(session, {});
    }
    QStringList lines;
    for (const std::string& line : place.notices) {
        lines << QString::fromStdString(line);
    }
    showNotTakenUp(lines);
}

void MainWindow::restoreDraft(const Session& session)
{
    GenerationRequest values = session.request;
    values.prompt = session.prompt;
    values.negativePrompt = session.negative;
    if (values.task == Task::Inpaint) { // the window has no masks yet
        values.task = Task::ImageToImage;
        values.mask = {};
        values.inpaint = {};
    }
    m_studio.workspace()->restoreDraft(values, session.touched);
    m_studio.workspace()->editDraft([&session](RequestDraft& draft) {
        if (session.style) {
            draft.restoreStyle(*session.style);
        }
        draft.options = session.options;
        draft.randomSeed = session.seed == Session::Seed::Random;
        draft.lastSeed = session.lastSeed;
    });
}

/// Adds to what the notice says already of what the last session held and this one does not.
void MainWindow::showNotTakenUp(const QStringList& lines)
{
    m_notTakenUp << lines;
    if (!lines.isEmpty()) {
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.title = tr("Some of your last session could not be restored");
        notice.text = m_notTakenUp.join(u'\n');
        m_canvas->showNotice(notice);
    }
}

void MainWindow::connectSession()
{
    SessionKeeper* keeper = m_keeper.get();
    CandidateList& candidates = m_studio.candidates();
    connect(keeper, &SessionKeeper::pictureRestored, this,
            [this, &candidates, keeper](const Candidate& candidate, const QImage& thumbnail, quint64 oldId,
                                        const QString& file) {
                const quint64 id = candidates.add(candidate, thumbnail);
                keeper->adopt(id, file);
                if (oldId == m_session.shown) {
                    candidates.setCurrent(id);
                }
            });
    connect(keeper, &SessionKeeper::restored, this, [this, &candidates](const KeptInputs& inputs) {
        const auto& results = m_session.results;
        const bool isNamed = std::any_of(results.begin(), results.end(), [this](const Session::StripPicture& result) {
            return result.id == m_session.shown;
        });
        if (!isNamed && candidates.rowCount() > 0) { // what was shown was still being made: the latest is next to it
            candidates.setCurrent(candidates.at(candidates.rowCount() - 1).id);
        }
        SourcePicture source = inputs.value(QString::fromStdString(m_session.request.init.hash));
        if (!source.empty() && m_task->source().empty()) {
            source.path = QString::fromStdString(m_session.request.init.path);
            source.name = source.path.isEmpty() ? tr("Kept picture") : QFileInfo(source.path).fileName();
            m_task->setSource(source);
        }
        restoreJobs(m_session, inputs);
    });
    connect(keeper, &SessionKeeper::unreadable, this, &MainWindow::showNotTakenUp);
    connect(keeper, &SessionKeeper::failed, this, &MainWindow::showKeeping);
    connect(keeper, &SessionKeeper::caughtUp, this, &MainWindow::hideKeeping);
    const auto note = [keeper] { keeper->noteChange(); };
    connect(m_prompt, &PromptPanel::promptChanged, keeper, note);
    connect(&m_studio.workspace(), &WorkspaceSignals::parametersChanged, keeper, note);
    connect(m_task, &TaskPanel::sourceChanged, keeper, note);
    connect(&m_studio.queueSignals(), &QueueSignals::added, keeper, [this, keeper](JobId id) {
        if (const QueuedJob* job = m_studio.queue().find(id)) {
            keeper->putInputs(job->request, job->inputs);
        }
        keeper->noteJob();
    });
    connect(&m_studio.queueSignals(), &QueueSignals::removed, keeper, note);
    connect(&m_studio.queueSignals(), &QueueSignals::orderChanged, keeper, note);
    connect(&m_studio.queueSignals(), &QueueSignals::pausedChanged, keeper, note);
    connect(&candidates, &CandidateList::currentChanged, keeper, note);
    connect(&candidates, &CandidateList::rowsInserted, keeper, note);
    connect(&candidates, &CandidateList::rowsRemoved, keeper, note);
    connect(&candidates, &CandidateList::dataChanged, keeper,
            [keeper](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateList::KeptRole)) {
                    keeper->noteChange();
                }
            });
    connect(&m_studio, &Studio::pictureFinished, this, &MainWindow::keepPicture);
    connect(&m_studio, &Studio::opened, this, &MainWindow::keepPicture);
}

void MainWindow::keepPicture(quint64 id)
{
    const Candidate* candidate = m_studio.candidates().find(id);
    const QueuedJob* job = candidate != nullptr ? m_studio.queue().find(candidate->job) : nullptr;
    m_keeper->putPicture(id, job != nullptr ? std::optional(job->options) : std::nullopt);
}

void MainWindow::showKeeping(const Error& error)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.title = tr("Your session can't be saved");
    notice.text = QString::fromStdString(error.message) + u'\n' +
                  tr("New pictures are held in memory and saved as soon as possible.");
    m_keepingNotice = notice.title;
    m_canvas->showNotice(notice);
}

void MainWindow::hideKeeping()
{
    if (m_canvas->noticeCard().notice().title == m_keepingNotice) {
        m_canvas->hideNotice();
    }
    m_keepingNotice.clear();
    hint(tr("Your session is being saved again. Nothing was lost."));
}

std::optional<Error> MainWindow::saveSession()
{
    return m_keeper ? m_keeper->saveNow().why : std::nullopt;
}

void MainWindow::askWhetherToClose(const SessionKeeper::Unsaved& unsaved)
{
    if (m_closing) {
        m_closing->raise();
        return;
    }
    m_closing = new QMessageBox(this);
    m_closing->setAttribute(Qt::WA_DeleteOnClose);
    m_closing->setIcon(QMessageBox::Warning);
    m_closing->setWindowTitle(tr("Close Gesso"));
    m_closing->setText(unsaved.pictures > 0 ? tr("%n picture(s) could not be saved.", nullptr, unsaved.pictures)
                                            : tr("The session could not be saved."));
    m_closing->setInformativeText(QString::fromStdString(unsaved.why->message) + u'\n' +
                                  (unsaved.isNamed ? tr("If you close now, they will be made again at the next start.")
                                                   : tr("If you close now, unsaved changes will be lost.")));
    QPushButton* again = m_closing->addButton(tr("Try again"), QMessageBox::AcceptRole);
    QPushButton* anyway = m_closing->addButton(tr("Close anyway"), QMessageBox::DestructiveRole);
    m_closing->setEscapeButton(m_closing->addButton(QMessageBox::Cancel));
    m_closing->setDefaultButton(again);
    connect(again, &QPushButton::clicked, this, &QWidget::close, Qt::QueuedConnection);
    connect(anyway, &QPushButton::clicked, this, [this] {
        m_closeAnyway = true;
        close();
    });
    m_closing->open();
}

void MainWindow::restoreJobs(const Session& session, const KeptInputs& kept)
{
    m_studio.queue().setPaused(session.queuePaused);
    int without = 0;
    int later = 0;
    for (const Session::WaitingJob& job : session.waiting) {
        if (const std::optional<GenerationInputs> inputs = inputsOf(job.request, kept)) {
            m_studio.queue().add(job.request, job.options, JobQueue::Place::Back, *inputs);
        } else if (m_keeper && m_keeper->mayBeReadLater(job.request)) {
            m_keeper->carry(job);
            ++later;
        } else {
            ++without;
        }
    }
    QStringList lines;
    if (without > 0) {
        lines << tr("%n waiting job(s) could not be restored: the pictures they start from are missing.", nullptr,
                    without);
    }
    if (later > 0) {
        lines << tr(
            "%n waiting job(s) will be restored at the next start: the pictures they start from can't be read now.",
            nullptr, later);
    }
    showNotTakenUp(lines);
}

} // namespace gesso::ui
