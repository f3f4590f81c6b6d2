// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/colour_match.h"
#include "core/mask/fill_in.h"
#include "core/mask/mask_shape.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace gesso;

namespace {

Image emptyMask(int width, int height)
{
    Image mask{width, height, 1, {}};
    mask.u8().assign(mask.rowValues() * static_cast<std::size_t>(height), 0);
    return mask;
}

Image discMask(int side, double radius)
{
    Image mask = emptyMask(side, side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const bool inside = std::hypot(x - side / 2., y - side / 2.) < radius;
            mask.u8()[static_cast<std::size_t>(y * side + x)] = inside ? 255 : 0;
        }
    }
    return mask;
}

Image evenPicture(int side, std::uint8_t red, std::uint8_t green, std::uint8_t blue)
{
    Image picture{side, side, 3, {}};
    for (int i = 0; i < side * side; ++i) {
        picture.u8().insert(picture.u8().end(), {red, green, blue});
    }
    return picture;
}

} // namespace

class TestMaskShape final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void halfWayGreyAndMoreIsMasked()
    {
        QCOMPARE(binarised({4, 1, 1, {0, 127, 128, 255}}).u8(), (std::vector<std::uint8_t>{0, 0, 255, 255}));
        QVERIFY(!hasMasked({2, 1, 1, {0, 127}}));
        QVERIFY(hasMasked({2, 1, 1, {0, 128}}));
    }

    void boundsHoldAllThatIsNotBlack()
    {
        Image mask = emptyMask(10, 8);
        QVERIFY(!boundsOf(mask));
        mask.u8()[2 * 10 + 3] = 1;
        mask.u8()[6 * 10 + 7] = 255;
        QCOMPARE(*boundsOf(mask), (PixelRect{3, 2, 5, 5}));
    }

    void blurKeepsWhatIsEvenAndTheSum()
    {
        const Image disc = discMask(64, 10);
        QCOMPARE(blurred(disc, 0.), disc);
        const Image soft = blurred(disc, 3.);
        const auto sum = [](const Image& image) { return std::accumulate(image.u8().begin(), image.u8().end(), 0.); };
        QVERIFY(std::abs(sum(soft) / sum(disc) - 1.) < 0.01);
        QVERIFY(soft.u8()[32 * 64 + 32] > 250 && soft.u8()[32 * 64 + 42] > 90 && soft.u8()[32 * 64 + 42] < 160);
        Image white = emptyMask(9, 9);
        std::ranges::fill(white.u8(), std::uint8_t{255});
        QCOMPARE(blurred(white, 5.), white);
    }

    void distancesAreThoseOfEveryPair()
    {
        std::mt19937 random(7);
        Image mask = emptyMask(23, 17);
        for (std::uint8_t& value : mask.u8()) {
            value = random() % 20 == 0 ? 0 : 200;
        }
        const std::vector<float> given = distanceToUnmasked(mask);
        for (int y = 0; y < 17; ++y) {
            for (int x = 0; x < 23; ++x) {
                double nearest = 1e9;
                for (int v = 0; v < 17; ++v) {
                    for (int u = 0; u < 23; ++u) {
                        if (mask.u8()[static_cast<std::size_t>(v * 23 + u)] == 0) {
                            nearest = std::min(nearest, std::hypot(x - u, y - v));
                        }
                    }
                }
                QVERIFY(std::abs(given[static_cast<std::size_t>(y * 23 + x)] - nearest) < 1e-4);
            }
        }
    }

    void noDistanceWhereAllIsMasked()
    {
        Image mask = emptyMask(5, 5);
        std::ranges::fill(mask.u8(), std::uint8_t{255});
        QVERIFY(std::ranges::all_of(distanceToUnmasked(mask), [](float d) { return d > 1e6F; }));
    }

    void workRegionHasTheAspectAndStaysInside()
    {
        // By hand: 100..139 x 100..119 with 32 around is 68..171 x 68..151, then made square about its middle.
        QCOMPARE(workRegion({100, 100, 40, 20}, 32, 512, 512, 1000, 800), (PixelRect{68, 58, 104, 104}));
        QCOMPARE(workRegion({0, 0, 10, 10}, 0, 512, 256, 1000, 800), (PixelRect{0, 0, 20, 10}));
        QCOMPARE(workRegion({990, 790, 10, 10}, 0, 512, 256, 1000, 800), (PixelRect{980, 790, 20, 10}));
        QCOMPARE(workRegion({0, 0, 1000, 10}, 0, 64, 64, 1000, 800), (PixelRect{0, 0, 1000, 800}));
    }

    void fillsInSmoothly()
    {
        FloatPlanes values{33, 20, 1, std::vector<float>(33 * 20)};
        FloatPlanes known = values;
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 33; ++x) {
                const bool isKnown = x < 4 || x >= 29;
                known.values[known.at(x, y)] = isKnown ? 1.F : 0.F;
                values.values[values.at(x, y)] = isKnown ? static_cast<float>(x) : -1e6F;
            }
        }
        const FloatPlanes filled = filledIn(values, known);
        for (int y = 0; y < 20; ++y) {
            QCOMPARE(filled.values[filled.at(2, y)], 2.F);
            for (int x = 1; x < 33; ++x) {
                const float step = filled.values[filled.at(x, y)] - filled.values[filled.at(x - 1, y)];
                QVERIFY2(std::abs(step) < 8.F, qPrintable(QString::number(step)));
            }
        }
        QVERIFY(std::ranges::all_of(
            filledIn({3, 3, 1, std::vector<float>(9, 5.F)}, {3, 3, 1, std::vector<float>(9)}).values,
            [](float value) { return value == 0.F; }));
    }

    void aColourCastIsTakenAwayInsideTheMask()
    {
        const Image original = evenPicture(96, 120, 90, 60);
        const Image made = evenPicture(96, 135, 80, 66); // a cast of +15, -10, +6
        const Image mask = discMask(96, 30);
        const Image matched = matchedAtSeam(made, original, mask);
        for (std::size_t i = 0; i < matched.u8().size(); ++i) {
            QVERIFY(std::abs(matched.u8()[i] - original.u8()[i]) <= 1);
        }
    }

    void detailInsideTheMaskStays()
    {
        const Image original = evenPicture(96, 120, 90, 60);
        const Image mask = discMask(96, 30);
        Image made = evenPicture(96, 130, 100, 70);
        const auto middle = static_cast<std::size_t>((48 * 96 + 48) * 3);
        made.u8()[middle] = 230;
        const Image matched = matchedAtSeam(made, original, mask);
        QVERIFY(std::abs(matched.u8()[middle] - 220) <= 1);
    }

    void withoutAnythingAroundNothingIsMatched()
    {
        Image white = emptyMask(16, 16);
        std::ranges::fill(white.u8(), std::uint8_t{255});
        const Image made = evenPicture(16, 1, 2, 3);
        QCOMPARE(matchedAtSeam(made, evenPicture(16, 100, 100, 100), white), made);
    }
};

QTEST_APPLESS_MAIN(TestMaskShape)
#include "test_mask_shape.moc"
