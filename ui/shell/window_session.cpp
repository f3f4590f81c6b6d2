// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_session.h"

#include "core/generation/batch.h"
#include "ui/canvas/canvas_page.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/picture_files.h"
#include "ui/shell/studio.h"

#include <QFileInfo>
#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>

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
    texts.reserve(prompts.size());
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
    result.savedAs = candidate.savedAs;
    result.note = candidate.note;
    result.init = candidate.request.init.hash;
    return result;
}

} // namespace

WindowSession::WindowSession(WindowParts& parts, PictureFiles& files, const SessionPlace& place)
    : m_parts(parts), m_files(files), m_folder(place.folder), m_session(place.session)
{
}

Session WindowSession::collect() const
{
    Session session = m_session;
    session.prompt = m_parts.prompt->prompt().toStdString();
    session.negative = m_parts.prompt->negativePrompt().toStdString();
    session.history.clear();
    for (const PromptText& each : m_parts.prompt->history()) {
        session.history.push_back({each.prompt.toStdString(), each.negative.toStdString()});
    }
    const RequestDraft& draft = m_parts.studio.workspace().draft();
    session.request = draft.values();
    session.touched = draft.touched();
    session.style = draft.style() != nullptr ? std::optional(*draft.style()) : std::nullopt;
    session.options = draft.options;
    session.seed = draft.randomSeed ? Session::Seed::Random : Session::Seed::Locked;
    session.lastSeed = draft.lastSeed;
    session.exportFolder = m_files.folder();
    session.exportFormat = m_files.format();
    session.unfolded.clear();
    if (m_parts.parameters->isUnfolded()) {
        session.unfolded.insert(kSampling);
    }
    session.windowGeometry = m_parts.window.saveGeometry().toBase64().toStdString();
    session.page = m_parts.isShown(Page::Queue) ? kQueuePage : "";
    session.queuePaused = m_parts.studio.queue().paused();
    session.waiting = openJobs();
    session.results.clear();
    const CandidateList& candidates = m_parts.studio.candidates().list();
    for (const Candidate& candidate : candidates) {
        if (candidate.isFinished()) {
            session.results.push_back(resultOf(candidate));
        }
    }
    session.shown = candidates.currentId();
    return session;
}

