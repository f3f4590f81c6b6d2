// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/commands/command_registry.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace gesso::ui {

class CommandList;

/// A searchable list of all commands that floats over a window (Ctrl+K): type to search, arrow keys to choose, Return
/// or a click to run, Esc or a click elsewhere to close. The focus goes back to where it was.
class CommandPalette final : public QFrame {
    Q_OBJECT

public:
    /// `window` is its parent: it floats near its top, as wide as there is room.
    CommandPalette(const CommandRegistry& registry, QWidget* window);

    void open(); ///< shows all commands with an empty search
    [[nodiscard]] bool isOpen() const { return isVisible(); }

public Q_SLOTS:
    void toggle(); ///< opens or closes

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildList();
    void close();
    void run(int row);
    void place();
    void onSearch(const QString& query);
    void onFocusChanged(QWidget* now);
    bool takeKey(int key);

    CommandList* m_list;
    QLineEdit* m_search;
    QListView* m_view;
    QLabel* m_nothing;
    QPointer<QWidget> m_focusBefore;
};

} // namespace gesso::ui
