// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;
class QToolButton;

namespace gesso::ui {

class ElidedLabel;
class StatusDot;

/// The line at the window's top: mark and name, which open a menu, the pages, the document in the middle, what stands
/// at the right.
class TopBar final : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(QWidget* parent = nullptr);

    /// What the mark opens. The menu must outlive the bar, or be its child.
    void setMenu(QMenu* menu);
    /// A page's tab; the action is what it does, and its checked state says which page is shown.
    void addPage(QAction* action);
    void addRight(QWidget* widget); ///< at the right end, in the order of the calls

    /// The document's name; `unsaved` puts a dot behind it.
    void setDocument(const QString& name, bool unsaved);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeDocument();

    QToolButton* m_mark;
    QHBoxLayout* m_left;
    QHBoxLayout* m_right;
    QWidget* m_document; ///< child, in the middle of the bar whatever stands beside it
    ElidedLabel* m_name;
    StatusDot* m_unsaved;
};

} // namespace gesso::ui
