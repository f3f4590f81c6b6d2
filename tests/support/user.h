// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QRadioButton>
#include <QTest>
#include <QTimer>

namespace gesso {

/// Clicks into the middle of a widget, as a user's mouse does.
inline void click(QWidget* widget)
{
    QVERIFY(widget != nullptr);
    QVERIFY2(widget->isEnabled(), qPrintable(widget->objectName()));
    QTest::mouseClick(widget, Qt::LeftButton, {}, widget->rect().center());
}

/// The button that says this, or that a screen reader calls so.
inline QAbstractButton* buttonIn(const QWidget& parent, const QString& name)
{
    for (QAbstractButton* button : parent.findChildren<QAbstractButton*>()) {
        if (button->text() == name || button->accessibleName() == name) {
            return button;
        }
    }
    return nullptr;
}

/// Clicks the choice of this index in a row of choices.
inline void clickSegment(const QWidget& segments, int index)
{
    click(segments.findChildren<QRadioButton*>().value(index));
}

/// The entry of a menu whose text begins so, or nothing.
inline QAction* entryOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions()) {
        if (action->text().startsWith(text)) {
            return action;
        }
    }
    return nullptr;
}

/// Clicks the entry of an open menu whose text begins so.
inline void clickEntry(QMenu* menu, const QString& text)
{
    QVERIFY(menu != nullptr);
    QTRY_VERIFY(menu->isVisible());
    QAction* entry = entryOf(*menu, text);
    QVERIFY2(entry != nullptr && entry->isEnabled(), qPrintable(text));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
}

/// Clicks a button at a place that opens a menu with a loop of its own, and the entry whose text begins so.
inline void chooseEntry(QWidget* button, QPoint at, const QString& text)
{
    QTimer::singleShot(0, button,
                       [text] { clickEntry(qobject_cast<QMenu*>(QApplication::activePopupWidget()), text); });
    QTest::mouseClick(button, Qt::LeftButton, {}, at);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
}

/// Replaces what a field holds by typing, and ends with Enter.
inline void typeInto(QWidget* field, const QString& text)
{
    QVERIFY(field != nullptr);
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Delete);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

/// Replaces what a field holds by pasting, and ends with Enter.
inline void pasteInto(QWidget* field, const QString& text)
{
    QVERIFY(field != nullptr);
    QGuiApplication::clipboard()->setText(text);
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Return);
}

/// Opens a box, goes to a row by the arrow keys and takes it.
inline void chooseRow(QComboBox* box, int row)
{
    QVERIFY(box != nullptr && row >= 0);
    box->showPopup();
    QAbstractItemView* list = box->view();
    while (list->currentIndex().row() != row) {
        const int before = list->currentIndex().row();
        QTest::keyClick(list, before < row ? Qt::Key_Down : Qt::Key_Up);
        QVERIFY(list->currentIndex().row() != before);
    }
    QTest::keyClick(list, Qt::Key_Return);
}

} // namespace gesso
