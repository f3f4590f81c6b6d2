// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <QObject>

#include <set>

namespace gesso::ui {

class CandidateModel;

/// Decides what is shown when results come in: those of a job that the user has just asked for are shown, be they
/// pictures or a failure; all others wait as news while the user looks at something else.
class ResultFollower final : public QObject {
    Q_OBJECT

public:
    /// The list must outlive the follower.
    explicit ResultFollower(CandidateModel& list, QObject* parent = nullptr);

    void expectJob(); ///< Generate was pressed: jobs that come are shown, until leave()
    void leave();     ///< the user has chosen by hand what is shown
    [[nodiscard]] int unseen() const { return static_cast<int>(m_unseen.size()); }
    void showUnseen(); ///< shows the first of the latest job's news; nothing is news then

Q_SIGNALS:
    void unseenChanged();

private:
    void noteInserted(int first, int last);
    void noteState(int row);
    void notePassed(); ///< some may have been seen or taken out
    void follow(JobId job);
    [[nodiscard]] bool isFollowed(JobId job) const;

    CandidateModel& m_list;
    bool m_expecting = false;
    std::set<JobId> m_followed; ///< that the user waits for
    std::set<quint64> m_open;   ///< candidates that are not finished
    std::set<quint64> m_unseen; ///< finished or failed ones that were not shown
};

} // namespace gesso::ui
