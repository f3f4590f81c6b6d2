// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace gesso::ui;

namespace {

QColor middleOf(QWidget& widget, QPoint offset = {})
{
    const QImage image = widget.grab().toImage();
    return image.pixelColor(image.rect().center() + offset);
}

} // namespace

class TestStyle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(SchemeChoice::Dark); }
    void cleanupTestCase() { m_theme.reset(); }
    void cleanup() { m_theme->setChoice(SchemeChoice::Dark); }

    void controlsHaveTheHeightsOfTheTokens()
    {
        QPushButton plain(QStringLiteral("Keep")), primary(QStringLiteral("Generate")), dense(QStringLiteral("Keep"));
        primary.setProperty("role", "primary");
        dense.setProperty("dense", true);
        QCOMPARE(plain.sizeHint().height(), Space::kControl);
        QCOMPARE(primary.sizeHint().height(), Space::kPrimaryControl);
        QCOMPARE(dense.sizeHint().height(), Space::kDenseControl);
        QCOMPARE(QLineEdit().sizeHint().height(), Space::kControl);
        QComboBox combo;
        combo.setProperty("dense", true);
        QCOMPARE(combo.sizeHint().height(), Space::kDenseControl);
        QToolButton tool;
        tool.setIcon(icon(QStringLiteral("settings")));
        QCOMPARE(tool.sizeHint(), QSize(Space::kControl, Space::kControl));
    }

    void buttonsAreFilledByRole()
    {
        QPushButton button;
        button.resize(100, 36);
        QCOMPARE(middleOf(button), colors().surface2);
        button.setProperty("role", "primary");
        QCOMPARE(middleOf(button), colors().accent);
        button.setProperty("role", "quiet");
        QCOMPARE(middleOf(button), colors().surface0);
        m_theme->setChoice(SchemeChoice::Light);
        button.setProperty("role", "primary");
        QCOMPARE(middleOf(button), colorsOf(Scheme::Light).accent);
        button.setEnabled(false);
        QCOMPARE(middleOf(button), colorsOf(Scheme::Light).surface3);
    }

    void iconAndTextOfAToolButtonStandInItsMiddle()
    {
        QToolButton button;
        QPixmap square(20, 20);
        square.fill(Qt::red);
        button.setIcon(square);
        button.setText(QStringLiteral("Keep"));
        button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button.resize(200, 32);
        const QImage grabbed = button.grab().toImage();
        const QRgb ground = grabbed.pixel(100, 3);
        int first = -1, last = -1;
        for (int x = 6; x < grabbed.width() - 6; ++x) {
            for (int y = 6; y < grabbed.height() - 6; ++y) {
                if (grabbed.pixel(x, y) != ground) {
                    first = first < 0 ? x : first;
                    last = x;
                }
            }
        }
        QVERIFY(first > 20);
        QVERIFY2(std::abs(first - (grabbed.width() - 1 - last)) <= 4,
                 qPrintable(QStringLiteral("%1 %2").arg(first).arg(grabbed.width() - 1 - last)));
    }

    void aToolButtonHasRoomForItsText()
    {
        QToolButton button;
        QPixmap square(20, 20);
        square.fill(Qt::red);
        button.setIcon(square);
        button.setIconSize(square.size());
        button.setText(QStringLiteral("Keep"));
        button.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button.adjustSize();
        const QImage natural = button.grab().toImage();
        button.resize(button.width() + 40, button.height());
        const QImage roomy = button.grab().toImage(); // 20 px more at each side
        QCOMPARE(roomy.copy(20, 0, natural.width(), natural.height()).copy(8, 6, natural.width() - 16, 20),
                 natural.copy(8, 6, natural.width() - 16, 20));
    }

    void aMenusCornersAreCutAway()
    {
        QMenu menu;
        menu.addAction(QStringLiteral("Copy"));
        menu.popup({10, 10});
        QVERIFY(QTest::qWaitForWindowExposed(&menu));
        QVERIFY(!menu.mask().isEmpty());
        QVERIFY(!menu.mask().contains(QPoint(0, 0)));
        QVERIFY(menu.mask().contains(menu.rect().center()));
        menu.close();
    }

    void cardsAreRound()
    {
        QFrame frame;
        frame.setProperty("role", "card");
        frame.resize(60, 60);
        const QImage image = frame.grab().toImage();
        QCOMPARE(image.pixelColor(30, 30), colors().surface1);
        QCOMPARE(image.pixelColor(0, 0), colors().surface0);
    }

    void labelRolesSetSizeAndColor()
    {
        QLabel label;
        label.setProperty("role", "title");
        label.ensurePolished();
        QCOMPARE(label.font().pixelSize(), TypeSize::kTitle);
        label.setProperty("role", "error");
        QCOMPARE(label.palette().color(QPalette::WindowText), colors().danger);
    }

    void theRingIsForTheKeyboard()
    {
        QWidget window;
        QVBoxLayout layout(&window);
        QPushButton first, second;
        layout.addWidget(&first);
        layout.addWidget(&second);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(&second, Qt::LeftButton);
        QVERIFY(second.hasFocus());
        QVERIFY(!showsFocusRing(second));
        QTest::keyClick(&window, Qt::Key_Tab);
        QTRY_VERIFY(first.hasFocus());
        QVERIFY(showsFocusRing(first));
        const QImage image = first.grab().toImage();
        QCOMPARE(image.pixelColor(image.width() / 2, 0), colors().accent);
    }

    void textFieldsShowTheirFocusAlways()
    {
        QLineEdit edit;
        edit.resize(120, 32);
        edit.show();
        edit.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&edit));
        edit.setFocus();
        QTRY_VERIFY(edit.hasFocus());
        QCOMPARE(edit.grab().toImage().pixelColor(60, 0), colors().accent);
    }

    void aScrollBarHasNoButtons()
    {
        QScrollBar bar(Qt::Vertical);
        bar.setRange(0, 100);
        bar.setPageStep(100);
        bar.resize(10, 200);
        bar.show();
        QTest::mousePress(&bar, Qt::LeftButton, {}, QPoint(5, 4));
        QTest::mouseMove(&bar, QPoint(5, 104));
        QTest::mouseRelease(&bar, Qt::LeftButton, {}, QPoint(5, 104));
        QCOMPARE(bar.value(), 100);
    }

    void aTickedBoxIsAccent()
    {
        QCheckBox box;
        box.setChecked(true);
        box.resize(16, 16);
        QCOMPARE(box.grab().toImage().pixelColor(8, 2), colors().accent);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestStyle)
#include "test_style.moc"
