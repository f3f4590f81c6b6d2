// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/session_keeper.h"

#include "core/settings/session_thumbnails.h"
#include "ui/adapters/background.h"
#include "ui/adapters/disk_trouble.h"
#include "ui/results/picture_saver.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr std::chrono::milliseconds kSoon{400};
/// How long the window's thread takes up pictures of an earlier session before it looks at anything else.
constexpr std::chrono::milliseconds kSlice{4};
/// After what could not be written; then twice as long each time.
constexpr std::chrono::milliseconds kFirstRetry{1000};
constexpr std::chrono::milliseconds kLongestRetry{15'000};
constexpr JobId kEarlierJobs = JobId{1} << 62; ///< numbers from here on are never given to new jobs

using Fate = ReadSession::Picture::Fate;

/// The Result of `write()`, done once more when the disk is full and there are thumbnails that can make room.
template <typename Write> auto withRoom(const std::filesystem::path& folder, Write write)
{
    auto outcome = write();
    const bool full = !outcome && outcome.error().code == ErrorCode::DiskFull;
    return full && SessionThumbnails(folder).prune({}) > 0 ? write() : std::move(outcome);
}

/// Writes a finished picture with its thumbnail; gives the name of its file.
Result<std::string> put(const std::filesystem::path& folder, const SessionPictures& pictures,
                        const Candidate& candidate)
{
    return candidate.stored.read().and_then([&](const Picture& picture) {
        return withRoom(folder, [&] { return pictures.put(*picture, metadataOf(candidate)); })
            .map([&](std::string name) {
                SessionThumbnails(folder).put(name, *picture);
                return name;
            });
    });
}

} // namespace

SessionKeeper::SessionKeeper(std::filesystem::path folder, const CandidateList& candidates, const ResultStore& store,
                             std::function<Session()> collect, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_candidates(candidates), m_store(store),
      m_collect(std::move(collect))
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_dirty = true;
        pump();
    });
    connect(&m_retry, &QTimer::timeout, this, &SessionKeeper::retry);
}

SessionKeeper::~SessionKeeper()
{
    m_pool.waitForDone();
}

void SessionKeeper::restorePictures(const Session& session, bool sound)
{
    m_restoring = true;
    inBackground(
        m_pool, this,
        [folder = m_folder, session, sound, store = m_store] { return readPicturesOf(session, folder, sound, store); },
        [this](ReadSession read) { takeRead(std::move(read)); });
}

QStringList SessionKeeper::sentencesOf(const std::vector<ReadSession::Picture>& results)
{
    QStringList sentences;
    int later = 0;
    QString why;
    for (const ReadSession::Picture& each : results) {
        switch (each.fate) {
        case Fate::Usable:
            break;
        case Fate::Later:
            ++later;
            why = QString::fromStdString(each.error.message);
            break;
        case Fate::Aside:
            sentences << tr("A picture is damaged; it was set aside as '%1'.")
                             .arg(QString::fromStdString(each.aside.string()));
            break;
        case Fate::Gone:
            sentences << QString::fromStdString(each.error.message);
            break;
        }
    }
    if (later > 0) {
        sentences << tr("%n picture(s) can't be read now; they will be restored at a later start.", nullptr, later) +
                         u' ' + why;
    }
    return sentences;
}

void SessionKeeper::takeRead(ReadSession read)
{
    m_taking = Taking{std::move(read)};
    takeSome();
}

void SessionKeeper::takeSome()
{
    if (!m_taking) {
        return; // the rest was taken meanwhile
    }
    const QDeadlineTimer end(kSlice);
    while (m_taking->next < m_taking->read.results.size()) {
        if (end.hasExpired()) {
            QTimer::singleShot(0, this, &SessionKeeper::takeSome);
            return;
        }
        take(m_taking->read.results[m_taking->next++]);
    }
    takeRest();
}

