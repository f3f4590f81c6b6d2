// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/queue/queue_signals.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace gesso::ui {

class JobRow;

/// The list of all jobs that wait or run. A change of one job changes its row alone; rows come, go and change places
/// with their jobs only.
class QueuePage final : public QWidget {
    Q_OBJECT

public:
    /// The queue must outlive the page.
    explicit QueuePage(QueueSignals& queue, QWidget* parent = nullptr);

    [[nodiscard]] JobRow* row(JobId job) const; ///< null when there is none

Q_SIGNALS:
    void clearWaitingRequested();           ///< whoever answers can undo it
    void cancelRequested(gesso::JobId job); ///< as well
    void frontRequested(gesso::JobId job);  ///< as well
    void showRequested(gesso::JobId job);   ///< on the canvas

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildHeader();
    QWidget* buildEmptyState();
    void listen();
    void addRow(JobId job);
    void removeRow(JobId job);
    void sortRows();
    void showHeader();
    void showForecast();
    void moveFocus(int rows);

    QueueSignals& m_signals;
    JobQueue& m_queue;
    QLabel* m_title = nullptr;
    QLabel* m_forecast = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_clear = nullptr;
    QScrollArea* m_scroll;
    QVBoxLayout* m_list;
    QWidget* m_empty;
    std::map<JobId, JobRow*> m_rows;
};

} // namespace gesso::ui
