// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/commands/command_list.h"
#include "ui/commands/command_palette.h"

#include <QAction>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace gesso::ui;

class TestCommandPalette final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        auto* layout = new QVBoxLayout(m_window.get());
        m_field = new QLineEdit;
        layout->addWidget(m_field);
        m_registry = std::make_unique<CommandRegistry>();
        m_copy = add("canvas.copy", "&Copy picture", "Ctrl+C");
        m_fit = add("canvas.fit", "Zoom to fit", "Ctrl+0");
        m_pause = add("queue.pause", "Pause", "");
        m_palette = new CommandPalette(*m_registry, m_window.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_field->setFocus();
    }

    void cleanup()
    {
        m_window.reset();
        m_registry.reset();
    }

    void tooltipsShowNameAndShortcut()
    {
        QCOMPARE(m_copy->toolTip(), QStringLiteral("Copy picture (Ctrl+C)"));
        m_copy->setShortcut(QKeySequence(QStringLiteral("Ctrl+D")));
        QCOMPARE(m_copy->toolTip(), QStringLiteral("Copy picture (Ctrl+D)"));
        QCOMPARE(m_pause->toolTip(), QStringLiteral("Pause"));
    }

    void commandsAreFoundById()
    {
        QCOMPARE(m_registry->find(QStringLiteral("canvas.fit")), m_fit);
        QVERIFY(m_registry->find(QStringLiteral("no.such")) == nullptr);
        QAction other(QStringLiteral("Other"));
        m_registry->add(QStringLiteral("canvas.fit"), QStringLiteral("Canvas"), &other);
        QCOMPARE(m_registry->find(QStringLiteral("canvas.fit")), &other);
        QCOMPARE(m_registry->commands().size(), std::size_t(3));
    }

    void typingAndReturnRunACommand()
    {
        QSignalSpy ran(m_fit, &QAction::triggered);
        m_palette->open();
        QTRY_VERIFY(search()->hasFocus());
        QTest::keyClicks(search(), QStringLiteral("fit"));
        QCOMPARE(list()->model()->rowCount(), 1);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(ran.count(), 1);
        QVERIFY(!m_palette->isOpen());
        QTRY_VERIFY(m_field->hasFocus());
    }

    void whatTheSourceHasIsFoundByItsName()
    {
        int ran = 0;
        m_registry->setSource([&ran](QObject& owner) {
            auto* action = new QAction(QStringLiteral("Lakes"), &owner);
            connect(action, &QAction::triggered, action, [&ran] { ++ran; });
            return std::vector<Command>{{{}, QStringLiteral("Model"), action, QStringLiteral("checkpoint")}};
        });
        m_palette->open();
        QCOMPARE(list()->model()->rowCount(), 3); // the commands alone
        QTest::keyClicks(search(), QStringLiteral("checkp"));
        QCOMPARE(list()->model()->rowCount(), 1);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(ran, 1);
        m_palette->open(); // the former actions are gone
        QTest::keyClicks(search(), QStringLiteral("lakes"));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(ran, 2);
    }

    void arrowsGoRound()
    {
        QSignalSpy ran(m_pause, &QAction::triggered);
        m_palette->open();
        QCOMPARE(list()->currentIndex().row(), 0);
        QTest::keyClick(search(), Qt::Key_Up);
        QCOMPARE(list()->currentIndex().row(), 2);
        QTest::keyClick(search(), Qt::Key_Down);
        QCOMPARE(list()->currentIndex().row(), 0);
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Down);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(ran.count(), 1);
    }

    void escapeClosesAndGivesTheFocusBack()
    {
        m_palette->toggle();
        QVERIFY(m_palette->isOpen());
        QTest::keyClick(search(), Qt::Key_Escape);
        QVERIFY(!m_palette->isOpen());
        QTRY_VERIFY(m_field->hasFocus());
    }

    void goingElsewhereCloses()
    {
        m_palette->open();
        QTRY_VERIFY(search()->hasFocus());
        m_field->setFocus();
        QTRY_VERIFY(!m_palette->isOpen());
        QVERIFY(m_field->hasFocus());
    }

    void aClickRuns()
    {
        QSignalSpy ran(m_copy, &QAction::triggered);
        m_palette->open();
        const QRect place = list()->visualRect(list()->model()->index(0, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(ran.count(), 1);
    }

    void whatCannotRunIsLastAndDoesNothing()
    {
        m_copy->setEnabled(false);
        QSignalSpy ran(m_copy, &QAction::triggered);
        m_palette->open();
        const QModelIndex last = list()->model()->index(2, 0);
        QCOMPARE(last.data().toString(), QStringLiteral("Copy picture"));
        list()->setCurrentIndex(last);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(ran.count(), 0);
    }

    void nothingFoundIsSaid()
    {
        m_palette->open();
        QTest::keyClicks(search(), QStringLiteral("qqqq"));
        QVERIFY(!list()->isVisible());
        QTest::keyClick(search(), Qt::Key_Return);
        QVERIFY(m_palette->isOpen());
    }

    void aDeletedActionLeavesTheList()
    {
        m_palette->open();
        delete m_fit;
        QCOMPARE(list()->model()->rowCount(), 2);
        QCOMPARE(m_registry->commands().size(), std::size_t(2));
    }

    void staysWithinASmallWindow()
    {
        m_window->resize(320, 240);
        m_palette->open();
        QVERIFY(m_window->rect().contains(m_palette->geometry()));
        m_window->resize(500, 400);
        QTRY_COMPARE(m_palette->geometry().center().x(), m_window->rect().center().x());
    }

private:
    QAction* add(const char* id, const char* text, const char* shortcut)
    {
        auto* action = new QAction(QString::fromLatin1(text), m_window.get());
        action->setShortcut(QKeySequence(QString::fromLatin1(shortcut)));
        m_registry->add(QString::fromLatin1(id), QStringLiteral("Group"), action);
        return action;
    }
    QLineEdit* search() const { return m_palette->findChild<QLineEdit*>(); }
    QListView* list() const { return m_palette->findChild<QListView*>(); }

    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<CommandRegistry> m_registry;
    QLineEdit* m_field = nullptr;
    QAction *m_copy = nullptr, *m_fit = nullptr, *m_pause = nullptr;
    CommandPalette* m_palette = nullptr;
};

QTEST_MAIN(TestCommandPalette)
#include "test_command_palette.moc"
