// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/queued_job.h"

#include <QImage>
#include <QWidget>

class QLabel;

namespace gesso::ui {

class ElidedLabel;
class IconButton;
class JobThumbnail;
class ThinProgress;

/// A job in the queue's list: its picture, prompt, progress and what can be done with it. Its height never changes.
class JobRow final : public QWidget {
    Q_OBJECT

public:
    explicit JobRow(const QueuedJob& job, const QImage& preview, QWidget* parent = nullptr);

    /// Shows the job as it is now, with its latest picture.
    void showJob(const QueuedJob& job, const QImage& preview);
    [[nodiscard]] JobId job() const { return m_job; }
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString note() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void cancelRequested();
    void frontRequested();
    void showRequested();
    void walkRequested(int rows); ///< to a row further down, or up

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();

    JobId m_job;
    bool m_running = false;
    JobThumbnail* m_picture;
    ElidedLabel* m_title;
    ElidedLabel* m_details;
    ElidedLabel* m_note;
    ThinProgress* m_progress;
    QLabel* m_state;
    IconButton* m_front;
    IconButton* m_cancel;
};

} // namespace gesso::ui
