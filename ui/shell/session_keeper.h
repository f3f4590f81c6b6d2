// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"
#include "core/settings/session.h"
#include "core/studio/candidate_list.h"
#include "ui/shell/session_reader.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <array>
#include <functional>

namespace gesso::ui {

/// Keeps the session on disk while the user works: shortly after each change, off the window's thread, whole or not at
/// all; pictures as soon as they are finished.
///
/// At every moment a picture that was asked for stands in the session's file as a result, or as a job that waits: only
/// one whose file is there is named as a result (hasFile()), and the window's `collect` lists what is not yet. What
/// cannot be written is held in memory and tried again, soon after the user's next action and with growing pauses
/// without one; the user is told once.
class SessionKeeper final : public QObject {
    Q_OBJECT

public:
    /// What the session's files lack when the program ends.
    struct Unsaved {
        int pictures = 0;         ///< finished ones that are not written
        bool isNamed = false;     ///< the session's file is written: it says how to make those again
        std::optional<Error> why; ///< the first failure; nothing when all is written
    };

    /// `collect` gives the session as the window shows it, but for its results' files. The candidates must outlive it.
    SessionKeeper(std::filesystem::path folder, const CandidateList& candidates, const ResultStore& store,
                  std::function<Session()> collect, QObject* parent = nullptr);
    ~SessionKeeper() override; ///< waits for what is being written

    /// Reads the pictures of a session that was loaded and says pictureRestored() for each, in their order, then
    /// restored(). Pictures that cannot be read are named by unreadable(); they stay in the session if they may be
    /// readable another time, and damaged ones are set aside. A session that is not `sound`, since its file was
    /// damaged, gets the pictures that it does not name too; those that a sound one does not name are removed.
    void restorePictures(const Session& session, bool sound);

    /// The picture in this file, which was restored, is this candidate now.
    void adopt(quint64 candidate, const QString& file);

    /// Something that the session holds has changed.
    void noteChange();
    /// A job was put in: the session is written at once.
    void noteJob();
    /// A finished picture, or more is known of how it was made: it is written, and part of the session from then on.
    /// `options` are those of the job that made it, if one did.
    void putPicture(quint64 candidate, const std::optional<ExecutionOptions>& options = std::nullopt);

    /// Writes what a job begins from, once each, before the session names it; the request names them by their hashes.
    void putInputs(const GenerationRequest& request, const GenerationInputs& inputs);
    /// What is still to be written of those; null when it is on disk or not known.
    [[nodiscard]] std::shared_ptr<const Image> heldInput(const std::string& hash) const;

    /// Whether this finished picture is on disk.
    [[nodiscard]] bool hasFile(quint64 candidate) const { return m_files.contains(candidate); }
    /// How the picture can be made again: the options of its job; nothing for one that no job of this run made.
    [[nodiscard]] std::optional<ExecutionOptions> optionsOf(quint64 candidate) const;

    /// Whether what the request begins from is on disk but could not be read this time.
    [[nodiscard]] bool mayBeReadLater(const GenerationRequest& request) const;
    /// Leaves a job of the earlier session, which cannot be run now, in the session for the next start.
    void carry(const Session::WaitingJob& job);

    /// Writes everything now and waits for it: before the program ends. What is not named any more is removed if all
    /// could be written.
    Unsaved saveNow();

Q_SIGNALS:
    /// A picture of the earlier session, whose candidate was `id` then and has none yet now: adopt() tells the new one.
    void pictureRestored(const gesso::Candidate& candidate, const QImage& thumbnail, quint64 id, const QString& file);
    /// What jobs and panels begin from has been read too: by hash, what could be.
    void restored(const gesso::ui::KeptInputs& inputs);
    /// Pictures of the earlier session that could not be read: one sentence each.
    void unreadable(const QStringList& sentences);
    /// Something cannot be written; said once until all is written again, which caughtUp() says.
    void failed(const gesso::Error& error);
    void caughtUp();

private:
    enum class Kind : std::uint8_t { Input, Session, Picture };
    [[nodiscard]] static QStringList sentencesOf(const std::vector<ReadSession::Picture>& results);
    void takeRead(ReadSession read);
    void takeSome(); ///< of the pictures that were read; the window's thread has other things to do between
    void take(const ReadSession::Picture& picture);
    void takeRest();

    void pump(); ///< begins the next thing to be written, if nothing is being written
    bool writeInput();
    bool writeSession();
    bool writePicture();
    void takeWritten(quint64 candidate, const Result<std::string>& file);
    void done(Kind kind, const Result<>& outcome);
    void hold(Kind kind, const Error& error);
    void retry();
    [[nodiscard]] bool isHeld(Kind kind) const { return m_held.at(static_cast<std::size_t>(kind)); }
    void takeNamed(const Session& session);
    bool makeRoom(); ///< for the session's file: gives up a picture that it does not name yet

    [[nodiscard]] const Candidate* nextPicture() const;
    [[nodiscard]] Session complete() const;
    [[nodiscard]] Unsaved writeRest();
    void removeUnnamed() const;

    const std::filesystem::path m_folder;
    const CandidateList& m_candidates;
    const ResultStore m_store;
    const std::function<Session()> m_collect;

    QHash<quint64, std::string> m_files;        ///< of candidates whose pictures are on disk
    QHash<quint64, ExecutionOptions> m_options; ///< of those that jobs of this run made
    QHash<quint64, std::string> m_older;        ///< of those that were written again: what the session's file names
    QSet<quint64> m_stale;                      ///< on disk, but more is known of them now
    QSet<quint64> m_impossible;                 ///< that no disk would take
    std::vector<quint64> m_unnamed;             ///< on disk, but not named by the session's file yet; oldest first
    QHash<QString, std::shared_ptr<const Image>> m_inputs; ///< to be written, by hash

    /// A session that was read and is being taken up, a few pictures at a time.
    struct Taking {
        ReadSession read;
        std::size_t next = 0;
        QHash<quint64, JobId> jobs{}; ///< as they were, and what they are called now
    };
    std::optional<Taking> m_taking;
    QSet<QString> m_unreadable;                   ///< hashes of inputs
    std::vector<Session::StripPicture> m_carried; ///< results for the next start
    std::vector<Session::WaitingJob> m_carriedJobs;

    QTimer m_soon, m_retry;
    std::chrono::milliseconds m_pause{};
    QThreadPool m_pool;           ///< one thread, one thing at a time
    std::array<bool, 3> m_held{}; ///< by kind: it failed, and waits for the next attempt
    bool m_dirty = false;         ///< the session's file is not what the window shows
    bool m_busy = false;
    bool m_restoring = false;
    bool m_closing = false;
    bool m_told = false;
};

} // namespace gesso::ui
