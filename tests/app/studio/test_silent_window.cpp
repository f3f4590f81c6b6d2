// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/silent_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

using namespace gesso;

/// A start that waits for a window which does not answer says so, and does what the user chooses.
class TestSilentWindow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhoIsSilentAndWaits()
    {
        SilentWindow silence;
        QCOMPARE(silence.choice(4711), SilentWindow::Choice::Wait);
        QVERIFY(box() == nullptr); // a window that answers soon is no news
        QTRY_VERIFY_WITH_TIMEOUT(asked(silence) && box() != nullptr, 10'000);
        QVERIFY(box()->informativeText().contains(QStringLiteral("4711")));
        QCOMPARE(silence.choice(4711), SilentWindow::Choice::Wait);
    }

    void theUserChooses_data()
    {
        QTest::addColumn<bool>("another");
        QTest::newRow("open another window") << true;
        QTest::newRow("cancel") << false;
    }

    void theUserChooses()
    {
        QFETCH(bool, another);
        SilentWindow silence;
        QTRY_VERIFY_WITH_TIMEOUT(asked(silence) && box() != nullptr, 10'000);
        for (QAbstractButton* button : box()->buttons()) {
            if ((box()->buttonRole(button) == QMessageBox::AcceptRole) == another) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        }
        QCOMPARE(silence.choice(4711), another ? SilentWindow::Choice::OpenAnother : SilentWindow::Choice::GiveUp);
    }

    void escapeGivesUp()
    {
        SilentWindow silence;
        QTRY_VERIFY_WITH_TIMEOUT(asked(silence) && box() != nullptr, 10'000);
        QTest::keyClick(box(), Qt::Key_Escape);
        QCOMPARE(silence.choice(4711), SilentWindow::Choice::GiveUp);
    }

private:
    static bool asked(SilentWindow& silence) { return silence.choice(4711) == SilentWindow::Choice::Wait; }

    static QMessageBox* box()
    {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<QMessageBox*>(widget); found != nullptr && found->isVisible()) {
                return found;
            }
        }
        return nullptr;
    }
};

QTEST_MAIN(TestSilentWindow)
#include "test_silent_window.moc"
