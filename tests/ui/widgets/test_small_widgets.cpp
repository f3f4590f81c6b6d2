// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fold_line.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/notice_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/status_dot.h"
#include "ui/widgets/thin_progress.h"

#include <QAccessible>
#include <QAction>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <limits>

using namespace gesso::ui;

namespace {

void activate(QWidget& widget)
{
    widget.show();
    widget.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&widget));
}

const Notice kFailure{Notice::Kind::Error,     QStringLiteral("Out of memory"), QStringLiteral("Use a smaller size."),
                      QStringLiteral("Retry"), QStringLiteral("cuda:0 2 GiB"),  true};

} // namespace

class TestSmallWidgets final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void segmentsAreChosenByArrowsAndClicks()
    {
        Segments row;
        row.setAccessibleName(QStringLiteral("Variations"));
        row.setChoices({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("4")});
        row.resize(200, 28);
        activate(row);
        QSignalSpy chosen(&row, &Segments::chosen);
        QCOMPARE(row.currentIndex(), 0);
        const QList<QRadioButton*> buttons = row.findChildren<QRadioButton*>();
        buttons.at(0)->setFocus();
        QTest::keyClick(buttons.at(0), Qt::Key_Right);
        QCOMPARE(row.currentIndex(), 1);
        QTest::mouseClick(buttons.at(2), Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(row.currentIndex(), 2);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(chosen.last().at(0).toInt(), 2);
        QCOMPARE(QAccessible::queryAccessibleInterface(buttons.at(2))->role(), QAccessible::RadioButton);
    }

    void segmentsSetByTheProgramStaySilent()
    {
        Segments row;
        QCOMPARE(row.currentIndex(), -1);
        row.setChoices({QStringLiteral("1"), QStringLiteral("2")});
        QSignalSpy chosen(&row, &Segments::chosen);
        row.setCurrentIndex(1);
        QCOMPARE(row.currentIndex(), 1);
        row.setCurrentIndex(7);
        row.setCurrentIndex(-1);
        QCOMPARE(row.currentIndex(), 1);
        QCOMPARE(chosen.count(), 0);
        row.setChoices({QStringLiteral("3")});
        QCOMPARE(row.choices(), QStringList{QStringLiteral("3")});
        QCOMPARE(row.currentIndex(), 0);
    }

    void aFoldLineUnfoldsByKeyboard()
    {
        FoldLine line;
        auto* content = new QLabel(QStringLiteral("inside"));
        line.setText(QStringLiteral("DDIM"));
        line.setContent(content);
        activate(line);
        QSignalSpy toggled(&line, &FoldLine::toggled);
        QVERIFY(!content->isVisible());
        QTest::keyClick(line.focusProxy(), Qt::Key_Space);
        QVERIFY(content->isVisible());
        QTest::keyClick(line.focusProxy(), Qt::Key_Return);
        QVERIFY(!content->isVisible());
        QTest::keyClick(line.focusProxy(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!content->isVisible());
        line.setUnfolded(true);
        QVERIFY(content->isVisible());
        QCOMPARE(toggled.count(), 3);
        QCOMPARE(line.focusProxy()->accessibleName(), QStringLiteral("DDIM"));
    }

    void iconButtonsSayTheirNameAndShortcut()
    {
        IconButton button(QStringLiteral("settings"), QStringLiteral("Settings"));
        QCOMPARE(button.toolTip(), QStringLiteral("Settings"));
        button.setShownShortcut(QKeySequence(QStringLiteral("Ctrl+,")));
        QCOMPARE(button.toolTip(), QStringLiteral("Settings (Ctrl+,)"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Settings"));
    }

    void iconButtonsFollowTheirAction()
    {
        QAction action(QStringLiteral("&Lock"));
        action.setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
        action.setCheckable(true);
        IconButton button(QStringLiteral("x"), QStringLiteral("-"));
        button.setShownAction(&action);
        QCOMPARE(button.toolTip(), QStringLiteral("Lock (Ctrl+L)"));
        action.setText(QStringLiteral("Unlock"));
        action.setEnabled(false);
        QCOMPARE(button.accessibleName(), QStringLiteral("Unlock"));
        QCOMPARE(button.toolTip(), QStringLiteral("Unlock (Ctrl+L)"));
        QVERIFY(!button.isEnabled());
    }

    void noticesAreDismissedWithEscape()
    {
        NoticeCard card(kFailure);
        activate(card);
        QSignalSpy dismissed(&card, &NoticeCard::dismissed);
        QSignalSpy acted(&card, &NoticeCard::acted);
        auto* button = card.findChild<QPushButton*>();
        QTest::keyClick(button, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(acted.count(), 1);
        QTest::mouseClick(card.findChild<IconButton*>(), Qt::LeftButton);
        QCOMPARE(dismissed.count(), 2);
    }

    void noticesShowOnlyWhatTheyHave()
    {
        NoticeCard card(kFailure);
        activate(card);
        auto* button = card.findChild<QPushButton*>();
        QVERIFY(button->isVisible());
        QCOMPARE(card.accessibleName(), kFailure.title);
        Notice plain{Notice::Kind::Info, QStringLiteral("Taken up again"), {}, {}, {}, false};
        card.setNotice(plain);
        QVERIFY(!button->isVisible());
        QVERIFY(!card.findChild<FoldLine*>()->isVisible());
        QVERIFY(!card.findChild<IconButton*>()->isVisible());
        QSignalSpy dismissed(&card, &NoticeCard::dismissed);
        QTest::keyClick(&card, Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 0);
    }

    void noticesDoNotReadMarkup()
    {
        Notice notice = kFailure;
        notice.text = QStringLiteral("<b>bold</b><img src='x'>");
        NoticeCard card(notice);
        for (const QLabel* label : card.findChildren<QLabel*>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void progressStaysInRange()
    {
        ThinProgress line;
        line.setFraction(0.5);
        QCOMPARE(line.fraction(), 0.5);
        line.setFraction(7);
        QCOMPARE(line.fraction(), 1.0);
        line.setFraction(-1);
        QCOMPARE(line.fraction(), 0.0);
        line.setFraction(0.25);
        line.setFraction(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(line.fraction(), 0.25);
        line.setIndeterminate(true);
        QVERIFY(line.isIndeterminate());
        line.setFraction(0.75);
        QVERIFY(!line.isIndeterminate());
        QCOMPARE(line.fraction(), 0.75);
    }

    void progressIsDrawnUpToItsFraction()
    {
        ThinProgress line;
        line.resize(100, 3);
        line.setFraction(0.5);
        const QImage image = line.grab().toImage();
        QCOMPARE(image.pixelColor(25, 1), colors().accent);
        QCOMPARE(image.pixelColor(75, 1), colors().surface3);
    }

    void aNewFractionIsPaintedWithTheNextFrame()
    {
        class Painted final : public QObject {
        public:
            int times = 0;
            bool eventFilter(QObject*, QEvent* event) override
            {
                times += event->type() == QEvent::Paint ? 1 : 0;
                return false;
            }
        } painted;
        ThinProgress line;
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        line.installEventFilter(&painted);
        line.setFraction(0.5);
        QCOMPARE(painted.times, 0);
        QTRY_COMPARE(painted.times, 1);
    }

    void theDotHasTheColorOfItsState()
    {
        StatusDot dot;
        dot.setState(StatusDot::State::Ok);
        QCOMPARE(dot.grab().toImage().pixelColor(4, 4), colors().ok);
        dot.setState(StatusDot::State::Error);
        QCOMPARE(dot.grab().toImage().pixelColor(4, 4), colors().danger);
    }

    void aLongNameDoesNotWidenItsPanel()
    {
        QWidget panel;
        QVBoxLayout layout(&panel);
        auto* label = new ElidedLabel(QString(1000, QLatin1Char('m')));
        layout.addWidget(label);
        panel.resize(200, 40);
        activate(panel);
        QCOMPARE(panel.width(), 200);
        QVERIFY(label->isElided());
        label->setText(QStringLiteral("short"));
        QVERIFY(!label->isElided());
        QCOMPARE(QAccessible::queryAccessibleInterface(label)->text(QAccessible::Name), QStringLiteral("short"));
    }
};

QTEST_MAIN(TestSmallWidgets)
#include "test_small_widgets.moc"
