// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QString>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace gesso::ui {

class FoldLine;

/// What a NoticeCard says. All text is translated by who fills it.
struct Notice {
    enum class Kind : std::uint8_t { Info, Warning, Error };

    /// What a notice is about; it goes when events overtake that.
    enum class Topic : std::uint8_t { Other, Request, Engine, Picture, Saving, Reading };

    Kind kind = Kind::Info;
    QString title;      ///< what happened, one line
    QString text;       ///< why, and what to do; may be empty; what is very long of it is shown with the details
    QString actionText; ///< label of the one button that helps; empty: no button
    QString details;    ///< for a report: folded, in a box that scrolls, with a button that copies it; may be empty
    bool dismissable = true;
    Topic topic = Topic::Other;
};

/// A message in place, where the result would have been: never in front of the window. Esc within it, or its cross,
/// asks to take it away; the owner of the card hides or deletes it.
class NoticeCard final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeCard(QWidget* parent = nullptr);
    explicit NoticeCard(const Notice& notice, QWidget* parent = nullptr);

    void setNotice(const Notice& notice);
    [[nodiscard]] const Notice& notice() const { return m_notice; }

Q_SIGNALS:
    void acted();     ///< the button was pressed
    void dismissed(); ///< the user is done with it

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    QWidget* buildDetails();

    Notice m_notice;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QPlainTextEdit* m_detailsText = nullptr;
    FoldLine* m_details = nullptr;
    QPushButton* m_action = nullptr;
    QWidget* m_actionRow = nullptr;
    QWidget* m_close = nullptr;
};

} // namespace gesso::ui
