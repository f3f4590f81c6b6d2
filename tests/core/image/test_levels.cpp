// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <set>

using namespace gesso;

namespace {

/// What libtorch's clamp(0, 1).mul(most).round() gives.
float rounded(float value, float most)
{
    return std::nearbyint(std::clamp(value, 0.F, 1.F) * most);
}

/// Both results for one value; what is wrong, or nothing.
QString judged(float value)
{
    const float eight = rounded(value, 255.F);
    const float sixteen = rounded(value, 65535.F);
    const std::uint16_t given = sixteenLevels(value);
    const bool sound = static_cast<float>(eightLevels(value)) == eight &&
                       static_cast<float>(eightFromSixteen(given)) == eight &&
                       std::abs(static_cast<float>(given) - sixteen) <= 1.F;
    return sound ? QString()
                 : QString("%1: %2 and %3 expected, %4 and %5 given")
                       .arg(double{value}, 0, 'g', 12)
                       .arg(double{eight})
                       .arg(double{sixteen})
                       .arg(eightLevels(value))
                       .arg(given);
}

} // namespace

class TestLevels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEightBitLevelHasOneOfSixteenBits()
    {
        for (int level = 0; level <= 255; ++level) {
            const auto eight = static_cast<std::uint8_t>(level);
            QCOMPARE(int{eightFromSixteen(sixteenFromEight(eight))}, level);
            QCOMPARE(int{sixteenOf(eight, sixteenFromEight(eight))}, level * 257);
        }
        for (int level = 0; level <= 65535; ++level) {
            const std::uint8_t eight = eightFromSixteen(static_cast<std::uint16_t>(level));
            QCOMPARE(double(eight), std::nearbyint(level / 257.)); // 257 is odd: there are no ties
            QCOMPARE(int{sixteenOf(eight, level)}, level);
            const auto other = static_cast<std::uint8_t>(255 - eight);
            QCOMPARE(eightFromSixteen(sixteenOf(other, level)), other);
        }
    }

    /// From one level to the next: the values half way, with all their neighbours near by.
    void tiesAreRoundedAsInEightBits()
    {
        constexpr int kNeighbours = 2000;
        for (const int most : {255, 65535}) {
            for (int level = 0; level < most; level += most == 255 ? 1 : 7) {
                const auto half = static_cast<float>((level + 0.5) / most);
                const auto bits = std::bit_cast<std::int32_t>(half);
                const int reach = most == 255 ? kNeighbours : 2;
                for (int step = -reach; step <= reach; ++step) {
                    const QString wrong = judged(std::bit_cast<float>(bits + step));
                    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
                }
            }
        }
    }

    void manyValuesAreRoundedAsInEightBits()
    {
        constexpr std::int32_t kOne = 0x3F800000;
        constexpr std::int32_t kStride = 997; // a prime number: a million values of all sizes
        int least = 0;
        for (std::int32_t bits = 0; bits <= kOne; bits += kStride) {
            const auto value = std::bit_cast<float>(bits);
            const QString wrong = judged(value);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            const int given = sixteenLevels(value);
            QVERIFY2(given >= least, qPrintable(QString::number(double{value})));
            least = given;
        }
        QVERIFY(least > 65000);
    }

    void whatIsOutsideIsBroughtInside()
    {
        constexpr float kInfinite = std::numeric_limits<float>::infinity();
        for (const float value : {-kInfinite, -1.F, -0.F, 1.F, 1.5F, 1e30F, kInfinite}) {
            const QString wrong = judged(value);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
        QCOMPARE(int{sixteenLevels(std::numeric_limits<float>::quiet_NaN())}, 0);
    }

    void picturesChangeTheirFormat()
    {
        Image sixteen{2, 1, 3, std::vector<std::uint16_t>{0, 128, 129, 32896, 65406, 65535}};
        sixteen.profile = std::make_shared<const std::string>("a profile");
        const Image eight = inFormat(sixteen, PixelFormat::U8);
        QCOMPARE(eight.u8(), (std::vector<std::uint8_t>{0, 0, 1, 128, 254, 255}));
        QCOMPARE(*eight.profile, std::string("a profile"));
        QCOMPARE(inFormat(eight, PixelFormat::U16).u16(), (std::vector<std::uint16_t>{0, 0, 257, 32896, 65278, 65535}));
        for (const Image& image : {sixteen, eight}) { // floats hold both
            const Image floats = inFormat(image, PixelFormat::F32);
            QCOMPARE(floats.f32().back(), 1.F);
            QVERIFY(inFormat(floats, image.format()) == image);
        }
        QCOMPARE(sixteen.byteCount(), std::size_t{12});
        QVERIFY(sixteen.isWhole() && eight.isWhole() && !(sixteen == eight));
        const Picture handle = makePicture(sixteen);
        QCOMPARE(inFormat(handle, PixelFormat::U16), handle);
        QVERIFY(*inFormat(handle, PixelFormat::U8) == eight);
        QVERIFY(!inFormat(Picture(), PixelFormat::U8));
    }

    void picturesThatLackValuesAreNotWhole()
    {
        QVERIFY(!Image().isWhole() && Image().empty());
        QVERIFY(!(Image{2, 1, 1, {1}}).isWhole());
        QVERIFY(!(Image{1, 1, 2, {1, 2}}).isWhole());
        QVERIFY(!(Image{1 << 20, 1 << 20, 3, {1, 2, 3}}).isWhole());
        QVERIFY(!(Image{-1, -1, 1, {1}}).isWhole());
    }
};

QTEST_APPLESS_MAIN(TestLevels)
#include "test_levels.moc"
