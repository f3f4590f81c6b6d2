// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "inference/base/engine_error.h"
#include "inference/pipelines/guidance.h"
#include "inference/pipelines/picture.h"
#include "inference/pipelines/preview.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <QTest>
#include <nlohmann/json.hpp>

#include <limits>
#include <set>

using namespace gesso;
using namespace gesso::inference;

class TestPipelineParts final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void guidancePushesFromNegativeToPositive();
    void rescaleGivesTheContrastOfThePositivePrediction();
    void aPictureIsHeldInItsRangeAndRoundedToEven();
    void finishedPicturesHaveTheirEightBits();
    void flatPicturesAreFound();
    void numbersThatAreNotFiniteAreFound();
    void aPreviewIsTheLinearMapOfTheLatents();
    void aPreviewOfManyLatentsIsOfTheirMeans();
    void previewsKeepTheirPace();
    void previewFactorsComeFromTheModel();
    void damagedPreviewFactorsAreNamed_data();
    void damagedPreviewFactorsAreNamed();
};

void TestPipelineParts::guidancePushesFromNegativeToPositive()
{
    const at::Tensor negative = at::full({1, 4, 2, 2}, 1.F);
    const at::Tensor positive = at::full({1, 4, 2, 2}, 3.F);
    QVERIFY(at::equal(guided(negative, positive, {7.5, 0.}), at::full({1, 4, 2, 2}, 16.F)));
    QVERIFY(Guidance{}.isOn());
    QVERIFY(!(Guidance{1., 0.}).isOn());
}

void TestPipelineParts::rescaleGivesTheContrastOfThePositivePrediction()
{
    const at::Tensor positive = at::arange(64, at::kFloat).reshape({1, 4, 4, 4}) / 10.;
    const at::Tensor negative = positive.flip(3) * 0.5;
    const at::Tensor rescaled = guided(negative, positive, {7.5, 1.});
    QVERIFY(at::allclose(rescaled.std(), positive.std(), 1e-5));
    const at::Tensor half = guided(negative, positive, {7.5, 0.5});
    const at::Tensor full = guided(negative, positive, {7.5, 0.});
    QVERIFY(at::allclose(half, (rescaled + full) / 2, 1e-5, 1e-5));
}

void TestPipelineParts::aPictureIsHeldInItsRangeAndRoundedToEven()
{
    // 0 becomes 127.5, which is exactly between two values.
    const Image image = toImage(at::tensor({-5.F, 5.F, 0.F}).reshape({1, 3, 1, 1}));
    QCOMPARE(image.u8(), (std::vector<std::uint8_t>{0, 255, 128}));
}

void TestPipelineParts::finishedPicturesHaveTheirEightBits()
{
    constexpr std::int64_t kSide = 700;
    at::Tensor decoded = at::rand({1, 3, kSide, kSide}, at::make_generator<at::CPUGeneratorImpl>(1)) * 2.4 - 1.2;
    const at::Tensor halfWay = (at::arange(0, 255, at::kDouble) + 0.5) / 255. * 2. - 1.;
    decoded.view({-1}).slice(0, 0, 255).copy_(halfWay);
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
        const Image deep = toDeepImage(decoded.to(type));
        QVERIFY(deep.isWhole() && deep.width == kSide && deep.channels == 3);
        QCOMPARE(inFormat(deep, PixelFormat::U8), toImage(decoded.to(type)));
    }
    const Image deep = toDeepImage(decoded);
    std::set<std::uint16_t> levels(deep.u16().begin(), deep.u16().end());
    QVERIFY(levels.size() > 60000);
    const at::Tensor exact = (decoded[0] * 0.5 + 0.5).clamp(0., 1.).mul(65535.).permute({1, 2, 0}).contiguous();
    const float* wanted = exact.data_ptr<float>();
    for (const std::uint16_t level : deep.u16()) {
        QVERIFY(std::abs(static_cast<float>(level) - *wanted++) <= 1.51F);
    }
}

void TestPipelineParts::flatPicturesAreFound()
{
    const Image flat = toDeepImage(at::tensor({0.1F, 0.2F, 0.3F}).reshape({1, 3, 1, 1}).expand({1, 3, 4, 4}));
    QVERIFY(isFlat(flat));
    Image spotted = flat;
    spotted.u16().back() ^= 1; // not seen in 8 bits
    QVERIFY(isFlat(spotted));
    spotted.u16().back() ^= 512;
    QVERIFY(!isFlat(spotted));
}

void TestPipelineParts::numbersThatAreNotFiniteAreFound()
{
    at::Tensor x = at::zeros({1, 4, 2, 2});
    QVERIFY(isFinite(x));
    x[0][1][1][1] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(!isFinite(x));
    x[0][1][1][1] = -std::numeric_limits<float>::infinity();
    QVERIFY(!isFinite(x));
}

void TestPipelineParts::aPreviewIsTheLinearMapOfTheLatents()
{
    at::Tensor latents = at::zeros({1, 4, 2, 3});
    latents[0][1][0][2] = 1.F;
    const Image preview = previewOf(latents, {});
    QCOMPARE(preview.width, 3);
    QCOMPARE(preview.height, 2);
    // The second row of the factors is 0.3250 0.4974 0.2350; colours are (v + 1) / 2.
    QCOMPARE((std::vector<std::uint8_t>{preview.u8()[6], preview.u8()[7], preview.u8()[8]}),
             (std::vector<std::uint8_t>{169, 191, 157}));
    QCOMPARE(preview.u8()[0], std::uint8_t{128});
}

