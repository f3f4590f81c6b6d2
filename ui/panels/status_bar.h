// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QToolButton;

namespace gesso::ui {

class ElidedLabel;
class IconButton;
class ThinProgress;

/// What the status bar says about the queue.
struct JobLine {
    int number = 1; ///< "job 3 of 7"
    int of = 1;
    std::optional<double> fraction; ///< of the job, 0..1; nothing: it is not known how far it is
    int step = 0;                   ///< steps finished of the picture that is made
    int steps = 0;                  ///< 0: not known
    std::optional<double> secondsLeft;
    bool paused = false;
    bool cancelling = false;
};

/// The line at the bottom: a hint at the left, the running job at the right, hidden when nothing runs or waits.
class StatusBar final : public QWidget {
    Q_OBJECT

public:
    explicit StatusBar(QWidget* parent = nullptr);

    /// What has just happened, or a tip; a button of this name beside it, where it is not empty, asks hintActed().
    void setHint(const QString& text, const QString& action = {});
    void setJob(const std::optional<JobLine>& job);
    /// "12 / 25 · 4 s left"
    [[nodiscard]] static QString progressText(const JobLine& job);

Q_SIGNALS:
    void hintActed();
    void pauseRequested(bool pause);
    void cancelRequested(); ///< of the running job

private:
    ElidedLabel* m_hint;
    QToolButton* m_hintAction;
    QWidget* m_right;
    QLabel* m_job;
    ThinProgress* m_progress;
    QLabel* m_steps;
    IconButton* m_pause;
    IconButton* m_cancel;
    bool m_paused = false;
};

} // namespace gesso::ui
