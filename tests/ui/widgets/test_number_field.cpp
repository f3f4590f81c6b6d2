// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/number_field.h"

#include <QAccessible>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <limits>

using namespace gesso::ui;

namespace {

constexpr NumberRange kSteps{1, 150, 1, 25, 0};
constexpr NumberRange kStrength{0, 1, 0.05, 0.75, 2};

void wheel(QWidget& widget, int eighths, Qt::KeyboardModifiers modifiers)
{
    QWheelEvent event(QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, eighths), Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

} // namespace

class TestNumberField final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_field = std::make_unique<NumberField>();
        m_field->setAccessibleName(QStringLiteral("Steps"));
        m_field->setRange(kSteps);
        m_field->setValue(25);
        m_field->resize(150, 28);
        m_field->show();
        m_field->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_field.get()));
        m_field->setFocus();
    }

    void cleanup() { m_field.reset(); }

    void keepsValuesInRangeAndOnTheGrid_data()
    {
        QTest::addColumn<double>("given");
        QTest::addColumn<double>("kept");
        QTest::newRow("inside") << 30.0 << 30.0;
        QTest::newRow("between steps") << 30.4 << 30.0;
        QTest::newRow("below") << -7.0 << 1.0;
        QTest::newRow("above") << 1e30 << 150.0;
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << 150.0;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 25.0;
    }

    void keepsValuesInRangeAndOnTheGrid()
    {
        QFETCH(double, given);
        QFETCH(double, kept);
        m_field->setValue(given);
        QCOMPARE(m_field->value(), kept);
    }

    void stepsDoNotDrift()
    {
        m_field->setRange(kStrength);
        m_field->setValue(0);
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(m_field.get(), Qt::Key_Up);
        }
        QVERIFY(m_field->value() == 0.3);
    }

    void typesANumber()
    {
        QSignalSpy changed(m_field.get(), &NumberField::valueChanged);
        QSignalSpy finished(m_field.get(), &NumberField::editingFinished);
        QTest::keyClicks(m_field.get(), QStringLiteral("4"));
        QVERIFY(m_field->isTyping());
        QTest::keyClicks(edit(), QStringLiteral("0"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(!m_field->isTyping());
        QCOMPARE(m_field->value(), 40.0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(finished.count(), 1);
        QVERIFY(m_field->hasFocus());
    }

    void refusesBadTextAndKeepsTheOldValue_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"nan", "inf", "1e999", "abc", "", "12 34 x"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }

    void refusesBadTextAndKeepsTheOldValue()
    {
        QFETCH(QString, text);
        QSignalSpy changed(m_field.get(), &NumberField::valueChanged);
        m_field->startTyping();
        edit()->setText(text);
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_field->value(), 25.0);
        QCOMPARE(changed.count(), 0);
        QVERIFY(!m_field->isTyping());
    }

    void typedOutOfRangeBecomesTheBound()
    {
        m_field->startTyping();
        edit()->setText(QStringLiteral("9999"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_field->value(), 150.0);
    }

    void escapeTakesTheTypingBack()
    {
        m_field->startTyping();
        edit()->setText(QStringLiteral("99"));
        QTest::keyClick(edit(), Qt::Key_Escape);
        QCOMPARE(m_field->value(), 25.0);
        QVERIFY(!m_field->isTyping());
    }

    void leavingTheFieldKeepsWhatWasTyped()
    {
        m_field->startTyping();
        edit()->setText(QStringLiteral("60"));
        edit()->clearFocus();
        QTRY_COMPARE(m_field->value(), 60.0);
        QVERIFY(!m_field->isTyping());
    }

    void keysStepAndJump()
    {
        QTest::keyClick(m_field.get(), Qt::Key_Up);
        QCOMPARE(m_field->value(), 26.0);
        QTest::keyClick(m_field.get(), Qt::Key_Left);
        QCOMPARE(m_field->value(), 25.0);
        QTest::keyClick(m_field.get(), Qt::Key_PageUp);
        QCOMPARE(m_field->value(), 35.0);
        QTest::keyClick(m_field.get(), Qt::Key_Home);
        QCOMPARE(m_field->value(), 1.0);
        QTest::keyClick(m_field.get(), Qt::Key_End);
        QCOMPARE(m_field->value(), 150.0);
        QTest::keyClick(m_field.get(), Qt::Key_Delete);
        QCOMPARE(m_field->value(), 25.0);
    }

    void controlReturnIsLeftToTheWindow()
    {
        QTest::keyClick(m_field.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!m_field->isTyping());
    }

    void dragChanges()
    {
        QSignalSpy finished(m_field.get(), &NumberField::editingFinished);
        QTest::mousePress(m_field.get(), Qt::LeftButton, {}, QPoint(20, 14));
        QTest::mouseMove(m_field.get(), QPoint(70, 14));
        QTest::mouseMove(m_field.get(), QPoint(120, 14));
        QTest::mouseRelease(m_field.get(), Qt::LeftButton, {}, QPoint(120, 14));
        QVERIFY(m_field->value() > 60);
        QCOMPARE(finished.count(), 1);
        QVERIFY(!m_field->isTyping());
    }

    void aDragWithShiftIsTenTimesFiner()
    {
        const auto dragBy = [this](Qt::KeyboardModifiers modifiers) {
            m_field->setValue(25);
            QTest::mousePress(m_field.get(), Qt::LeftButton, modifiers, QPoint(20, 14));
            for (const int x : {30, 90}) {
                QMouseEvent move(QEvent::MouseMove, QPointF(x, 14), m_field->mapToGlobal(QPointF(x, 14)), Qt::NoButton,
                                 Qt::LeftButton, modifiers);
                QCoreApplication::sendEvent(m_field.get(), &move);
            }
            QTest::mouseRelease(m_field.get(), Qt::LeftButton, modifiers, QPoint(90, 14));
            return m_field->value() - 25;
        };
        const double coarse = dragBy(Qt::NoModifier);
        const double fine = dragBy(Qt::ShiftModifier);
        QVERIFY(fine > 0);
        QVERIFY(fine < coarse / 5);
    }

    void aClickOpensTheTextField()
    {
        QTest::mouseClick(m_field.get(), Qt::LeftButton, {}, QPoint(20, 14));
        QVERIFY(m_field->isTyping());
        QCOMPARE(edit()->selectedText(), QStringLiteral("25"));
    }

    void doubleClickResets()
    {
        m_field->setValue(80);
        QTest::mouseClick(m_field.get(), Qt::LeftButton, {}, QPoint(20, 14));
        QVERIFY(m_field->isTyping());
        QTest::mouseDClick(edit(), Qt::LeftButton, {}, QPoint(20, 14));
        QVERIFY(!m_field->isTyping());
        QCOMPARE(m_field->value(), 25.0);
    }

    void wheelNeedsControl()
    {
        wheel(*m_field, 120, Qt::NoModifier);
        QCOMPARE(m_field->value(), 25.0);
        wheel(*m_field, 240, Qt::ControlModifier);
        QCOMPARE(m_field->value(), 27.0);
        wheel(*m_field, -60, Qt::ControlModifier);
        QCOMPARE(m_field->value(), 27.0);
        wheel(*m_field, -60, Qt::ControlModifier);
        QCOMPARE(m_field->value(), 26.0);
    }

    void aDisabledFieldDoesNotOpen()
    {
        m_field->setEnabled(false);
        m_field->startTyping();
        QVERIFY(!m_field->isTyping());
    }

    void saysItsValueInItsOwnWords()
    {
        m_field->setRange(kStrength);
        m_field->setValue(0.65);
        m_field->setValueText([](double v) { return QStringLiteral("%1 reshapes").arg(v, 0, 'f', 2); });
        QCOMPARE(m_field->text(), QStringLiteral("0.65 reshapes"));
        m_field->setValueText({});
        m_field->setSuffix(QStringLiteral(" px"));
        QCOMPARE(m_field->text(), QStringLiteral("0.65 px"));
    }

    void screenReadersSeeASlider()
    {
        QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(m_field.get());
        QVERIFY(seen != nullptr);
        QCOMPARE(seen->role(), QAccessible::Slider);
        QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("Steps"));
        QCOMPARE(seen->text(QAccessible::Value), QStringLiteral("25"));
        QAccessibleValueInterface* value = seen->valueInterface();
        QVERIFY(value != nullptr);
        QCOMPARE(value->maximumValue().toDouble(), 150.0);
        value->setCurrentValue(33);
        QCOMPARE(m_field->value(), 33.0);
    }

    void isSharpAtTwiceTheSize()
    {
        QImage image(300, 56, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(2);
        image.fill(Qt::transparent);
        m_field->render(&image, QPoint(), QRegion(), QWidget::DrawChildren);
        QCOMPARE(image.pixelColor(40, 28), colors().surface3); // filled up to the value: 24 of 149
        QCOMPARE(image.pixelColor(200, 4), colors().surface2);
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    }

private:
    QLineEdit* edit() const { return m_field->findChild<QLineEdit*>(); }

    std::unique_ptr<NumberField> m_field;
};

QTEST_MAIN(TestNumberField)
#include "test_number_field.moc"
