// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/inpaint_canvas.h"

#include "core/image/levels.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace gesso;

Q_DECLARE_METATYPE(gesso::InpaintOptions)

namespace {

Image noisePicture(int width, int height, unsigned seed)
{
    std::mt19937 random(seed);
    Image picture{width, height, 3, {}};
    for (int i = 0; i < width * height * 3; ++i) {
        picture.u8().push_back(static_cast<std::uint8_t>(random()));
    }
    return picture;
}

/// White in a rectangle, black around it.
Image rectMask(int width, int height, const PixelRect& rect, std::uint8_t value = 255)
{
    Image mask{width, height, 1, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool inside =
                x >= rect.left && x < rect.left + rect.width && y >= rect.top && y < rect.top + rect.height;
            mask.u8().push_back(inside ? value : 0);
        }
    }
    return mask;
}

GenerationRequest requestOf(int width, int height)
{
    GenerationRequest request;
    request.task = Task::Inpaint;
    request.width = width;
    request.height = height;
    return request;
}

GenerationInputs inputsOf(Image init, Image mask)
{
    return {std::make_shared<const Image>(std::move(init)), std::make_shared<const Image>(std::move(mask))};
}

/// The pixels that differ, and whether all of them lie under the mask.
struct Changes {
    int inside = 0, outside = 0;
};

Changes changesOf(const Image& a, const Image& b, const Image& mask)
{
    Changes changes;
    for (std::size_t i = 0; i < mask.u8().size(); ++i) {
        const bool differs = !std::equal(a.u8().begin() + static_cast<std::ptrdiff_t>(i * 3),
                                         a.u8().begin() + static_cast<std::ptrdiff_t>(i * 3 + 3),
                                         b.u8().begin() + static_cast<std::ptrdiff_t>(i * 3));
        (mask.u8()[i] == 0 ? changes.outside : changes.inside) += differs ? 1 : 0;
    }
    return changes;
}

} // namespace

