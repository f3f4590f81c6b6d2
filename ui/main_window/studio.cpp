// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/studio.h"

#include "core/add_ons/prompt_add_ons.h"
#include "core/generation/validate.h"
#include "core/metadata/known_hashes.h"
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/adapters/show_in_folder.h"
#include "ui/canvas/error_notice.h"
#include "ui/main_window/saved_notice.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QTimer>

namespace gesso::ui {
namespace {

constexpr std::chrono::milliseconds kSlow{500}; ///< after which reading a picture is told, and can be cancelled

/// What of the user's own files a stranger's picture is made with, and what is not there.
QString addOnsOf(const ForeignMetadata& foreign)
{
    QStringList lines;
    if (foreign.metadata.request && !foreign.metadata.request->modelOptions.vae.empty()) {
        lines += Studio::tr("Uses the VAE %1 from your folders.")
                     .arg(QFileInfo(QString::fromStdString(foreign.metadata.request->modelOptions.vae)).fileName());
    }
    QStringList missing;
    for (const MissingAddOn& addOn : foreign.missing) {
        const QString name = QString::fromStdString(addOn.name);
        missing += addOn.kind == MissingAddOn::Kind::Lora        ? Studio::tr("LoRA %1").arg(name)
                   : addOn.kind == MissingAddOn::Kind::Embedding ? Studio::tr("embedding %1").arg(name)
                                                                 : Studio::tr("VAE %1").arg(name);
    }
    if (!missing.isEmpty()) {
        lines += Studio::tr("Not in your folders: %1.").arg(missing.join(QStringLiteral(", ")));
    }
    return lines.join(u' ');
}

gesso::Result<Candidate> readCandidate(const QString& path, const ResultStore& store, const std::stop_token& stop)
{
    const std::filesystem::path file = QFile::encodeName(path).toStdString();
    return readPicture(file, stop).map([&](Image image) {
        const ForeignMetadata foreign = readMetadata(file).value_or(ForeignMetadata{});
        const PictureMetadata& metadata = foreign.metadata;
        Candidate candidate;
        candidate.state = Candidate::State::Finished;
        candidate.picture = toQImage(image);
        candidate.request = metadata.request.value_or(GenerationRequest{});
        candidate.request.seed = metadata.request ? metadata.seed : 0;
        candidate.request.count = 1;
        candidate.request.width = image.width;
        candidate.request.height = image.height;
        candidate.stored = store.add(makePicture(std::move(image))); // it may have hundreds of megabytes
        candidate.modelName = QString::fromStdString(metadata.modelName);
        candidate.modelHash = QString::fromStdString(candidate.request.modelHash);
        candidate.addOns = addOnsOf(foreign);
        candidate.kept = true;
        candidate.savedAs = path;
        candidate.note = metadata.request ? QString() : Studio::tr("This picture carries no prompt or settings.");
        return candidate;
    });
}

/// What is left for pictures when the strip has those for the screen, and its thumbnails, which take as much again.
constexpr std::size_t kStored = ResultStore::kBudget - 2 * CandidateList::kMostHeld;

Result<Image> readStored(const std::filesystem::path& file)
{
    return readDeepPicture(file);
}

/// What the window gives where no model has defaults.
GenerationRequest windowDefaults()
{
    GenerationRequest request;
    request.strength = Studio::kStrength;
    return request;
}

} // namespace

Studio::Studio(GenerationService& service, ServiceEvents& events, Settings settings, QObject* parent)
    : QObject(parent), m_service(service), m_settings(std::move(settings)), m_workspace(windowDefaults()),
      m_signals(service, events), m_queue(m_signals.queue()), m_store(readStored, kStored),
      m_history(m_queue, m_candidates), m_engine(events), m_tokens(service, events)
{
    m_reading.setMaxThreadCount(1);
    connectQueue();
    connectSaver();
    connect(&events, &ServiceEvents::noticeHeard, this, &Studio::tellNotice);
    connect(&m_engine, &EngineMonitor::silenced, this,
            [this] { Q_EMIT hinted(tr("The engine is not responding. If this continues, it will be restarted.")); });
    connect(&m_engine, &EngineMonitor::restarted, this, [this](const QString& cause, bool worked) {
        Q_EMIT hinted((worked ? tr("%1 It has been restarted, and the picture is being made again.")
                              : tr("%1 It has been restarted."))
                          .arg(cause));
    });
}

Studio::~Studio()
{
    m_stopReading.request_stop();
    m_reading.waitForDone();
}

void Studio::connectQueue()
{
    connect(&m_signals, &QueueSignals::submitted, this, &Studio::place);
    connect(&m_signals, &QueueSignals::started, &m_candidates, &CandidateList::start);
    connect(&m_signals, &QueueSignals::changed, this, &Studio::noteProgress);
    connect(&m_signals, &QueueSignals::previewed, &m_candidates, &CandidateList::setPreview);
    connect(&m_signals, &QueueSignals::pictureReady, this, [this](JobId job, const FinishedPicture& picture) {
        const Candidate* candidate = m_candidates.find(job, picture.index);
        if (candidate != nullptr &&
            candidate->state != Candidate::State::Finished) { // a job that runs again makes it again
            const quint64 id = candidate->id;
            if (!picture.modelHash.isEmpty()) { // it may be the job's last word
                m_candidates.setModel(job, picture.modelName, picture.modelHash);
            }
            m_candidates.finish(job, picture.index, picture.shown, picture.seed, m_store.add(picture.picture));
            Q_EMIT pictureFinished(id);
        }
    });
    connect(&m_signals, &QueueSignals::finished, this, &Studio::noteFinished);
    connect(&m_signals, &QueueSignals::failed, &m_candidates, &CandidateList::fail);
    connect(&m_signals, &QueueSignals::cancelled, &m_candidates, &CandidateList::cancel);
    connect(&m_signals, &QueueSignals::heldBack, this, [this](JobId job, const Error& error) {
        m_candidates.cancel(job);
        tellHeldBack(error);
    });
}

void Studio::connectSaver()
{
    connect(&m_saver, &PictureSaver::saved, this, &Studio::noteSaved);
    connect(&m_saver, &PictureSaver::held, this, [this](quint64, const Error& error) {
        Notice notice = errorNotice(error);
        notice.text += u'\n' + tr("It will be saved as soon as possible.");
        notice.topic = Notice::Topic::Saving;
        Q_EMIT told({notice, {}});
    });
    connect(&m_saver, &PictureSaver::failed, this, [this](quint64, const Error& error) {
        Q_EMIT told({errorNotice(error), {}});
    });
}

void Studio::noteSaved(quint64 candidate, const SavedPicture& picture)
{
    const QString path = QString::fromStdString(picture.path.string());
    m_candidates.setKept(candidate, true, path);
    Q_EMIT overtaken(Notice::Topic::Saving);
    Q_EMIT offered(tr("Saved as %1").arg(QDir::toNativeSeparators(path)), tr("Show in folder"),
                   [path] { showInFolder(path); });
    if (const std::optional<Notice> notice = savedNotice(picture)) {
        Q_EMIT told({*notice, {}});
    }
}

void Studio::setSettings(const Settings& settings)
{
    if (settings != m_settings) {
        m_settings = settings;
        m_saver.retry(settings);
        Q_EMIT settingsChanged(m_settings);
    }
}

void Studio::generate(const GenerationRequest& request, const ExecutionOptions& options, JobQueue::Place place,
                      const GenerationInputs& inputs)
{
    // What the prompt names is looked up now, so that the job stays the same whatever becomes of the folders' lists.
    const Result<GenerationRequest> whole = withPromptAddOns(request);
    const Result<> valid = whole.and_then([&](const GenerationRequest& all) { return validate(all, inputs); });
    if (!valid) {
        Notice notice = errorNotice(valid.error());
        notice.topic = Notice::Topic::Request;
        Q_EMIT told({notice, {}});
        return;
    }
    Q_EMIT overtaken(Notice::Topic::Request);
    beginHashing(*whole);
    m_queue.add(*whole, options, place, inputs);
}

void Studio::place(JobId job)
{
    if (const QueuedJob* queued = m_queue.find(job)) {
        m_candidates.addJob(job, queued->request);
        const ModelName known = m_models.value(QString::fromStdString(queued->request.model));
        m_candidates.setModel(job, known.name, known.hash);
    }
}

void Studio::noteProgress(JobId job)
{
    const QueuedJob* queued = m_queue.find(job);
    if (queued == nullptr || queued->state != QueuedJob::State::Running) {
        return;
    }
    if (queued->device.empty()) {
        m_candidates.wait(job); // the engine is being started, for the first time or again
        return;
    }
    const JobProgress& progress = queued->progress;
    if (progress.stage == "denoise" && progress.of > 0) {
        constexpr double kDenoising = 0.95; // of a picture; the rest is its decoding
        m_candidates.setFraction(job, progress.image, kDenoising * progress.step / progress.of);
    }
}

void Studio::noteFinished(JobId job, const JobSummary& summary)
{
    ModelName& known = m_models[QString::fromStdString(m_queue.find(job)->request.model)];
    const bool news = known.name != summary.modelName || known.hash != summary.modelHash;
    known = {summary.modelName, summary.modelHash};
    m_candidates.setModel(job, known.name, known.hash);
    if (!news) {
        return;
    }
    for (const quint64 candidate : m_candidates.ofJob(job)) {
        Q_EMIT pictureFinished(candidate); // once more: it says another model, or none
    }
}

void Studio::tellNotice(JobId job, const QString& text)
{
    if (m_noticesTold.contains(text)) {
        return; // each job says it again
    }
    m_noticesTold.insert(text);
    m_noticesOfJob = job == m_noticedJob ? m_noticesOfJob + u'\n' + text : text;
    m_noticedJob = job;
    Notice notice;
    notice.title = tr("Please note");
    notice.text = m_noticesOfJob;
    Q_EMIT told({notice, {}});
}

void Studio::tellHeldBack(const Error& error)
{
    Notice notice = errorNotice(error);
    notice.text += u'\n' + tr("The queue is paused. Nothing in it is lost.");
    notice.actionText = tr("Restart");
    notice.topic = Notice::Topic::Engine;
    Q_EMIT told({notice, [this] { restartEngine(); }});
}

void Studio::restartEngine()
{
    m_engine.noteStarting();
    m_service.restart();
    m_queue.setPaused(false);
}

void Studio::retry(JobId failedJob)
{
    if (!m_queue.canRetry(failedJob)) {
        return;
    }
    for (const quint64 candidate : m_candidates.ofJob(failedJob)) {
        if (m_candidates.find(candidate)->state == Candidate::State::Failed) {
            m_candidates.remove(candidate);
        }
    }
    m_queue.retry(failedJob);
}

void Studio::keep(quint64 id)
{
    const Candidate* candidate = m_candidates.find(id);
    if (candidate == nullptr || candidate->state != Candidate::State::Finished) {
        return;
    }
    if (candidate->kept) {
        Q_EMIT offered(tr("Already saved as %1").arg(QDir::toNativeSeparators(candidate->savedAs)),
                       tr("Show in folder"), [path = candidate->savedAs] { showInFolder(path); });
        return;
    }
    m_saver.keep(*candidate, m_settings);
}

void Studio::saveAs(quint64 id, const QString& path)
{
    const Candidate* candidate = m_candidates.find(id);
    if (candidate != nullptr && candidate->state == Candidate::State::Finished) {
        m_saver.saveAs(*candidate, path, 0, m_settings.quality);
    }
}

void Studio::copy(quint64 id)
{
    const Candidate* candidate = m_candidates.find(id);
    if (candidate == nullptr || candidate->state != Candidate::State::Finished) {
        return;
    }
    const auto put = [this](const QImage& picture) {
        QGuiApplication::clipboard()->setImage(picture);
        Q_EMIT hinted(tr("Copied"));
    };
    if (!candidate->picture.isNull()) {
        put(candidate->picture);
        return;
    }
    inBackground(
        m_reading, this,
        [stored = candidate->stored] { return stored.read().map([](const Picture& read) { return toQImage(*read); }); },
        [this, put](const Result<QImage>& picture) {
            if (picture) {
                put(*picture);
            } else {
                tellFailure(tl::unexpected(picture.error()));
            }
        });
}

void Studio::undo()
{
    tellFailure(m_history.undo());
}

void Studio::redo()
{
    tellFailure(m_history.redo());
}

void Studio::tellFailure(const Result<>& outcome)
{
    if (!outcome) {
        Q_EMIT told({errorNotice(outcome.error()), {}});
    }
}

void Studio::offerUndo(const QString& line)
{
    Q_EMIT offered(line, tr("Undo"), [this] { undo(); });
}

void Studio::discard(quint64 id)
{
    const Candidate* candidate = m_candidates.find(id);
    if (candidate == nullptr) {
        return;
    }
    if (candidate->state == Candidate::State::Waiting || candidate->state == Candidate::State::Forming) {
        m_queue.cancel(candidate->job);
        return;
    }
    m_history.discard(id, tr("Discard"));
    offerUndo(tr("Discarded. Ctrl+Z brings it back."));
}

void Studio::cancelRunning()
{
    if (!m_queue.empty()) {
        m_queue.cancel(m_queue.jobs().front().id);
    }
}

void Studio::cancel(JobId id)
{
    if (m_history.takeOut({id}, tr("Cancel a job")) > 0) {
        offerUndo(tr("Cancelled. Ctrl+Z brings it back."));
    } else {
        m_queue.cancel(id);
    }
}

std::vector<JobId> Studio::jobs() const
{
    std::vector<JobId> jobs;
    for (const QueuedJob& job : m_queue.jobs()) {
        jobs.push_back(job.id);
    }
    return jobs;
}

void Studio::clearWaiting()
{
    const int taken = m_history.takeOut(jobs(), tr("Clear the queue"));
    offerUndo(tr("%n waiting job(s) cleared. Ctrl+Z brings them back.", nullptr, taken));
}

void Studio::cancelAll()
{
    m_history.takeOut(jobs(), tr("Cancel all jobs"));
    for (const JobId job : jobs()) {
        m_queue.cancel(job);
    }
}

void Studio::moveToFront(JobId id)
{
    if (m_history.moveToFront(id, tr("Move a job"))) {
        offerUndo(tr("Moved to the front. Ctrl+Z puts it back."));
    }
}

void Studio::addPicture(const QImage& picture)
{
    Candidate candidate;
    candidate.state = Candidate::State::Finished;
    candidate.picture = picture;
    candidate.request.width = picture.width();
    candidate.request.height = picture.height();
    candidate.note = tr("This picture carries no prompt or settings.");
    const quint64 id = m_candidates.add(candidate);
    m_candidates.setCurrent(id);
    Q_EMIT opened(id, false);
}

void Studio::openPicture(const QString& path)
{
    const auto ended = std::make_shared<bool>(false);
    QTimer::singleShot(kSlow, this, [this, path, ended] {
        if (!*ended) {
            Notice notice;
            notice.title = tr("Reading %1 …").arg(QFileInfo(path).fileName());
            notice.actionText = tr("Cancel");
            notice.dismissable = false;
            notice.topic = Notice::Topic::Reading;
            Q_EMIT told({notice, [this] { m_stopReading.request_stop(); }});
        }
    });
    m_stopReading = m_stopReading.stop_requested() ? std::stop_source() : m_stopReading;
    inBackground(
        m_reading, this,
        [path, store = m_store, stop = m_stopReading.get_token()] { return readCandidate(path, store, stop); },
        [this, ended](const gesso::Result<Candidate>& candidate) {
            *ended = true;
            Q_EMIT overtaken(Notice::Topic::Reading);
            if (!candidate && candidate.error().code == ErrorCode::Cancelled) {
                return;
            }
            if (!candidate) {
                Q_EMIT told({errorNotice(candidate.error()), {}});
                return;
            }
            const quint64 id = m_candidates.add(*candidate);
            m_candidates.setCurrent(id);
            Q_EMIT opened(id, candidate->note.isEmpty());
        });
}

} // namespace gesso::ui