void SessionKeeper::take(const ReadSession::Picture& picture)
{
    if (picture.fate == Fate::Usable) {
        QHash<quint64, JobId>& jobs = m_taking->jobs;
        const auto known = jobs.constFind(picture.result.job);
        Candidate candidate = picture.candidate;
        candidate.job = known != jobs.constEnd()
                            ? *known
                            : *jobs.insert(picture.result.job, kEarlierJobs + static_cast<JobId>(jobs.size()));
        Q_EMIT pictureRestored(candidate, picture.thumbnail, picture.result.id,
                               QString::fromStdString(picture.result.file));
    } else if (picture.fate == Fate::Later) {
        m_carried.push_back(picture.result);
    }
}

/// What is left, without a pause.
void SessionKeeper::takeRest()
{
    while (m_taking->next < m_taking->read.results.size()) {
        take(m_taking->read.results[m_taking->next++]);
    }
    const ReadSession read = std::exchange(m_taking, std::nullopt)->read;
    m_unreadable = read.unreadable;
    m_restoring = false;
    Q_EMIT restored(read.inputs);
    if (const QStringList sentences = sentencesOf(read.results); !sentences.isEmpty()) {
        Q_EMIT unreadable(sentences);
    }
    noteChange();
}

void SessionKeeper::adopt(quint64 candidate, const QString& file)
{
    m_files.insert(candidate, file.toStdString());
}

bool SessionKeeper::mayBeReadLater(const GenerationRequest& request) const
{
    return m_unreadable.contains(QString::fromStdString(request.init.hash)) ||
           m_unreadable.contains(QString::fromStdString(request.mask.hash));
}

void SessionKeeper::carry(const Session::WaitingJob& job)
{
    m_carriedJobs.push_back(job);
}

std::optional<ExecutionOptions> SessionKeeper::optionsOf(quint64 candidate) const
{
    const auto options = m_options.constFind(candidate);
    return options != m_options.constEnd() ? std::optional(*options) : std::nullopt;
}

std::shared_ptr<const Image> SessionKeeper::heldInput(const std::string& hash) const
{
    return m_inputs.value(QString::fromStdString(hash));
}

void SessionKeeper::noteChange()
{
    // What is not taken up again yet must not be written over.
    if (!m_restoring && !m_soon.isActive()) {
        m_soon.start(kSoon);
    }
    if (m_retry.isActive() && m_retry.remainingTimeAsDuration() > kFirstRetry) {
        m_retry.start(kFirstRetry); // the user is there, and may have mended it
    }
}

void SessionKeeper::noteJob()
{
    noteChange();
    if (!m_restoring) {
        m_soon.start(0);
    }
}

void SessionKeeper::putPicture(quint64 candidate, const std::optional<ExecutionOptions>& options)
{
    if (options) {
        m_options.insert(candidate, *options);
    }
    if (m_files.contains(candidate)) {
        m_stale.insert(candidate);
    }
    noteChange();
    pump();
}

void SessionKeeper::putInputs(const GenerationRequest& request, const GenerationInputs& inputs)
{
    for (const auto& [reference, image] :
         {std::pair(&request.init, inputs.init), std::pair(&request.mask, inputs.mask)}) {
        if (image != nullptr && !reference->hash.empty()) {
            m_inputs.insert(QString::fromStdString(reference->hash), image);
        }
    }
    pump();
}

void SessionKeeper::pump()
{
    if (m_busy || m_restoring || m_closing) {
        return;
    }
    // What jobs begin from comes before the session that names it, and the session before pictures: without them it is
    // whole, since their jobs wait in it.
    m_busy = writeInput() || writeSession() || writePicture();
    const bool held = std::find(m_held.begin(), m_held.end(), true) != m_held.end();
    if (!m_busy && !held && m_told) {
        m_told = false;
        m_pause = {};
        Q_EMIT caughtUp();
    }
}

