// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window_stage.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands/command_registry.h"

#include <QAccessible>
#include <QAction>
#include <QHash>
#include <QSet>
#include <QShortcut>

using namespace gesso;
using namespace gesso::ui;

namespace {

constexpr int kMostTabs = 300; ///< more than the window has controls, so that a trap ends the test

bool takesFocus(const QWidget& widget)
{
    return widget.isVisible() && widget.isEnabled() && widget.focusProxy() == nullptr &&
           widget.focusPolicy() != Qt::NoFocus;
}

/// Parts of a compound control have their owner's name.
bool isPart(const QWidget& widget)
{
    return widget.objectName().startsWith(QStringLiteral("qt_")) ||
           (widget.parentWidget() != nullptr && widget.parentWidget()->focusProxy() == &widget);
}

/// Whether hovering shows something: a widget without a tooltip of its own shows that of the control it is part of. The
/// canvas and the strip are what the user looks at, and stay uncovered.
bool tells(const QWidget& widget)
{
    const bool isView = qobject_cast<const CanvasView*>(&widget) != nullptr ||
                        qobject_cast<const QAbstractItemView*>(&widget) != nullptr;
    const bool isChoice = qobject_cast<const QRadioButton*>(&widget) != nullptr;
    return isView || !widget.toolTip().isEmpty() || (isChoice && !widget.parentWidget()->toolTip().isEmpty());
}

QString described(const QWidget& widget)
{
    QString chain;
    for (const QWidget* each = &widget; each != nullptr; each = each->parentWidget()) {
        chain +=
            QString::fromLatin1(each->metaObject()->className()) + u'(' + each->accessibleName() + QStringLiteral(") ");
    }
    return chain;
}

QList<QWidget*> controls(const QWidget& window)
{
    QList<QWidget*> found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (takesFocus(*widget) && !isPart(*widget) && widget->window() == &window) {
            found << widget;
        }
    }
    return found;
}

/// Everything that Tab (or Shift+Tab) comes to, from where the focus is, until it comes round or nowhere new.
QSet<const QWidget*> walk(const WindowStage& stage, bool back)
{
    QSet<const QWidget*> seen;
    for (int i = 0; i < kMostTabs; ++i) {
        const QWidget* focus = QApplication::focusWidget();
        if (focus != nullptr) {
            seen.insert(focus);
        }
        back ? stage.press(Qt::Key_Backtab, Qt::ShiftModifier) : stage.press(Qt::Key_Tab);
    }
    return seen;
}

bool reached(const QWidget* control, const QSet<const QWidget*>& seen)
{
    const QWidget* proxied = control->focusProxy() != nullptr ? control->focusProxy() : control;
    return seen.contains(proxied);
}

} // namespace

