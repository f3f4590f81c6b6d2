// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/main_window.h"

#include "ui/canvas/canvas_page.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"

#include <QFileInfo>
#include <QStackedWidget>

namespace gesso::ui {
namespace {

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
    session.request = m_parameters->request();
    m_task->applyTo(session.request);
    session.request.init = {m_task->source().path.toStdString(), m_task->source().hash};
    session.options = m_parameters->options();
    session.seed = m_parameters->isSeedRandom() ? Session::Seed::Random : Session::Seed::Locked;
    session.lastSeed = m_parameters->lastSeed();
    session.unfolded.clear();
    if (m_parameters->isUnfolded()) {
        session.unfolded.insert(kSampling);
    }
    session.windowGeometry = saveGeometry().toBase64().toStdString();
    session.page = m_pages->currentIndex() == 1 ? kQueuePage : "";
    session.queuePaused = m_studio.queue().paused();
    session.waiting.clear();
    for (const QueuedJob& job : m_studio.queue().jobs()) {
        if (job.state != QueuedJob::State::Cancelling) {
            session.waiting.push_back({job.request, job.options});
        }
    }
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

void MainWindow::restore(const SessionPlace& place)
{
    const Session& session = place.session;
    restoreGeometry(QByteArray::fromBase64(QByteArray::fromStdString(session.windowGeometry)));
    m_prompt->setPrompt(QString::fromStdString(session.prompt));
    m_prompt->setNegativePrompt(QString::fromStdString(session.negative));
    m_prompt->setHistory(textsOf(session.history));
    if (!session.request.model.empty()) {
        m_task->setRequest(session.request);
        m_parameters->setTask(m_task->task());
        m_parameters->setRequest(session.request);
        m_parameters->setOptions(session.options);
        m_parameters->setSeedRandom(session.seed == Session::Seed::Random);
        m_parameters->setLastSeed(session.lastSeed);
    }
    m_parameters->setUnfolded(session.unfolded.contains(kSampling));
    showPage(session.page == kQueuePage ? 1 : 0);
    if (!place.folder.empty()) {
        m_keeper = std::make_unique<SessionKeeper>(place.folder, [this] { return this->session(); });
        connectSession();
        m_keeper->restorePictures(session);
    } else {
        restoreJobs(session, {});
    }
    if (!place.notices.empty()) {
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.title = tr("Not everything could be taken up again");
        QStringList lines;
        for (const std::string& line : place.notices) {
            lines << QString::fromStdString(line);
        }
        notice.text = lines.join(u'\n');
        m_canvas->showNotice(notice);
    }
}

void MainWindow::connectSession()
{
    SessionKeeper* keeper = m_keeper.get();
    CandidateList& candidates = m_studio.candidates();
    connect(keeper, &SessionKeeper::pictureRestored, this,
            [this, &candidates, keeper](const Candidate& candidate, quint64 oldId, const QString& file) {
                const quint64 id = candidates.add(candidate);
                keeper->adopt(id, file);
                if (oldId == m_session.shown) {
                    candidates.setCurrent(id);
                }
            });
    connect(keeper, &SessionKeeper::restored, this, [this](const KeptInputs& inputs) {
        SourcePicture source = inputs.value(QString::fromStdString(m_session.request.init.hash));
        if (!source.empty() && m_task->source().empty()) {
            source.path = QString::fromStdString(m_session.request.init.path);
            source.name = source.path.isEmpty() ? tr("Kept picture") : QFileInfo(source.path).fileName();
            m_task->setSource(source);
        }
        restoreJobs(m_session, inputs);
    });
    connect(keeper, &SessionKeeper::failed, this, [this](const Error& error) {
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.title = tr("Your session cannot be kept for the next start");
        notice.text = QString::fromStdString(error.message);
        m_canvas->showNotice(notice);
    });
    const auto note = [keeper] { keeper->noteChange(); };
    connect(m_prompt, &PromptPanel::promptChanged, keeper, note);
    connect(m_parameters, &ParametersPanel::changed, keeper, note);
    connect(m_task, &TaskPanel::changed, keeper, note);
    connect(&m_studio.queue(), &JobQueue::added, keeper, [this, keeper](JobId id) {
        if (const QueuedJob* job = m_studio.queue().find(id)) {
            keeper->putInputs(job->request, job->inputs);
        }
        keeper->noteChange();
    });
    connect(&m_studio.queue(), &JobQueue::removed, keeper, note);
    connect(&m_studio.queue(), &JobQueue::orderChanged, keeper, note);
    connect(&m_studio.queue(), &JobQueue::pausedChanged, keeper, note);
    connect(&candidates, &CandidateList::currentChanged, keeper, note);
    connect(&candidates, &CandidateList::rowsRemoved, keeper, note);
    connect(&candidates, &CandidateList::dataChanged, keeper,
            [keeper](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateList::KeptRole)) {
                    keeper->noteChange();
                }
            });
    connect(&m_studio, &Studio::pictureFinished, keeper, [&candidates, keeper](quint64 id) {
        if (const Candidate* candidate = candidates.find(id)) {
            keeper->putPicture(*candidate);
        }
    });
    connect(&m_studio, &Studio::opened, keeper, [&candidates, keeper](quint64 id) {
        if (const Candidate* candidate = candidates.find(id)) {
            keeper->putPicture(*candidate);
        }
    });
}

void MainWindow::restoreJobs(const Session& session, const KeptInputs& kept)
{
    m_studio.queue().setPaused(session.queuePaused);
    int without = 0;
    for (const Session::WaitingJob& job : session.waiting) {
        if (const std::optional<GenerationInputs> inputs = inputsOf(job.request, kept)) {
            m_studio.queue().add(job.request, job.options, JobQueue::Place::Back, *inputs);
        } else {
            ++without;
        }
    }
    if (without > 0) {
        Notice notice;
        notice.kind = Notice::Kind::Warning;
        notice.title = tr("Not everything could be taken up again");
        notice.text =
            tr("%n waiting job(s) were left out: the pictures that they begin from are gone.", nullptr, without);
        m_canvas->showNotice(notice);
    }
}

} // namespace gesso::ui
