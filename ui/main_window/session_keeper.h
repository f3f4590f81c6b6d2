// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/session.h"
#include "core/settings/session_pictures.h"
#include "ui/canvas/candidate.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace gesso::ui {

/// Keeps the session on disk while the user works: shortly after each change, off the window's thread, whole or not at
/// all; pictures as soon as they are finished.
class SessionKeeper final : public QObject {
    Q_OBJECT

public:
    /// `collect` gives the session as the window shows it, but for its results' files.
    SessionKeeper(std::filesystem::path folder, std::function<Session()> collect, QObject* parent = nullptr);
    ~SessionKeeper() override; ///< waits for what is being written

    /// Reads the pictures of a session that was loaded and says pictureRestored() for each, in their order, then
    /// restored(). Pictures that cannot be read are named by failed().
    void restorePictures(const Session& session);

    /// The picture in this file, which was restored, is this candidate now.
    void adopt(quint64 candidate, const QString& file);

    /// Something that the session holds has changed.
    void noteChange();
    /// Writes a finished picture; its candidate is part of the session from then on.
    void putPicture(const Candidate& candidate);

    /// Writes everything now and waits for it: before the program ends.
    Result<> saveNow();

Q_SIGNALS:
    /// A picture of the earlier session, whose candidate was `id` then and has none yet now: adopt() tells the new one.
    void pictureRestored(const gesso::ui::Candidate& candidate, quint64 id, const QString& file);
    void restored();
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
    void takeLoaded(std::vector<Loaded> loaded);
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