bool SessionKeeper::writeInput()
{
    if (m_inputs.isEmpty() || isHeld(Kind::Input)) {
        return false;
    }
    const QString hash = m_inputs.constBegin().key();
    inBackground(
        m_pool, this,
        [folder = m_folder, image = m_inputs.constBegin().value(), hash = hash.toStdString()] {
            return SessionPictures::open(folder).and_then([&](const SessionPictures& pictures) {
                return withRoom(folder, [&] { return pictures.putInput(*image, hash); });
            });
        },
        [this, hash](const Result<std::string>& file) {
            if (file || !mayPass(file.error().code)) {
                m_inputs.remove(hash);
            }
            done(Kind::Input, file.map([](const std::string&) {}));
        });
    return true;
}

bool SessionKeeper::writeSession()
{
    if (!m_dirty || isHeld(Kind::Session)) {
        return false;
    }
    m_dirty = false;
    const Session session = complete();
    inBackground(
        m_pool, this,
        [folder = m_folder, session] { return withRoom(folder, [&] { return saveSession(folder, session); }); },
        [this, session](const Result<>& outcome) {
            if (outcome) {
                takeNamed(session);
            } else {
                m_dirty = mayPass(outcome.error().code);
            }
            if (!outcome && outcome.error().code == ErrorCode::DiskFull && makeRoom()) {
                hold(Kind::Picture, outcome.error());
                done(Kind::Session, {});
                return;
            }
            done(Kind::Session, outcome);
        });
    return true;
}

bool SessionKeeper::writePicture()
{
    const Candidate* next = isHeld(Kind::Picture) ? nullptr : nextPicture();
    if (next == nullptr) {
        return false;
    }
    inBackground(
        m_pool, this,
        [folder = m_folder, candidate = *next] {
            return SessionPictures::open(folder).and_then(
                [&](const SessionPictures& pictures) { return put(folder, pictures, candidate); });
        },
        [this, id = next->id](const Result<std::string>& file) {
            takeWritten(id, file);
            done(Kind::Picture, file.map([](const std::string&) {}));
        });
    m_stale.remove(next->id);
    return true;
}

void SessionKeeper::takeWritten(quint64 candidate, const Result<std::string>& file)
{
    if (file) {
        if (m_files.contains(candidate) && !m_older.contains(candidate)) {
            m_older.insert(candidate, m_files.value(candidate)); // the session's file names it until it is written
        }
        m_files.insert(candidate, *file);
        std::erase(m_unnamed, candidate);
        m_unnamed.push_back(candidate);
        noteChange();
    } else if (!mayPass(file.error().code)) {
        m_impossible.insert(candidate);
    } else if (m_files.contains(candidate)) {
        m_stale.insert(candidate);
    }
}

void SessionKeeper::done(Kind kind, const Result<>& outcome)
{
    m_busy = false;
    if (!outcome && mayPass(outcome.error().code)) {
        hold(kind, outcome.error());
    } else if (!outcome) {
        Q_EMIT failed(outcome.error()); // trying again would not help
    }
    pump();
}

void SessionKeeper::hold(Kind kind, const Error& error)
{
    if (!m_told) {
        m_told = true;
        Q_EMIT failed(error);
    }
    m_held.at(static_cast<std::size_t>(kind)) = true;
    if (!m_retry.isActive()) {
        m_pause = std::clamp(2 * m_pause, kFirstRetry, kLongestRetry);
        m_retry.start(m_pause);
    }
}

void SessionKeeper::retry()
{
    m_held.fill(false);
    pump();
}

/// The session's file names these now: what their pictures were before is not needed any more.
void SessionKeeper::takeNamed(const Session& session)
{
    for (const Session::StripPicture& result : session.results) {
        if (m_files.value(result.id) == result.file) {
            const bool isNew = std::erase(m_unnamed, result.id) > 0;
            if (const Candidate* candidate = isNew ? m_candidates.find(result.id) : nullptr) {
                candidate->stored.setFile(m_folder / "pictures" / result.file);
            }
            const std::string older = m_older.take(result.id);
            if (!older.empty()) {
                static_cast<void>(SessionPictures::open(m_folder).and_then(
                    [&](const SessionPictures& pictures) { return pictures.remove(older); }));
            }
        }
    }
}

