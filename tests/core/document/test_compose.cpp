// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/compose.h"
#include "core/document/image_tiles.h"

#include <QTest>

#include <random>

using namespace gesso;

namespace {

Image anyPicture(int width, int height, unsigned seed)
{
    std::mt19937 random(seed);
    Image image{width, height, 4, std::vector<std::uint8_t>()};
    for (int i = 0; i < width * height * 4; ++i) {
        image.u8().push_back(static_cast<std::uint8_t>(random()));
    }
    return image;
}

Layer layerOf(const Image& image, int left = 0, int top = 0)
{
    Layer layer;
    layer.pixels = planeOf(image);
    layer.left = left;
    layer.top = top;
    return layer;
}

LayerPointer shared(Layer layer)
{
    return std::make_shared<const Layer>(std::move(layer));
}

Document documentOf(int width, int height, std::vector<LayerPointer> layers)
{
    Document document;
    document.width = width;
    document.height = height;
    document.layers = std::move(layers);
    return document;
}

Image oneColour(std::uint8_t red, std::uint8_t alpha)
{
    return {1, 1, 4, {red, 0, 0, alpha}};
}

Layer groupOf(std::vector<LayerPointer> children)
{
    Layer group;
    group.kind = Layer::Kind::Group;
    group.children = std::move(children);
    return group;
}

} // namespace

class TestCompose final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneLayerIsThePictureItself()
    {
        const Image image = anyPicture(130, 70, 1);
        Image expected = image;
        for (std::size_t i = 0; i < expected.u8().size(); i += 4) {
            if (expected.u8()[i + 3] == 0) {
                expected.u8()[i] = expected.u8()[i + 1] = expected.u8()[i + 2] = 0;
            }
        }
        QVERIFY(flattened(documentOf(130, 70, {shared(layerOf(image))}), PixelFormat::U8) == expected);
    }

    void layersStandWhereTheirOffsetsSay()
    {
        const Image image = anyPicture(80, 80, 2);
        for (const auto& [left, top] : {std::pair{64, 64}, std::pair{-3, 17}, std::pair{-64, 5}, std::pair{100, 100}}) {
            const Document document = documentOf(200, 200, {shared(layerOf(image, left, top))});
            const Image moved = compose(document, {left, top, 80, 80}, PixelFormat::U16);
            const Image still = flattened(documentOf(80, 80, {shared(layerOf(image))}), PixelFormat::U16);
            QVERIFY(moved == still);
        }
    }

    void partsFitTogether()
    {
        const Document document = documentOf(
            150, 150, {shared(layerOf(anyPicture(150, 150, 3))), shared(layerOf(anyPicture(90, 100, 4), 31, -7))});
        const Image whole = flattened(document, PixelFormat::U16);
        const Image part = compose(document, {33, 60, 70, 11}, PixelFormat::U16);
        for (int y = 0; y < 11; ++y) {
            const auto* of = whole.u16().data() + ((60 + y) * 150 + 33) * 4;
            QVERIFY(std::equal(of, of + 70 * 4, part.u16().data() + y * 70 * 4));
        }
    }

    void hiddenLayersAndMasksAreNotShown()
    {
        Layer hidden = layerOf(oneColour(255, 255));
        hidden.visible = false;
        Layer mask;
        mask.kind = Layer::Kind::Mask;
        mask.mask.write({0, 0, 1, 1}, std::vector<std::uint16_t>{kFull});
        const Image shown = flattened(documentOf(1, 1, {shared(hidden), shared(mask)}), PixelFormat::U8);
        QVERIFY(shown == (Image{1, 1, 4, {0, 0, 0, 0}}));
    }

    void opacityMakesALayerThinner()
    {
        Layer layer = layerOf(oneColour(255, 255));
        layer.opacity = 0.5;
        const Image shown = flattened(documentOf(1, 1, {shared(layer)}), PixelFormat::U16);
        QCOMPARE(shown.u16()[0], kFull);
        QVERIFY(std::abs(shown.u16()[3] - kFull / 2) <= 1);
    }

    void aGroupMeetsWhatIsBelowItAsOne()
    {
        const LayerPointer ground = shared(layerOf(oneColour(200, 255)));
        Layer darker = layerOf(oneColour(128, 255));
        darker.blend = BlendMode::Multiply;
        // Alone in its group it has nothing to be multiplied with.
        Layer group = groupOf({shared(darker)});
        QCOMPARE(flattened(documentOf(1, 1, {ground, shared(group)}), PixelFormat::U8).u8()[0], std::uint8_t{128});
        group.passesThrough = true;
        QCOMPARE(flattened(documentOf(1, 1, {ground, shared(group)}), PixelFormat::U8).u8()[0], std::uint8_t{100});
        group.opacity = 0.5; // what is thinner is put together first
        const Image half = flattened(documentOf(1, 1, {ground, shared(group)}), PixelFormat::U8);
        QCOMPARE(half.u8()[0], std::uint8_t{164});
        group.visible = false;
        QCOMPARE(flattened(documentOf(1, 1, {ground, shared(group)}), PixelFormat::U8).u8()[0], std::uint8_t{200});
    }

    void whatKeepsOnlyWhereItIsTakesAllElse()
    {
        Layer keeper = layerOf(oneColour(0, 255), 70, 0); // in another tile
        keeper.blend = BlendMode::DestinationIn;
        const Document document =
            documentOf(80, 1, {shared(layerOf(Image{80, 1, 1, std::vector<std::uint8_t>(80, 9)})), shared(keeper)});
        const Image shown = flattened(document, PixelFormat::U8);
        QCOMPARE(shown.u8()[3], std::uint8_t{0});
        QCOMPARE(shown.u8()[70 * 4 + 3], std::uint8_t{255});
        QCOMPARE(shown.u8()[70 * 4], std::uint8_t{9});
    }

    void itCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(flattened(documentOf(1, 1, {}), PixelFormat::U8, stop.get_token()).empty());
    }
};

QTEST_APPLESS_MAIN(TestCompose)
#include "test_compose.moc"
