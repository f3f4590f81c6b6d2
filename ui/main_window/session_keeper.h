// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"
#include "core/settings/session.h"
#include "core/settings/session_pictures.h"
#include "ui/adapters/source_picture.h"
#include "ui/canvas/candidate.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace gesso::ui {

/// Pictures that jobs begin from, by their hashes.
using KeptInputs = QHash<QString, SourcePicture>;

/// The pictures that a request names, where all are there.
[[nodiscard]] std::optional<GenerationInputs> inputsOf(const GenerationRequest& request, const KeptInputs& kept);

/// Keeps the session on disk while the user works: shortly after each change, off the window's thread, whole or not at
/// all; pictures as soon as they are finished.
class SessionKeeper final : public QObject {
    Q_OBJECT

public:
    /// `collect` gives the session as the window shows it, but for its results' files.
    SessionKeeper(std::filesystem::path folder, std::function<Session()> collect, QObject* parent = nullptr);
    ~SessionKeeper() override; ///< waits for what is being written

    /// Reads the pictures of a session that was loaded and says pictureRestored() for each, in their order, then
    /// restored(). Pictures that cannot be read are named by failed(). The folder keeps what jobs begin from until the
    /// session that is written no longer names it.
    void restorePictures(const Session& session);

    /// The picture in this file, which was restored, is this candidate now.
    void adopt(quint64 candidate, const QString& file);

    /// Something that the session holds has changed.
    void noteChange();
    /// Writes a finished picture; its candidate is part of the session from then on.
    void putPicture(const Candidate& candidate);

    /// Writes what a job begins from, once each; the request names the pictures by their hashes.
    void putInputs(const GenerationRequest& request, const GenerationInputs& inputs);

    /// Writes everything now and waits for it: before the program ends.
    Result<> saveNow();

Q_SIGNALS:
    /// A picture of the earlier session, whose candidate was `id` then and has none yet now: adopt() tells the new one.
    void pictureRestored(const gesso::ui::Candidate& candidate, quint64 id, const QString& file);
    /// What jobs and panels begin from has been read too: by hash, what could be.
    void restored(const gesso::ui::KeptInputs& inputs);
    /// One sentence for the user; said once for each cause, not with each attempt.
    void failed(const gesso::Error& error);

private:
    struct Loaded {
        Session::StripPicture result;
        Result<SessionPictures::Picture> picture;
    };

    void save();
    [[nodiscard]] Session complete() const;
    [[nodiscard]] Result<SessionPictures> pictures() const { return SessionPictures::open(m_folder); }
    void takeLoaded(const std::vector<Loaded>& loaded, const KeptInputs& inputs);
    void tell(const Error& error);

    const std::filesystem::path m_folder;
    const std::function<Session()> m_collect;
    QHash<quint64, std::string> m_files; ///< of candidates whose pictures are on disk
    QTimer m_soon;
    QThreadPool m_pool; ///< one thread: files are written in the order of the changes
    std::string m_lastComplaint;
    bool m_restoring = false;
};

} // namespace gesso::ui