class TestInpaintCanvas final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outsideTheMaskEveryBitStays_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<bool>("onlyMasked");
        QTest::addColumn<double>("blur");
        QTest::addColumn<int>("grey");
        QTest::newRow("whole") << 64 << 48 << false << 0. << 255;
        QTest::newRow("sides that are no multiples of 8") << 61 << 43 << false << 0. << 255;
        QTest::newRow("only the masked part") << 90 << 70 << true << 0. << 255;
        QTest::newRow("blurred") << 64 << 48 << false << 4. << 255;
        QTest::newRow("a grey mask") << 64 << 48 << false << 0. << 140;
    }

    void outsideTheMaskEveryBitStays()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(bool, onlyMasked);
        QFETCH(double, blur);
        QFETCH(int, grey);
        const Image picture = noisePicture(width, height, 1);
        const Image mask = rectMask(width, height, {20, 10, 24, 20}, static_cast<std::uint8_t>(grey));
        GenerationRequest request = requestOf((width + 7) / 8 * 8, (height + 7) / 8 * 8);
        request.inpaint.onlyMasked = onlyMasked;
        request.inpaint.blur = blur;
        const GenerationInputs inputs = inputsOf(picture, mask);
        QVERIFY(validate(request, inputs));
        const InpaintCanvas canvas(request, inputs);
        QCOMPARE(canvas.picture().width, request.width);
        QCOMPARE(canvas.mask().height, request.height);

        const Image finished = canvas.finish(noisePicture(request.width, request.height, 2));
        QCOMPARE((PictureSize{finished.width, finished.height}), (PictureSize{width, height}));
        QCOMPARE(resultSize(request, inputs), (PictureSize{width, height}));
        const Changes changes = changesOf(finished, picture, mask);
        QCOMPARE(changes.outside, 0);
        QVERIFY(changes.inside > 300);
    }

    void withoutFeatherAllInsideIsNew()
    {
        Image grey{64, 64, 3, {}};
        grey.u8().assign(64 * 64 * 3, 100);
        const Image mask = rectMask(64, 64, {16, 16, 32, 32});
        GenerationRequest request = requestOf(64, 64);
        request.inpaint.feather = 0.;
        Image made = grey;
        for (std::size_t i = 0; i < mask.u8().size(); ++i) {
            std::fill_n(made.u8().begin() + static_cast<std::ptrdiff_t>(i * 3), 3, mask.u8()[i] == 0 ? 100 : 200);
        }
        const Image finished = InpaintCanvas(request, inputsOf(grey, mask)).finish(made);
        QCOMPARE(finished, made);
        request.inpaint.feather = 8.;
        const Image soft = InpaintCanvas(request, inputsOf(grey, mask)).finish(made);
        const auto at = [&](int x) { return static_cast<int>(soft.u8()[static_cast<std::size_t>((32 * 64 + x) * 3)]); };
        QCOMPARE(at(15), 100);
        QVERIFY(at(16) > 100 && at(16) < 120 && at(20) > at(18) && at(18) > at(16));
        QCOMPARE(at(32), 200);
    }

    void theSeamDoesNotShow()
    {
        // What a decoder does to colours: a cast all over. The step across the mask's edge must not be larger than
        // those of the picture itself.
        Image ramp{96, 96, 3, {}};
        for (int i = 0; i < 96 * 96; ++i) {
            ramp.u8().insert(ramp.u8().end(), 3, static_cast<std::uint8_t>(60 + i % 96));
        }
        Image made = ramp;
        std::ranges::for_each(made.u8(), [](std::uint8_t& value) { value = static_cast<std::uint8_t>(value + 12); });
        const Image mask = rectMask(96, 96, {32, 32, 32, 32});
        GenerationRequest request = requestOf(96, 96);
        request.inpaint.feather = 0.;
        const Image finished = InpaintCanvas(request, inputsOf(ramp, mask)).finish(made);
        int largest = 0;
        for (int y = 0; y < 96; ++y) {
            for (int x = 1; x < 96; ++x) {
                const auto i = static_cast<std::size_t>((y * 96 + x) * 3);
                largest = std::max(largest, std::abs(finished.u8()[i] - finished.u8()[i - 3]));
            }
        }
        QVERIFY2(largest <= 3, qPrintable(QString::number(largest)));
        request.inpaint.composite = false;
        QCOMPARE(InpaintCanvas(request, inputsOf(ramp, mask)).finish(made), made);
    }

    void extendsOnEverySide()
    {
        const Image picture = noisePicture(40, 32, 3);
        GenerationRequest request = requestOf(72, 56);
        request.inpaint.extension = {16, 8, 16, 16};
        const GenerationInputs inputs{std::make_shared<const Image>(picture), nullptr};
        QVERIFY(validate(request, inputs));
        const InpaintCanvas canvas(request, inputs);
        QCOMPARE(canvas.mask().u8()[0], std::uint8_t{255});
        QCOMPARE(canvas.mask().u8()[static_cast<std::size_t>(8 * 72 + 16)], std::uint8_t{0});
        const Image finished = canvas.finish(noisePicture(72, 56, 4));
        QCOMPARE(cropped(finished, {16, 8, 40, 32}), picture);
        QCOMPARE(cropped(canvas.picture(), {16, 8, 40, 32}), picture);
    }

    void invertedMasksRepaintTheBlack()
    {
        const Image picture = noisePicture(64, 64, 5);
        const Image mask = rectMask(64, 64, {16, 16, 32, 32});
        GenerationRequest request = requestOf(64, 64);
        request.inpaint.invert = true;
        const Image finished = InpaintCanvas(request, inputsOf(picture, mask)).finish(noisePicture(64, 64, 6));
        QCOMPARE(cropped(finished, {16, 16, 32, 32}), cropped(picture, {16, 16, 32, 32}));
        QVERIFY(finished != picture);
    }

    void fillHidesWhatWasThere()
    {
        Image picture{64, 64, 3, {}};
        picture.u8().assign(64 * 64 * 3, 90);
        const PixelRect rect{24, 24, 16, 16};
        const Image mask = rectMask(64, 64, rect);
        for (std::size_t i = 0; i < mask.u8().size(); ++i) {
            if (mask.u8()[i] != 0) {
                std::fill_n(picture.u8().begin() + static_cast<std::ptrdiff_t>(i * 3), 3, std::uint8_t{255});
            }
        }
        GenerationRequest request = requestOf(64, 64);
        QCOMPARE(InpaintCanvas(request, inputsOf(picture, mask)).picture(), picture);
        request.inpaint.content = MaskedContent::Fill;
        const Image filled = InpaintCanvas(request, inputsOf(picture, mask)).picture();
        QVERIFY(std::ranges::all_of(filled.u8(), [](std::uint8_t value) { return value == 90; }));
    }

    void sixteenBitsBecomeTheEightThatTheyAre_data()
    {
        QTest::addColumn<InpaintOptions>("options");
        QTest::addColumn<int>("side");
        InpaintOptions options;
        QTest::newRow("composited") << options << 64;
        QTest::newRow("at another size") << options << 128;
        options.composite = false;
        QTest::newRow("as it was made") << options << 64;
        options.composite = true;
        options.onlyMasked = true;
        QTest::newRow("only the masked part") << options << 64;
        options.onlyMasked = false;
        options.extension = {5, 0, 3, 8};
        QTest::newRow("extended") << options << 72;
    }

    void sixteenBitsBecomeTheEightThatTheyAre()
    {
        QFETCH(InpaintOptions, options);
        QFETCH(int, side);
        const Image picture = noisePicture(64, 64, 8);
        const Image mask = rectMask(64, 64, {20, 12, 30, 40});
        GenerationRequest request = requestOf(side, side);
        request.inpaint = options;
        const InpaintCanvas canvas(request, inputsOf(picture, mask));
        std::mt19937 random(9);
        std::vector<std::uint16_t> levels;
        for (int i = 0; i < side * side; ++i) {
            const auto ramp = static_cast<std::uint32_t>(i) * 50000U / static_cast<std::uint32_t>(side * side);
            for (const std::uint32_t level : {ramp, static_cast<std::uint32_t>(random()) & 0xFFFFU, 65535U - ramp}) {
                levels.push_back(static_cast<std::uint16_t>(level));
            }
        }
        const Image made{side, side, 3, levels};
        const Image finished = canvas.finish(made);
        QCOMPARE(inFormat(finished, PixelFormat::U8), canvas.finish(inFormat(made, PixelFormat::U8)));
        const auto finer = std::ranges::count_if(finished.u16(), [](std::uint16_t level) { return level % 257 != 0; });
        QVERIFY(finer > 1000); // the network's pixels have their own levels still
        if (options.composite && side == 64) {
            for (std::size_t i = 0; i < mask.u8().size(); ++i) {
                for (std::size_t c = 0; c < 3 && mask.u8()[i] == 0; ++c) {
                    QCOMPARE(int{finished.u16()[i * 3 + c]}, picture.u8()[i * 3 + c] * 257);
                }
            }
        }
    }

    void otherSizesAreResized()
    {
        const Image picture = noisePicture(64, 48, 7);
        const GenerationInputs inputs = inputsOf(picture, rectMask(64, 48, {8, 8, 24, 24}));
        const GenerationRequest request = requestOf(128, 128);
        QCOMPARE(resultSize(request, inputs), (PictureSize{128, 128}));
        const InpaintCanvas canvas(request, inputs);
        QCOMPARE(canvas.picture(), resized(picture, 128, 128));
        QCOMPARE(canvas.finish(canvas.picture()), resized(picture, 128, 128));
    }
};

QTEST_APPLESS_MAIN(TestInpaintCanvas)
#include "test_inpaint_canvas.moc"
