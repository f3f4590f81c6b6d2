// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"
#include "ui/widgets/notice_card.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace gesso::ui {

class CandidateModel;
class CandidateStrip;
class CanvasView;
class CommandRegistry;
class DropVeil;
class ElidedLabel;
class EmptyState;
class ResultFollower;
class ZoomMenu;

/// The canvas and what floats over it: the picture that is current in the list, the strip, the empty state, notices and
/// the card of a failed job. What the user asks for is told by signals and commands; the page changes nothing but what
/// is shown.
class CanvasPage final : public QWidget {
    Q_OBJECT

public:
    /// It runs "picture.keep" and the other commands for the shown candidate. Both must outlive the page.
    CanvasPage(CandidateModel& list, const CommandRegistry& commands, QWidget* parent = nullptr);
    ~CanvasPage() override;

    [[nodiscard]] CanvasView& view() const { return *m_view; }
    [[nodiscard]] CandidateStrip& strip() const { return *m_strip; }
    [[nodiscard]] EmptyState& emptyState() const { return *m_empty; }

    [[nodiscard]] QSize minimumSizeHint() const override;

    void expectJob(); ///< the user has asked for pictures: they are shown as they come (result_follower.h)
    void step(int by);
    void showCandidate(quint64 id); ///< because the user chose it

    /// Whether pictures of an earlier session are still to come: then an empty canvas says nothing.
    void setExpecting(bool expecting);
    /// Shows a notice at the top of the canvas, in place of the former; `act` is done when its button is pressed.
    void showNotice(const Notice& notice, std::function<void()> act = {});
    void hideNotice();
    void hideNotice(Notice::Topic topic); ///< if the one that is shown is about this
    [[nodiscard]] const NoticeCard& noticeCard() const { return *m_notice; }
    [[nodiscard]] const NoticeCard& errorCard() const { return *m_error; }

Q_SIGNALS:
    void exampleChosen(const QString& prompt);
    void fileDropped(const QString& path); ///< or chosen; it has not been looked into
    void pictureDropped(const QImage& picture);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectList();
    void connectStrip();
    void place();
    void placeCards();
    void showCurrent();
    void showError(const Candidate& candidate);
    void showNews();
    void placeNews();
    void setDropHint(bool shown);
    void refuse(const QString& why);
    void choosePicture();

    CandidateModel& m_list;
    const CommandRegistry& m_commands;
    ElidedLabel* m_title;
    CanvasView* m_view;
    ZoomMenu* m_zoom;
    EmptyState* m_empty;
    CandidateStrip* m_strip;
    QPushButton* m_news;
    NoticeCard* m_notice;
    NoticeCard* m_error;
    DropVeil* m_veil;
    ResultFollower* m_follower;
    std::function<void()> m_noticeAct;
    bool m_expecting = false;
    quint64 m_errorOf = 0; ///< the candidate whose error is shown
};

} // namespace gesso::ui
