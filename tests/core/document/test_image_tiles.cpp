// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/image_tiles.h"

#include <QTest>

#include <random>

using namespace gesso;

namespace {

template <typename Value> std::vector<Value> anyValues(std::size_t count, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<Value> values(count);
    for (Value& value : values) {
        value = static_cast<Value>(random());
    }
    return values;
}

} // namespace

class TestImageTiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyColourOfEightBitsComesBack()
    {
        // All colours under all alphas but none.
        Image all{256, 255, 4, std::vector<std::uint8_t>()};
        for (int alpha = 1; alpha < 256; ++alpha) {
            for (int colour = 0; colour < 256; ++colour) {
                const auto value = static_cast<std::uint8_t>(colour);
                const auto other = static_cast<std::uint8_t>(255 - colour);
                all.u8().insert(all.u8().end(), {value, other, value, static_cast<std::uint8_t>(alpha)});
            }
        }
        QVERIFY(imageOf(planeOf(all), {0, 0, 256, 255}, PixelFormat::U8) == all);
    }

    void opaquePicturesComeBackInSixteenBits()
    {
        const Image image{150, 70, 3, anyValues<std::uint16_t>(150 * 70 * 3, 5)};
        const ColourPlane plane = planeOf(image);
        QVERIFY(imageOf(plane, {0, 0, 150, 70}, PixelFormat::U16) == image);
        QCOMPARE(plane.bounds(), (PixelRect{0, 0, 192, 128}));
    }

    void greyBecomesColours()
    {
        const Image grey{3, 1, 1, {0, 128, 255}};
        const Image colours{3, 1, 3, {0, 0, 0, 128, 128, 128, 255, 255, 255}};
        QVERIFY(imageOf(planeOf(grey), {0, 0, 3, 1}, PixelFormat::U8) == colours);
    }

    void whatLiesOutsideIsTransparent()
    {
        const Image image{1, 1, 3, {10, 20, 30}};
        const Image part = imageOf(planeOf(image), {-1, 0, 2, 1}, PixelFormat::U8);
        QVERIFY(part == (Image{2, 1, 4, {0, 0, 0, 0, 10, 20, 30, 255}}));
    }

    void thirtyTwoBitsAreRoundedAndBounded()
    {
        const Image image{2, 1, 1, std::vector<float>{-1.F, 3.F}};
        QVERIFY(imageOf(planeOf(image), {0, 0, 2, 1}, PixelFormat::U8) == (Image{2, 1, 3, {0, 0, 0, 255, 255, 255}}));
    }
};

QTEST_APPLESS_MAIN(TestImageTiles)
#include "test_image_tiles.moc"