bool SessionKeeper::makeRoom()
{
    if (m_unnamed.empty()) {
        return false;
    }
    // It is still held in memory, and waits in the session as a job that can make it again, or stands there as it was
    // before more was known of it.
    const quint64 id = m_unnamed.back();
    const std::string file = m_files.take(id);
    m_unnamed.pop_back();
    if (m_older.contains(id)) {
        m_files.insert(id, m_older.take(id));
        m_stale.insert(id);
    }
    const auto pictures = SessionPictures::open(m_folder);
    return pictures && pictures->remove(file);
}

const Candidate* SessionKeeper::nextPicture() const
{
    for (const Candidate& candidate : m_candidates) {
        const bool wanted = !m_files.contains(candidate.id) || m_stale.contains(candidate.id);
        if (candidate.isFinished() && wanted && !m_impossible.contains(candidate.id)) {
            return &candidate;
        }
    }
    return nullptr;
}

Session SessionKeeper::complete() const
{
    Session session = m_collect();
    for (Session::StripPicture& result : session.results) {
        result.file = m_files.value(result.id);
    }
    std::erase_if(session.results, [](const Session::StripPicture& result) { return result.file.empty(); });
    session.results.insert(session.results.begin(), m_carried.begin(), m_carried.end());
    session.waiting.insert(session.waiting.end(), m_carriedJobs.begin(), m_carriedJobs.end());
    return session;
}

SessionKeeper::Unsaved SessionKeeper::writeRest()
{
    Unsaved unsaved;
    std::optional<Error>& why = unsaved.why;
    const auto pictures = SessionPictures::open(m_folder);
    const auto note = [&why](const auto& outcome) {
        if (!outcome && !why) {
            why = outcome.error();
        }
        return outcome.has_value();
    };
    for (auto input = m_inputs.begin(); note(pictures) && input != m_inputs.end();) {
        const std::string hash = input.key().toStdString();
        input = note(twice([&] { return pictures->putInput(*input.value(), hash); })) ? m_inputs.erase(input)
                                                                                      : std::next(input);
    }
    while (const Candidate* next = pictures ? nextPicture() : nullptr) {
        const quint64 id = next->id;
        m_stale.remove(id);
        const auto file = twice([&] { return put(m_folder, *pictures, *next); });
        takeWritten(id, file);
        if (!note(file) && mayPass(file.error().code)) {
            break;
        }
    }
    const auto save = [this] { return withRoom(m_folder, [this] { return saveSession(m_folder, complete()); }); };
    Result<> saved = twice(save);
    while (!saved && saved.error().code == ErrorCode::DiskFull && makeRoom()) {
        note(saved);
        saved = save();
    }
    unsaved.isNamed = note(saved);
    return unsaved;
}

SessionKeeper::Unsaved SessionKeeper::saveNow()
{
    m_closing = true;
    m_pool.waitForDone();
    QCoreApplication::sendPostedEvents(); // pictures that were just read, names of those just written
    if (m_taking) {
        takeRest();
    }
    m_soon.stop();
    m_retry.stop();
    Unsaved unsaved = writeRest();
    for (const Candidate& each : m_candidates) {
        unsaved.pictures += each.isFinished() && !m_files.contains(each.id) ? 1 : 0;
    }
    if (!unsaved.why) {
        removeUnnamed();
    }
    m_closing = false;
    return unsaved;
}

void SessionKeeper::removeUnnamed() const
{
    if (const auto pictures = SessionPictures::open(m_folder)) {
        std::vector<std::string> used = filesNamedBy(complete());
        for (const QString& hash : m_unreadable) {
            used.push_back(SessionPictures::inputName(hash.toStdString()));
        }
        pictures->prune(used);
    }
}

} // namespace gesso::ui