void TestPipelineParts::aPreviewOfManyLatentsIsOfTheirMeans()
{
    QCOMPARE(previewOf(at::zeros({1, 4, 256, 256}), {}).width, 256); // all that may be
    at::Tensor latents = at::zeros({1, 4, 257, 512});
    latents[0][1][0][0] = 4.F; // one of four latents that become a pixel
    const Image preview = previewOf(latents, {});
    QCOMPARE(preview.width, 256);
    QCOMPARE(preview.height, 129); // the last row is of half as many
    QCOMPARE((std::vector<std::uint8_t>{preview.u8()[0], preview.u8()[1], preview.u8()[2]}),
             (std::vector<std::uint8_t>{169, 191, 157}));
    QCOMPARE(preview.u8()[3], std::uint8_t{128});
    QVERIFY(previewOf(at::zeros({1, 4, 16, 8192}), {}).isWhole()); // a panorama
}

void TestPipelineParts::previewsKeepTheirPace()
{
    using namespace std::chrono_literals;
    const PreviewPace::Clock::time_point start{1h};
    PreviewPace pace(100ms);
    QVERIFY(pace.isDue(start));
    QVERIFY(!pace.isDue(start + 99ms));
    QVERIFY(pace.isDue(start + 150ms)); // a long step
    QVERIFY(!pace.isDue(start + 200ms));
    QVERIFY(pace.isDue(start + 250ms));
    PreviewPace each({});
    QVERIFY(each.isDue(start) && each.isDue(start));
}

void TestPipelineParts::previewFactorsComeFromTheModel()
{
    const auto factors = PreviewFactors::fromJson(
        nlohmann::json::parse("{\"name\": \"x\", \"preview\": {"
                              "\"factors\": [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], \"bias\": [0, 0, 1]}}"),
        "gesso.json");
    const Image preview = previewOf(at::tensor({1.F, -1.F, 0.F, 9.F}).reshape({1, 4, 1, 1}), factors);
    QCOMPARE(preview.u8(), (std::vector<std::uint8_t>{255, 0, 255}));
    QCOMPARE(PreviewFactors::fromJson({{"steps", 3}}, "gesso.json").colours, PreviewFactors{}.colours);
}

void TestPipelineParts::damagedPreviewFactorsAreNamed_data()
{
    QTest::addColumn<QByteArray>("preview");
    QTest::addColumn<QByteArray>("member");
    const QByteArray rows = "[1, 2, 3], [1, 2, 3], [1, 2, 3]";
    const QByteArray good = "\"factors\": [" + rows + ", [1, 2, 3]]";
    const auto bad = [](const QByteArray& factors) { return "{\"factors\": " + factors + ", \"bias\": [0, 0, 0]}"; };
    QTest::newRow("no object") << QByteArray("[1]") << QByteArray("'preview'");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("'preview.factors'");
    QTest::newRow("three rows") << bad("[" + rows + "]") << QByteArray("'preview.factors'");
    QTest::newRow("five rows") << bad("[" + rows + ", [1, 2, 3], [1, 2, 3]]") << QByteArray("'preview.factors'");
    QTest::newRow("short row") << bad("[" + rows + ", [1, 2]]") << QByteArray("'preview.factors[3]'");
    QTest::newRow("text") << bad("[[1, 2, \"3\"], " + rows + "]") << QByteArray("'preview.factors[0]'");
    QTest::newRow("truth") << bad("[[1, 2, true], " + rows + "]") << QByteArray("'preview.factors[0]'");
    QTest::newRow("NaN as it is read") << bad("[[1, 2, null], " + rows + "]") << QByteArray("'preview.factors[0]'");
    QTest::newRow("beyond a float") << bad("[[1, 2, 1e99], " + rows + "]") << QByteArray("'preview.factors[0]'");
    QTest::newRow("no bias") << "{" + good + "}" << QByteArray("'preview.bias'");
    QTest::newRow("long bias") << "{" + good + ", \"bias\": [0, 0, 0, 0]}" << QByteArray("'preview.bias'");
    QTest::newRow("another member") << "{" + good + ", \"bias\": [0, 0, 0], \"basis\": 1}"
                                    << QByteArray("'preview.basis'");
}

void TestPipelineParts::damagedPreviewFactorsAreNamed()
{
    QFETCH(QByteArray, preview);
    QFETCH(QByteArray, member);
    try {
        (void)PreviewFactors::fromJson({{"preview", nlohmann::json::parse(preview.toStdString())}}, "some/gesso.json");
    } catch (const EngineError& error) {
        QCOMPARE(error.code(), ErrorCode::ModelDamaged);
        QVERIFY2(QByteArray(error.what()).contains(member), error.what());
        QVERIFY2(QByteArray(error.what()).contains("some/gesso.json"), error.what());
        return;
    }
    QFAIL("accepted");
}

QTEST_APPLESS_MAIN(TestPipelineParts)
#include "test_pipeline_parts.moc"
