// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/results/drag_files.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QMimeData;
class QToolButton;

namespace gesso {
struct Candidate;
}

namespace gesso::ui {

class CandidateModel;
class CommandRegistry;
class ThumbnailView;

/// The card over the canvas with all candidates: a click or the arrow keys show one, a double click or Enter keeps it,
/// Delete discards it, and it can be dragged to another program. While the pointer is in use on it, the card keeps its
/// place, so that nothing slips from under a click.
class CandidateStrip final : public QWidget {
    Q_OBJECT

public:
    /// Its buttons and its menu are commands for the shown candidate: "picture.keep", "picture.saveAs", ... Both must
    /// outlive the strip.
    CandidateStrip(CandidateModel& list, const CommandRegistry& commands, QWidget* parent = nullptr);

    /// Puts the card into the middle of `room`'s bottom, as wide as its content asks for.
    void placeIn(const QRect& room);
    [[nodiscard]] int cardHeight() const;
    /// The menu of what can be done with the shown candidate, at a point of the screen.
    void showMenu(const QPoint& at);
    /// What a drag of a candidate brings: a file of it, and its pixels. Null while it is not finished, or its file not
    /// yet written.
    [[nodiscard]] std::unique_ptr<QMimeData> dragData(quint64 id) const;
    [[nodiscard]] ThumbnailView* thumbnails() const { return m_view; }
    [[nodiscard]] DragFiles& dragFiles() { return m_files; }

Q_SIGNALS:
    void dragFailed(const gesso::Error& error); ///< the file for it could not be written

protected:
    void paintEvent(QPaintEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildButtons();
    void connectList();
    QToolButton* addButton(const QString& command);
    void showCurrent();
    void showKeep(const Candidate* current);
    void showState();
    void startDrag(quint64 id);
    void showMenuAt(const QPoint& inView);
    void place();
    /// Whether the pointer moved or pressed a moment ago. If so, place() is called again when it has come to rest.
    bool isAimedAt();
    void onRest();

    CandidateModel& m_list;
    const CommandRegistry& m_commands;
    ThumbnailView* m_view;
    QToolButton* m_keep = nullptr;
    QToolButton* m_saveAs = nullptr;
    std::vector<QToolButton*> m_buttons;
    DragFiles m_files;
    QRect m_room;
    QTimer m_rest;                   ///< runs while the pointer on the card may be aiming
    QPoint m_watchedAt;              ///< where the pointer was when it began
    std::optional<QPoint> m_restsAt; ///< where the pointer was left; none since a press
    quint64 m_dragWaits = 0;         ///< whose drag begins when its file is written, if the button is still down
};

} // namespace gesso::ui