/// All that is still to be made, should the program end now: of jobs what is not finished, and what is finished but not
/// on disk.
std::vector<Session::WaitingJob> WindowSession::openJobs() const
{
    std::vector<Session::WaitingJob> open;
    const JobQueue& queue = m_parts.studio.queue();
    const CandidateList& candidates = m_parts.studio.candidates().list();
    const auto isHeld = [this](const Candidate& candidate) {
        return candidate.isFinished() && !m_keeper->hasFile(candidate.id);
    };
    const auto goesOn = [](const QueuedJob& job) { return job.state != QueuedJob::State::Cancelling; };
    for (const Candidate& candidate : candidates) {
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

void WindowSession::restore(const SessionPlace& place)
{
    m_parts.window.restoreGeometry(QByteArray::fromBase64(QByteArray::fromStdString(m_session.windowGeometry)));
    m_parts.prompt->setPrompt(QString::fromStdString(m_session.prompt));
    m_parts.prompt->setNegativePrompt(QString::fromStdString(m_session.negative));
    m_parts.prompt->setHistory(textsOf(m_session.history));
    if (!m_session.request.model.empty()) {
        restoreDraft();
    }
    m_parts.parameters->setUnfolded(m_session.unfolded.contains(kSampling));
    m_files.setLast(m_session.exportFolder, m_session.exportFormat);
    m_parts.showPage(m_session.page == kQueuePage ? Page::Queue : Page::Canvas);
    if (!m_folder.empty()) {
        m_keeper = std::make_unique<SessionKeeper>(m_folder, m_parts.studio.candidates().list(), m_parts.studio.store(),
                                                   [this] { return collect(); });
        connectKeeper();
        noteChanges();
        m_parts.canvas->setExpecting(!m_session.results.empty());
        m_keeper->restorePictures(m_session, place.sound);
    } else {
        restoreJobs({});
    }
    QStringList lines;
    for (const std::string& line : place.notices) {
        lines << QString::fromStdString(line);
    }
    showNotTakenUp(lines);
}

void WindowSession::restoreDraft()
{
    GenerationRequest values = m_session.request;
    values.prompt = m_session.prompt;
    values.negativePrompt = m_session.negative;
    if (values.task == Task::Inpaint) { // the window has no masks yet
        values.task = Task::ImageToImage;
        values.mask = {};
        values.inpaint = {};
    }
    m_parts.studio.workspace()->restoreDraft(values, m_session.touched, [this](RequestDraft& draft) {
        if (m_session.style) {
            draft.restoreStyle(*m_session.style);
        }
        draft.options = m_session.options;
        draft.randomSeed = m_session.seed == Session::Seed::Random;
        draft.lastSeed = m_session.lastSeed;
    });
}

/// Adds to what the notice says already of what the last session held and this one does not.
void WindowSession::showNotTakenUp(const QStringList& lines)
{
    m_notTakenUp << lines;
    if (!lines.isEmpty()) {
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.title = tr("Some of your last session could not be restored");
        notice.text = m_notTakenUp.join(u'\n');
        m_parts.canvas->showNotice(notice);
    }
}

void WindowSession::connectKeeper()
{
    SessionKeeper* keeper = m_keeper.get();
    CandidateModel& candidates = m_parts.studio.candidates();
    connect(keeper, &SessionKeeper::pictureRestored, this,
            [this, &candidates, keeper](const Candidate& candidate, const QImage& thumbnail, quint64 oldId,
                                        const QString& file) {
                const CandidateId id = candidates.add(candidate, thumbnail);
                keeper->adopt(id, file);
                if (oldId == m_session.shown) {
                    candidates.setCurrent(id);
                }
            });
    connect(keeper, &SessionKeeper::restored, this, &WindowSession::takeRestored);
    connect(keeper, &SessionKeeper::unreadable, this, &WindowSession::showNotTakenUp);
    connect(keeper, &SessionKeeper::failed, this, &WindowSession::showKeeping);
    connect(keeper, &SessionKeeper::caughtUp, this, &WindowSession::hideKeeping);
    connect(&m_parts.studio.jobs(), &JobDesk::pictureFinished, this, &WindowSession::keepPicture);
    connect(&m_parts.studio.pictures(), &PictureDesk::opened, this, &WindowSession::keepPicture);
}

void WindowSession::takeRestored(const KeptInputs& inputs)
{
    CandidateModel& candidates = m_parts.studio.candidates();
    const auto& results = m_session.results;
    const bool isNamed = std::any_of(results.begin(), results.end(), [this](const Session::StripPicture& result) {
        return result.id == m_session.shown;
    });
    if (!isNamed && candidates.rowCount() > 0) { // what was shown was still being made: the latest is next to it
        candidates.setCurrent(candidates.at(candidates.rowCount() - 1).id);
    }
    SourcePicture source = inputs.value(QString::fromStdString(m_session.request.init.hash));
    if (!source.empty() && m_parts.task->source().empty()) {
        source.path = QString::fromStdString(m_session.request.init.path);
        source.name = source.path.isEmpty() ? tr("Kept picture") : QFileInfo(source.path).fileName();
        m_parts.task->restoreSource(source);
    }
    restoreJobs(inputs);
}

void WindowSession::noteChanges()
{
    SessionKeeper* keeper = m_keeper.get();
    const auto note = [keeper] { keeper->noteChange(); };
    connect(m_parts.prompt, &PromptPanel::promptChanged, keeper, note);
    connect(&m_parts.studio.workspace(), &WorkspaceSignals::parametersChanged, keeper, note);
    connect(m_parts.task, &TaskPanel::sourceChanged, keeper, note);
    const QueueSignals* queue = &m_parts.studio.queueSignals();
    connect(queue, &QueueSignals::added, keeper, [this, keeper](JobId id) {
        if (const QueuedJob* job = m_parts.studio.queue().find(id)) {
            keeper->putInputs(job->request, job->inputs);
        }
        keeper->noteJob();
    });
    connect(queue, &QueueSignals::removed, keeper, note);
    connect(queue, &QueueSignals::orderChanged, keeper, note);
    connect(queue, &QueueSignals::pausedChanged, keeper, note);
    const CandidateModel* candidates = &m_parts.studio.candidates();
    connect(candidates, &CandidateModel::currentChanged, keeper, note);
    connect(candidates, &CandidateModel::rowsInserted, keeper, note);
    connect(candidates, &CandidateModel::rowsRemoved, keeper, note);
    connect(candidates, &CandidateModel::dataChanged, keeper,
            [keeper](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateModel::KeptRole)) {
                    keeper->noteChange();
                }
            });
}

