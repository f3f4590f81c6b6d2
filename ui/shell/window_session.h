// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/session.h"
#include "ui/shell/session_keeper.h"
#include "ui/shell/window_parts.h"

#include <QPointer>

class QMessageBox;

namespace gesso::ui {

class PictureFiles;

/// Where a window takes its session from and keeps it.
struct SessionPlace {
    std::filesystem::path folder;     ///< empty: the session is not kept
    Session session;                  ///< as it was loaded
    std::vector<std::string> notices; ///< one sentence for each thing the user has to know of it
    bool sound = false;               ///< its file was there and whole: pictures that it does not name are nobody's
};

/// The session of a window: restored at the start, collected whenever it is to be written, asked for before the end.
class WindowSession final : public QObject {
    Q_OBJECT

public:
    /// All must outlive the session.
    WindowSession(WindowParts& parts, PictureFiles& files, const SessionPlace& place);

    void restore(const SessionPlace& place);

    /// Writes the session and waits for it, without asking anything: the first thing that could not be written.
    [[nodiscard]] std::optional<Error> save();
    /// Whether the window may close: all is written, or the user said that it may be lost. Else the user is asked.
    [[nodiscard]] bool mayClose();
    /// What is still to be written of the pictures that jobs begin from; null when it is on disk or not known.
    [[nodiscard]] std::shared_ptr<const Image> heldInput(const std::string& hash) const;
    void keepSource(); ///< on disk: the picture that the panel has to begin from

private:
    [[nodiscard]] Session collect() const;
    [[nodiscard]] std::vector<Session::WaitingJob> openJobs() const;
    void restoreDraft();
    void restoreJobs(const KeptInputs& kept);
    void takeRestored(const KeptInputs& inputs);
    void connectKeeper();
    void noteChanges();
    void keepPicture(CandidateId candidate);
    void showNotTakenUp(const QStringList& lines);
    void showKeeping(const Error& error);
    void hideKeeping();
    void askWhetherToClose(const SessionKeeper::Unsaved& unsaved);

    WindowParts& m_parts;
    PictureFiles& m_files;
    const std::filesystem::path m_folder; ///< empty: the session is not kept
    Session m_session;                    ///< what of it the window does not show, and what waits to be restored
    std::unique_ptr<SessionKeeper> m_keeper;
    QStringList m_notTakenUp;
    QString m_keepingNotice; ///< its title, while something cannot be written
    QPointer<QMessageBox> m_closing;
    bool m_closeAnyway = false;
};

} // namespace gesso::ui
