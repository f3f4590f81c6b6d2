// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.h"

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