std::shared_ptr<const Image> WindowSession::heldInput(const std::string& hash) const
{
    return m_keeper ? m_keeper->heldInput(hash) : nullptr;
}

void WindowSession::keepSource()
{
    if (m_keeper && !m_parts.task->source().empty()) {
        GenerationRequest request;
        request.init.hash = m_parts.task->source().hash;
        m_keeper->putInputs(request, {m_parts.task->source().image, nullptr});
    }
}

void WindowSession::keepPicture(CandidateId id)
{
    const Candidate* candidate = m_parts.studio.candidates().find(id);
    const QueuedJob* job = candidate != nullptr ? m_parts.studio.queue().find(candidate->job) : nullptr;
    m_keeper->putPicture(id, job != nullptr ? std::optional(job->options) : std::nullopt);
}

void WindowSession::showKeeping(const Error& error)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.title = tr("Your session can't be saved");
    notice.text = QString::fromStdString(error.message) + u'\n' +
                  tr("New pictures are held in memory and saved as soon as possible.");
    m_keepingNotice = notice.title;
    m_parts.canvas->showNotice(notice);
}

void WindowSession::hideKeeping()
{
    if (m_parts.canvas->noticeCard().notice().title == m_keepingNotice) {
        m_parts.canvas->hideNotice();
    }
    m_keepingNotice.clear();
    m_parts.studio.messages().hint(tr("Your session is being saved again. Nothing was lost."));
}

std::optional<Error> WindowSession::save()
{
    return m_keeper ? m_keeper->saveNow().why : std::nullopt;
}

bool WindowSession::mayClose()
{
    const SessionKeeper::Unsaved unsaved = m_keeper ? m_keeper->saveNow() : SessionKeeper::Unsaved{};
    const bool close = !unsaved.why || m_closeAnyway;
    if (!close) {
        askWhetherToClose(unsaved);
    }
    return close;
}

void WindowSession::askWhetherToClose(const SessionKeeper::Unsaved& unsaved)
{
    if (m_closing) {
        m_closing->raise();
        return;
    }
    m_closing = new QMessageBox(&m_parts.window);
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
    connect(again, &QPushButton::clicked, &m_parts.window, &QWidget::close, Qt::QueuedConnection);
    connect(anyway, &QPushButton::clicked, this, [this] {
        m_closeAnyway = true;
        m_parts.window.close();
    });
    m_closing->open();
}

void WindowSession::restoreJobs(const KeptInputs& kept)
{
    m_parts.studio.queue().setPaused(m_session.queuePaused);
    int without = 0;
    int later = 0;
    for (const Session::WaitingJob& job : m_session.waiting) {
        if (const std::optional<GenerationInputs> inputs = inputsOf(job.request, kept)) {
            m_parts.studio.queue().add(job.request, job.options, JobQueue::Place::Back, *inputs);
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
