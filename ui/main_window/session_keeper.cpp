// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/session_keeper.h"

#include "core/generation/validate.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/main_window/picture_saver.h"

#include <QCoreApplication>

#include <map>
#include <set>

namespace gesso::ui {
namespace {

constexpr std::chrono::milliseconds kSoon{400};
constexpr JobId kEarlierJobs = JobId{1} << 62; ///< numbers from here on are never given to new jobs

Candidate candidateOf(const Session::StripPicture& result, const SessionPictures::Picture& picture)
{
    Candidate candidate;
    candidate.index = result.index;
    candidate.state = Candidate::State::Finished;
    candidate.picture = toQImage(picture.image);
    candidate.request = picture.metadata.request.value_or(GenerationRequest{});
    candidate.request.seed = picture.metadata.seed;
    candidate.request.count = 1;
    candidate.request.width = picture.image.width;
    candidate.request.height = picture.image.height;
    candidate.modelName = QString::fromStdString(picture.metadata.modelName);
    candidate.modelHash = QString::fromStdString(candidate.request.modelHash);
    candidate.kept = result.kept;
    candidate.savedAs = QString::fromStdString(result.savedAs.string());
    candidate.note = QString::fromStdString(result.note);
    return candidate;
}

/// The hashes of all pictures that the session's jobs and its panels begin from.
std::set<std::string> inputsNamedBy(const Session& session)
{
    std::set<std::string> hashes;
    const auto take = [&hashes](const GenerationRequest& request) {
        for (const PictureReference* reference : {&request.init, &request.mask}) {
            if (!reference->hash.empty()) {
                hashes.insert(reference->hash);
            }
        }
    };
    for (const Session::StripPicture& result : session.results) {
        if (!result.init.empty()) {
            hashes.insert(result.init);
        }
    }
    take(session.request);
    for (const Session::WaitingJob& job : session.waiting) {
        take(job.request);
    }
    return hashes;
}

} // namespace

std::optional<GenerationInputs> inputsOf(const GenerationRequest& request, const KeptInputs& kept)
{
    const GenerationInputs inputs{kept.value(QString::fromStdString(request.init.hash)).image,
                                  kept.value(QString::fromStdString(request.mask.hash)).image};
    return validate(request, inputs) ? std::optional(inputs) : std::nullopt;
}

SessionKeeper::SessionKeeper(std::filesystem::path folder, std::function<Session()> collect, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_collect(std::move(collect))
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, &SessionKeeper::save);
}

SessionKeeper::~SessionKeeper()
{
    m_pool.waitForDone();
}

void SessionKeeper::restorePictures(const Session& session)
{
    struct Read {
        std::vector<Loaded> results;
        KeptInputs inputs;
    };
    m_restoring = true;
    inBackground(
        m_pool, this,
        [folder = m_folder, session] {
            Read read;
            const auto pictures = SessionPictures::open(folder);
            for (const Session::StripPicture& result : session.results) {
                read.results.push_back(
                    {result, pictures.and_then([&](const SessionPictures& all) { return all.get(result.file); })});
            }
            for (const std::string& hash : inputsNamedBy(session)) {
                auto input = pictures.and_then([&](const SessionPictures& all) { return all.getInput(hash); });
                if (input) {
                    read.inputs.insert(QString::fromStdString(hash),
                                       sourceOf(std::make_shared<const Image>(*std::move(input)), {}, {}));
                }
            }
            return read;
        },
        [this](const Read& read) { takeLoaded(read.results, read.inputs); });
}

void SessionKeeper::takeLoaded(const std::vector<Loaded>& loaded, const KeptInputs& inputs)
{
    std::map<std::uint64_t, JobId> jobs; // as they were, and what they are called now
    for (const Loaded& each : loaded) {
        if (each.picture) {
            Candidate candidate = candidateOf(each.result, *each.picture);
            candidate.job = jobs.try_emplace(each.result.job, kEarlierJobs + jobs.size()).first->second;
            Q_EMIT pictureRestored(candidate, each.result.id, QString::fromStdString(each.result.file));
        } else {
            tell(each.picture.error());
        }
    }
    m_restoring = false;
    Q_EMIT restored(inputs);
}

void SessionKeeper::adopt(quint64 candidate, const QString& file)
{
    m_files.insert(candidate, file.toStdString());
    noteChange();
}

void SessionKeeper::noteChange()
{
    // What is not taken up again yet must not be written over.
    if (!m_restoring && !m_soon.isActive()) {
        m_soon.start();
    }
}

void SessionKeeper::putPicture(const Candidate& candidate)
{
    inBackground(
        m_pool, this,
        [folder = m_folder, candidate] {
            return SessionPictures::open(folder).and_then([&](const SessionPictures& pictures) {
                return pictures.put(toImage(candidate.picture), metadataOf(candidate));
            });
        },
        [this, id = candidate.id](const Result<std::string>& file) {
            if (!file) {
                tell(file.error());
                return;
            }
            m_files.insert(id, *file);
            noteChange();
        });
}

void SessionKeeper::putInputs(const GenerationRequest& request, const GenerationInputs& inputs)
{
    for (const auto& [reference, image] :
         {std::pair(&request.init, inputs.init), std::pair(&request.mask, inputs.mask)}) {
        if (image == nullptr || reference->hash.empty()) {
            continue;
        }
        inBackground(
            m_pool, this,
            [folder = m_folder, image = image, hash = reference->hash] {
                return SessionPictures::open(folder).and_then(
                    [&](const SessionPictures& pictures) { return pictures.putInput(*image, hash); });
            },
            [this](const Result<std::string>& file) {
                if (!file) {
                    tell(file.error());
                }
            });
    }
}

Session SessionKeeper::complete() const
{
    Session session = m_collect();
    for (Session::StripPicture& result : session.results) {
        result.file = m_files.value(result.id);
    }
    std::erase_if(session.results, [](const Session::StripPicture& result) { return result.file.empty(); });
    return session;
}

void SessionKeeper::save()
{
    inBackground(
        m_pool, this, [folder = m_folder, session = complete()] { return saveSession(folder, session); },
        [this](const Result<>& outcome) {
            if (outcome) {
                m_lastComplaint.clear();
            } else {
                tell(outcome.error());
            }
        });
}

Result<> SessionKeeper::saveNow()
{
    m_soon.stop();
    m_pool.waitForDone();
    QCoreApplication::sendPostedEvents(); // pictures that were just read, names of those just written
    const Session session = complete();
    const Result<> outcome = saveSession(m_folder, session);
    if (outcome) {
        std::vector<std::string> used;
        for (const Session::StripPicture& result : session.results) {
            used.push_back(result.file);
        }
        for (const std::string& hash : inputsNamedBy(session)) {
            used.push_back(SessionPictures::inputName(hash));
        }
        if (const auto all = SessionPictures::open(m_folder)) {
            all->prune(used);
        }
    }
    return outcome;
}

void SessionKeeper::tell(const Error& error)
{
    if (error.message != m_lastComplaint) {
        m_lastComplaint = error.message;
        Q_EMIT failed(error);
    }
}

} // namespace gesso::ui
