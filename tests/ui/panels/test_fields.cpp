// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "tests/support/user.h"
#include "ui/panels/count_field.h"
#include "ui/panels/seed_field.h"
#include "ui/panels/size_field.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/segments.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace gesso;
using namespace gesso::ui;

namespace {

constexpr std::uint64_t kMostSeed = std::numeric_limits<std::uint64_t>::max();

IconButton* buttonNamed(const QWidget& parent, const QString& name)
{
    for (IconButton* button : parent.findChildren<IconButton*>()) {
        if (button->accessibleName() == name) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

/// The fields of the parameters: size, count and seed.
class TestFields final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsAreWrittenInGroups()
    {
        const QChar thin(0x2009);
        QCOMPARE(seedText(0), QStringLiteral("0"));
        QCOMPARE(seedText(999), QStringLiteral("999"));
        QCOMPARE(seedText(2847190553), QStringLiteral("2 847 190 553").replace(u' ', thin));
        QCOMPARE(seedFromText(seedText(kMostSeed)), std::optional(kMostSeed));
        QCOMPARE(seedFromText(QStringLiteral(" 1 2 ")), std::optional<std::uint64_t>(12));
        QVERIFY(!seedFromText(QStringLiteral("18446744073709551616")));
        QVERIFY(!seedFromText(QStringLiteral("-1")));
        QVERIFY(!seedFromText(QStringLiteral("0x1")));
        QVERIFY(!seedFromText({}));
    }

    void typingASeedLocksIt()
    {
        SeedField field;
        field.show();
        QSignalSpy chosen(&field, &SeedField::seedChosen);
        QVERIFY(field.isRandom());
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("12345x-"));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), std::uint64_t{12345});
        QVERIFY(!field.isRandom());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(field.text(), seedText(12345));
    }

    void aSeedThatIsTooLargeCannotBeTyped()
    {
        SeedField field;
        field.show();
        field.selectAll();
        QTest::keyClicks(&field, QStringLiteral("184467440737095516159"));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.value(), kMostSeed);
    }

    void anEmptySeedIsTakenBack()
    {
        SeedField field;
        field.setValue(7);
        field.show();
        QVERIFY(QTest::qWaitForWindowActive(&field));
        field.setFocus();
        QTRY_VERIFY(field.hasFocus());
        field.clear();
        field.clearFocus();
        QTRY_COMPARE(field.text(), QStringLiteral("7"));
        QCOMPARE(field.value(), std::uint64_t{7});
    }

    void diceLockAndReuse()
    {
        SeedField field;
        field.show();
        IconButton* dice = buttonNamed(field, QStringLiteral("New seed each time"));
        IconButton* lock = buttonNamed(field, QStringLiteral("Keep this seed"));
        IconButton* reuse = buttonNamed(field, QStringLiteral("Use the last seed again"));
        QVERIFY(dice && lock && reuse);
        QVERIFY(dice->isChecked() && !lock->isChecked() && !reuse->isEnabled());
        lock->click();
        QVERIFY(!field.isRandom() && !dice->isChecked() && lock->isChecked());
        dice->click();
        QVERIFY(field.isRandom() && dice->isChecked() && !lock->isChecked());
        dice->click();
        QVERIFY(!field.isRandom());
        field.setRandom(true);
        field.setLast(99);
        QVERIFY(reuse->isEnabled());
        reuse->click();
        QCOMPARE(field.value(), std::uint64_t{99});
        QVERIFY(!field.isRandom());
    }

    void swapsTheSides()
    {
        SizeField field;
        field.setValue({768, 512});
        QSignalSpy chosen(&field, &SizeField::sizeChosen);
        buttonNamed(field, QStringLiteral("Swap width and height"))->click();
        QCOMPARE(field.value(), QSize(512, 768));
        QCOMPARE(chosen.count(), 1);
    }

    void presetsSetTheSize()
    {
        SizeField field;
        field.setNative({512, 512});
        QSignalSpy chosen(&field, &SizeField::sizeChosen);
        for (QPushButton* button : field.findChildren<QPushButton*>()) {
            if (button->accessibleName().startsWith(QStringLiteral("16:9"))) {
                button->click();
            }
        }
        QCOMPARE(chosen.count(), 1);
        QVERIFY(field.value().width() > field.value().height());
    }

    void onlySizesThatCanBeMadeCanBeTyped()
    {
        SizeField field;
        const QList<NumberField*> sides = field.findChildren<NumberField*>();
        QCOMPARE(sides.size(), 2);
        for (const double typed : {1., 13., 999999., 8192., 16384., 77.}) {
            for (NumberField* side : sides) {
                side->setValue(typed);
                GenerationRequest request;
                request.width = field.value().width();
                request.height = field.value().height();
                QVERIFY2(validate(request), qPrintable(QStringLiteral("%1x%2").arg(request.width).arg(request.height)));
            }
        }
    }

    void tabGoesFromOneSideToTheOther()
    {
        SizeField field;
        field.show();
        field.setNative({512, 512});
        click(field.focusWidget() != nullptr ? field.focusWidget() : field.findChild<QPushButton*>());
        const QList<NumberField*> sides = field.findChildren<NumberField*>();
        QTRY_VERIFY(sides[0]->isVisible());
        QTest::mouseClick(sides[0], Qt::LeftButton); // opens its text
        QTRY_VERIFY(sides[0]->isTyping());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("640"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(field.value().width(), 640);
        QVERIFY(sides[1]->hasFocus());
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("3"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("84"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(field.value(), QSize(640, 384));
    }

    void theShapeInUseIsMarkedAndEachHasItsUprightOneBeside()
    {
        SizeField field;
        field.setNative({512, 512});
        for (const bool panorama : {false, true}) {
            field.setPanorama(panorama);
            int pairs = 0;
            for (QPushButton* lying : shapesOf(field)) {
                const QStringList ratio = lying->accessibleName().section(u',', 0, 0).split(u':');
                if (ratio[0].toInt() <= ratio[1].toInt()) {
                    continue;
                }
                QPushButton* upright = shapeNamed(field, ratio[1] + u':' + ratio[0]);
                QVERIFY2(upright != nullptr, qPrintable(lying->accessibleName()));
                field.findChild<QPushButton*>()->click(); // the layout is done when it is shown
                QCOMPARE(upright->y(), lying->y());
                ++pairs;
            }
            QVERIFY(pairs >= 4);
        }
        field.setPanorama(false);
        field.setValue({512, 512});
        QVERIFY(shapeNamed(field, QStringLiteral("1:1"))->isChecked());
        shapeNamed(field, QStringLiteral("3:2"))->click();
        QVERIFY(shapeNamed(field, QStringLiteral("3:2"))->isChecked());
        QVERIFY(!shapeNamed(field, QStringLiteral("1:1"))->isChecked());
    }

    void sizesThatTheModelWasNotMadeForAreCommentedOn()
    {
        SizeField field;
        field.setNative({512, 512});
        field.setValue({512, 512});
        QVERIFY(says(field, QStringLiteral("own size is 512")));
        field.setValue({2048, 2048});
        QVERIFY(says(field, QStringLiteral("things repeat")));
        field.setValue({64, 64});
        QVERIFY(says(field, QStringLiteral("Much smaller")));
        field.show();
        click(field.findChild<QPushButton*>());
        NumberField* width = field.findChildren<NumberField*>()[0];
        QTRY_VERIFY(width->isVisible());
        width->startTyping();
        typeInto(width->findChild<QLineEdit*>(), QStringLiteral("99999"));
        QCOMPARE(field.value().width(), RequestLimits::kMaxSide);
        QVERIFY(says(field, QStringLiteral("At most 16384 px")));
    }

    void usualCountsAreAClick()
    {
        CountField field;
        auto* segments = field.findChild<Segments*>();
        QSignalSpy chosen(&field, &CountField::countChosen);
        field.show();
        clickSegment(*segments, 2);
        QCOMPARE(field.value(), 4);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(segments->choices().size(), 4);
    }

    void otherCountsAreTyped()
    {
        CountField field;
        field.resize(220, 32);
        field.show();
        auto* segments = field.findChild<Segments*>();
        auto* typed = field.findChild<NumberField*>();
        QSignalSpy chosen(&field, &CountField::countChosen);
        click(buttonNamed(field, QStringLiteral("Another number of variations…")));
        QVERIFY(typed->isTyping());
        typeInto(typed->findChild<QLineEdit*>(), QStringLiteral("12"));
        QCOMPARE(field.value(), 12);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(segments->choices().last(), QStringLiteral("12"));
        QCOMPARE(segments->currentIndex(), 4);
        field.setValue(2);
        QCOMPARE(segments->choices().size(), 4);
        field.setValue(99999);
        QCOMPARE(field.value(), RequestLimits::kMaxCount);
    }

    void escapeTakesBackTheTypedCount()
    {
        CountField field;
        field.resize(220, 32);
        field.show();
        auto* segments = field.findChild<Segments*>();
        click(buttonNamed(field, QStringLiteral("Another number of variations…")));
        QTRY_VERIFY(!segments->isVisible());
        QTest::keyClick(field.findChild<NumberField*>()->findChild<QLineEdit*>(), Qt::Key_Escape);
        QVERIFY(segments->isVisible());
        QCOMPARE(field.value(), 1);
    }

    void rowsAreOfOneHeight()
    {
        SizeField size;
        CountField count;
        const NumberField number;
        QCOMPARE(number.sizeHint().height(), Space::kControl);
        QCOMPARE(count.findChild<Segments*>()->sizeHint().height(), Space::kControl);
        QCOMPARE(size.findChild<QPushButton*>()->minimumHeight(), Space::kControl);
    }

private:
    /// The buttons of the shapes, in the popup.
    static QList<QPushButton*> shapesOf(const SizeField& field)
    {
        QList<QPushButton*> shapes;
        for (QPushButton* button : field.findChildren<QPushButton*>()) {
            if (button->isCheckable()) {
                shapes << button;
            }
        }
        return shapes;
    }
    static QPushButton* shapeNamed(const SizeField& field, const QString& ratio)
    {
        for (QPushButton* button : shapesOf(field)) {
            if (button->accessibleName().startsWith(ratio + u',')) {
                return button;
            }
        }
        return nullptr;
    }
    static bool says(const SizeField& field, const QString& part)
    {
        const QList<QLabel*> labels = field.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(part); });
    }

    Theme m_theme{SchemeChoice::Dark};
};

QTEST_MAIN(TestFields)
#include "test_fields.moc"
