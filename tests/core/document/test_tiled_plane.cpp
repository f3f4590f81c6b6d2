// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/tiled_plane.h"

#include <QTest>

#include <random>

using namespace gesso;

namespace {

std::vector<std::uint16_t> readAll(const MaskPlane& plane, const PixelRect& from)
{
    std::vector<std::uint16_t> values(static_cast<std::size_t>(from.width) * static_cast<std::size_t>(from.height), 7);
    plane.read(from, values);
    return values;
}

} // namespace

class TestTiledPlane final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pixelsOfNegativePlacesHaveTheirTiles()
    {
        QCOMPARE(tileOf(0), 0);
        QCOMPARE(tileOf(63), 0);
        QCOMPARE(tileOf(64), 1);
        QCOMPARE(tileOf(-1), -1);
        QCOMPARE(tileOf(-64), -1);
        QCOMPARE(tileOf(-65), -2);
    }

    void aBlankPlaneTakesNextToNothing()
    {
        MaskPlane plane;
        QVERIFY(plane.empty());
        QCOMPARE(plane.bounds(), PixelRect{});
        plane.write({-5, -5, 200, 200}, std::vector<std::uint16_t>(200 * 200, 0));
        QVERIFY(plane.empty());
        QVERIFY(sizeof(Tile<4>) == 32768 && sizeof(plane) < 1024);
    }

    void isWhatAPlainPictureIs()
    {
        constexpr PixelRect kAll{-150, -90, 400, 300};
        std::vector<std::uint16_t> plain(std::size_t{400} * 300, 0);
        MaskPlane plane;
        std::mt19937 random(3);
        const auto upTo = [&random](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
        for (int i = 0; i < 300; ++i) {
            const int left = upTo(399);
            const int top = upTo(299);
            const PixelRect part{kAll.left + left, kAll.top + top, 1 + upTo(400 - left), 1 + upTo(300 - top)};
            const std::vector<std::uint16_t> values(static_cast<std::size_t>(part.width) *
                                                        static_cast<std::size_t>(part.height),
                                                    static_cast<std::uint16_t>(upTo(3) == 0 ? 0 : random()));
            plane.write(part, values);
            for (int y = 0; y < part.height; ++y) {
                std::fill_n(plain.begin() + (top + y) * 400 + left, part.width, values.front());
            }
        }
        QVERIFY(readAll(plane, kAll) == plain);
        for (const PixelRect& part : {PixelRect{-3, -7, 70, 80}, PixelRect{60, 60, 5, 5}}) {
            const auto values = readAll(plane, part);
            for (int y = 0; y < part.height; ++y) {
                for (int x = 0; x < part.width; ++x) {
                    const int place = (part.top - kAll.top + y) * 400 + part.left - kAll.left + x;
                    QCOMPARE(values[static_cast<std::size_t>(y * part.width + x)],
                             plain[static_cast<std::size_t>(place)]);
                }
            }
        }
    }

    void copiesShareWhatIsNotChanged()
    {
        MaskPlane first;
        first.write({0, 0, 256, 128}, std::vector<std::uint16_t>(256 * 128, 9));
        QCOMPARE(first.tileCount(), std::size_t(8));
        MaskPlane second = first;
        QVERIFY(second == first);
        second.write({70, 70, 1, 1}, std::vector<std::uint16_t>{10});
        QVERIFY(!(second == first));
        QVERIFY(second.tile({1, 1}) != first.tile({1, 1}));
        QVERIFY(second.tile({0, 1}) == first.tile({0, 1}));
        QVERIFY(second.tile({0, 0}) == first.tile({0, 0}));
        const auto before = second.tile({1, 1});
        second.write({70, 70, 1, 1}, std::vector<std::uint16_t>{10}); // what stands there
        QVERIFY(second.tile({1, 1}) == before);
        second.write({70, 70, 1, 1}, std::vector<std::uint16_t>{9});
        QVERIFY(second == first); // by what it holds
        second.setTile({0, 0}, nullptr);
        QCOMPARE(second.tileCount(), std::size_t(7));
        QCOMPARE(first.bounds(), (PixelRect{0, 0, 256, 128}));
    }
};

QTEST_APPLESS_MAIN(TestTiledPlane)
#include "test_tiled_plane.moc"