/// The whole window without a mouse and without eyes: every control has a name and is reached by keys.
class TestAccess final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<WindowStage>();
        m_stage->window->resize(1440, 900);
        m_stage->makePicture();
    }
    void cleanup() { m_stage.reset(); }

    void everyControlHasANameAndATooltip_data() { pages(); }
    void everyControlHasANameAndATooltip()
    {
        QFETCH(QString, page);
        open(page);
        const QList<QWidget*> all = controls(*m_stage->window);
        QVERIFY(all.size() > 8);
        for (QWidget* control : all) {
            const QAccessibleInterface* voice = QAccessible::queryAccessibleInterface(control);
            QVERIFY2(voice != nullptr && !voice->text(QAccessible::Name).trimmed().isEmpty(),
                     qPrintable(described(*control)));
            QVERIFY2(tells(*control), qPrintable(described(*control)));
        }
    }

    void tabReachesEveryControlAndComesBack_data() { pages(); }
    void tabReachesEveryControlAndComesBack()
    {
        QFETCH(QString, page);
        open(page);
        for (const bool back : {false, true}) {
            const QSet<const QWidget*> seen = walk(*m_stage, back);
            for (const QWidget* control : controls(*m_stage->window)) {
                if ((control->focusPolicy() & Qt::TabFocus) == 0) {
                    continue;
                }
                const auto* button = qobject_cast<const QAbstractButton*>(control);
                const bool arrowed = button != nullptr && button->autoExclusive() && !button->isChecked();
                QVERIFY2(arrowed || reached(control, seen), qPrintable(described(*control)));
            }
        }
    }

    void everyControlThatAMouseReachesIsReachedByKeys_data() { pages(); }
    void everyControlThatAMouseReachesIsReachedByKeys()
    {
        QFETCH(QString, page);
        open(page);
        for (const QWidget* button : m_stage->window->findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->isEnabled() && !isPart(*button)) {
                const auto* tool = qobject_cast<const QToolButton*>(button);
                const bool hasCommand = tool != nullptr && tool->defaultAction() != nullptr;
                QVERIFY2((button->focusPolicy() & Qt::TabFocus) != 0 || hasCommand, qPrintable(described(*button)));
            }
        }
    }

    void noTwoCommandsShareAKey()
    {
        QHash<QKeySequence, QString> owner;
        int keys = 0;
        const auto take = [&](const QKeySequence& key, const QString& who) {
            if (key.isEmpty()) {
                return;
            }
            ++keys;
            QVERIFY2(!owner.contains(key),
                     qPrintable(key.toString() + QStringLiteral(": ") + owner.value(key) + u'/' + who));
            owner.insert(key, who);
        };
        for (const QAction* action : m_stage->window->findChildren<QAction*>()) {
            if (action->shortcutContext() == Qt::WindowShortcut ||
                action->shortcutContext() == Qt::ApplicationShortcut) {
                for (const QKeySequence& key : action->shortcuts()) {
                    take(key, action->text());
                }
            }
        }
        for (const QShortcut* shortcut : m_stage->window->findChildren<QShortcut*>()) {
            if (shortcut->context() == Qt::WindowShortcut || shortcut->context() == Qt::ApplicationShortcut) {
                take(shortcut->key(), shortcut->parent()->metaObject()->className());
            }
        }
        QVERIFY(keys > 15);
    }

    void everyCommandSaysWhatItDoes()
    {
        for (const Command& command : m_stage->window->commands().commands()) {
            QVERIFY2(!command.action->text().trimmed().isEmpty(), qPrintable(command.id));
            QVERIFY2(!command.category.isEmpty(), qPrintable(command.id));
        }
    }

    void theMenuHasEveryCommand()
    {
        QToolButton* mark = nullptr;
        for (QToolButton* button : m_stage->window->findChildren<QToolButton*>()) {
            mark = button->accessibleName() == QStringLiteral("Menu") ? button : mark;
        }
        QVERIFY(mark != nullptr && (mark->focusPolicy() & Qt::TabFocus));
        QTest::mouseClick(mark, Qt::LeftButton);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        QSet<const QAction*> shown;
        for (const QAction* part : menu->actions()) {
            QVERIFY(part->menu() != nullptr);
            for (const QAction* action : part->menu()->actions()) {
                shown.insert(action);
            }
        }
        for (const Command& command : m_stage->window->commands().commands()) {
            QVERIFY2(shown.contains(command.action), qPrintable(command.id));
        }
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(QApplication::activePopupWidget() == nullptr);
    }

    void whatCannotBeDoneIsOff()
    {
        const WindowStage stage;
        const CommandRegistry& commands = stage.window->commands();
        const auto isOn = [&commands](const char* id) { return commands.find(QString::fromLatin1(id))->isEnabled(); };
        for (const char* id : {"picture.keep", "picture.discard", "picture.next", "queue.cancel", "queue.clear"}) {
            QVERIFY2(!isOn(id), id);
        }
        QVERIFY(isOn("generate"));
        stage.makePicture();
        for (const char* id : {"picture.keep", "picture.discard", "picture.next"}) {
            QVERIFY2(isOn(id), id);
        }
        QVERIFY(!isOn("picture.retry"));
        stage.studio->queue().setPaused(true);
        stage.generate();
        QVERIFY(isOn("queue.cancel") && isOn("queue.clear"));
    }

private:
    static void pages()
    {
        QTest::addColumn<QString>("page");
        QTest::newRow("canvas") << QStringLiteral("canvas");
        QTest::newRow("queue") << QStringLiteral("queue");
    }
    void open(const QString& page) const
    {
        m_stage->press(page == QStringLiteral("queue") ? Qt::Key_2 : Qt::Key_1, Qt::AltModifier);
        m_stage->window->promptPanel().focusPrompt();
    }

    std::unique_ptr<WindowStage> m_stage;
};

QTEST_MAIN(TestAccess)
#include "test_access.moc"
