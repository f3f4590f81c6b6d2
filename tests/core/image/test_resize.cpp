// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.h"

#include "core/image/levels.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace gesso;

namespace {

/// The picture that tools/fixtures/resized_pictures.py has resized.
Image sample(int width, int height, int channels)
{
    Image image{width, height, channels, {}};
    std::uint32_t state = 1;
    for (int i = 0; i < width * height * channels; ++i) {
        state = 1664525U * state + 1013904223U;
        image.u8().push_back(static_cast<std::uint8_t>(state >> 24U));
    }
    return image;
}

} // namespace

class TestResize final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finerValuesAreResizedToo()
    {
        Image eight{40, 30, 3, {}};
        std::uint32_t state = 5;
        for (int i = 0; i < 40 * 30 * 3; ++i) {
            state = state * 1664525U + 1013904223U;
            eight.u8().push_back(static_cast<std::uint8_t>(80 + (state >> 24U) % 96U)); // nothing leaves the range
        }
        for (const PixelRect& to : {PixelRect{0, 0, 17, 50}, PixelRect{0, 0, 80, 11}}) {
            const Image expected = resized(eight, to.width, to.height);
            for (const PixelFormat format : {PixelFormat::U16, PixelFormat::F32}) {
                const Image given = resized(inFormat(eight, format), to.width, to.height);
                QCOMPARE(given.format(), format);
                QVERIFY(given.isWhole());
                int farthest = 0;
                const Image rounded = inFormat(given, PixelFormat::U8);
                for (std::size_t i = 0; i < rounded.valueCount(); ++i) {
                    farthest = std::max(farthest, std::abs(rounded.u8()[i] - expected.u8()[i]));
                }
                QVERIFY2(farthest <= 2, qPrintable(QString::number(farthest))); // in 8 bits both passes are rounded
            }
        }
        const Image black{3, 3, 1, std::vector<std::uint16_t>(9, 0)},
            white{3, 3, 1, std::vector<std::uint16_t>(9, 65535)};
        QVERIFY(resized(black, 50, 7) == (Image{50, 7, 1, std::vector<std::uint16_t>(350, 0)}));
        QVERIFY(resized(white, 50, 7) == (Image{50, 7, 1, std::vector<std::uint16_t>(350, 65535)}));
        QCOMPARE(cropped(Image{2, 1, 1, std::vector<std::uint16_t>{300, 70}}, {-1, 0, 4, 1}).u16(),
                 (std::vector<std::uint16_t>{300, 300, 70, 70}));
    }

    void isPillowsToTheBit()
    {
        const auto all = nlohmann::json::parse(std::ifstream(std::string(GESSO_FIXTURES) + "/resize.json"));
        QCOMPARE(all.at("cases").size(), std::size_t{6});
        for (const nlohmann::json& row : all.at("cases")) {
            const std::vector<int> from = row.at("from");
            const std::vector<int> to = row.at("to");
            const Image given = resized(sample(from[0], from[1], from[2]), to[0], to[1]);
            const QByteArray bytes(reinterpret_cast<const char*>(given.u8().data()),
                                   static_cast<qsizetype>(given.u8().size()));
            QCOMPARE(bytes.toHex().toStdString(), row.at("pixels").get<std::string>());
        }
    }

    void aPictureOfItsOwnSizeStaysAsItIs()
    {
        const Image picture = sample(17, 5, 3);
        QCOMPARE(resized(picture, 17, 5), picture);
    }

    void oneEvenColourStaysEven()
    {
        Image picture{9, 7, 3, {}};
        picture.u8().assign(9 * 7 * 3, 77);
        for (const auto& [width, height] : {std::pair{1, 1}, std::pair{100, 3}, std::pair{4, 50}}) {
            const Image given = resized(picture, width, height);
            QVERIFY(std::ranges::all_of(given.u8(), [](std::uint8_t value) { return value == 77; }));
        }
    }

    void partsGoOnBeyondTheEdge()
    {
        const Image picture{2, 2, 1, {1, 2, 3, 4}};
        QCOMPARE(cropped(picture, {-1, -1, 4, 4}).u8(),
                 (std::vector<std::uint8_t>{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4}));
        QCOMPARE(cropped(picture, {1, 0, 1, 2}).u8(), (std::vector<std::uint8_t>{2, 4}));
    }
};

QTEST_APPLESS_MAIN(TestResize)
#include "test_resize.moc"
