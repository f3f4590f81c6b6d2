// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "inference/backend/registry.h"
#include "inference/pipelines/image_pipeline.h"

#include <ATen/ATen.h>
#include <QTest>

#include <algorithm>

using namespace gesso;
using namespace gesso::inference;

namespace {

class FirstAndLastPreview final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int /*step*/, int /*of*/) override {}
    void previewed(const Image& preview) override
    {
        first = first.empty() ? preview : first;
        last = preview;
    }

    Image first, last;
};

/// The share of values that stand at black or at full brightness.
double garish(const Image& image)
{
    const auto count = std::count_if(image.u8().begin(), image.u8().end(),
                                     [](std::uint8_t value) { return value == 0 || value == 255; });
    return static_cast<double>(count) / static_cast<double>(image.u8().size());
}

/// [1, 3, h, w] in 0..1.
at::Tensor colours(const Image& image)
{
    const at::Tensor pixels = at::tensor(image.u8(), at::kByte).reshape({1, image.height, image.width, 3});
    return pixels.permute({0, 3, 1, 2}).to(at::kFloat) / 255.;
}

double difference(const Image& preview, const Image& picture)
{
    return (colours(preview) - at::avg_pool2d(colours(picture), {8, 8})).abs().mean().item<double>();
}

} // namespace

/// The starter model's VAE has latents of its own: what its gesso.json says of them must give its pictures' colours.
class TestPreviewColours final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const DiffusionModel model(ModelFiles::open(GESSO_SOURCE_DIR "/resources/starter-model"), at::Device(at::kCPU),
                                   backendFor(at::kCPU));
        GenerationRequest request;
        request.prompt = "a red cabin on a lake near mountains at sunset";
        request.scheduler = SchedulerKind::Dpmpp2m;
        request.steps = 6;
        request.guidanceScale = 3.5;
        request.seed = 1;
        request.width = request.height = 256;
        PipelineOptions options;
        options.previews = true;
        options.previewPause = {}; // the last one too
        options.latents = true;
        StageTimings timings;
        m_made = ImagePipeline(model, request, {}, options).make(0, timings, m_previews, {});
        m_factors = model.previewFactors().value();
    }
    void theLastPreviewIsTheSmallPicture();
    void theFirstPreviewIsNotGarish();
    void ordinaryLatentsAreShownAsTheyAre();
    void theFinalLatentsAreTheSmallPicture();
    void theUsualFactorsWouldBeWrong();

private:
    Image ofFinalLatents(const PreviewFactors& factors) const
    {
        return previewOf(at::tensor(m_made.latents).reshape({1, 4, 32, 32}), factors);
    }

    static constexpr double kAlike = 0.1;
    FirstAndLastPreview m_previews;
    JobImage m_made;
    PreviewFactors m_factors;
};

void TestPreviewColours::theLastPreviewIsTheSmallPicture()
{
    QCOMPARE(m_previews.last.width, 32);
    const double found = difference(m_previews.last, inFormat(*m_made.picture, PixelFormat::U8));
    QVERIFY2(found < kAlike, qPrintable(QString::number(found)));
}

void TestPreviewColours::theFirstPreviewIsNotGarish()
{
    const double found = garish(m_previews.first);
    QVERIFY2(found < 0.15, qPrintable(QString::number(found))); // 0.37 as they came, about 0.1 as shown
}

void TestPreviewColours::ordinaryLatentsAreShownAsTheyAre()
{
    const at::Tensor latents = at::tensor(m_made.latents);
    QVERIFY(at::equal(withinUsualContrast(latents), latents));
    const at::Tensor calmed = withinUsualContrast(latents * 5.);
    QVERIFY(std::abs(calmed.square().mean().sqrt().item<double>() - 1.4) < 1e-4);
    QVERIFY(at::allclose(calmed / calmed.abs().max(), latents / latents.abs().max()));
}

void TestPreviewColours::theFinalLatentsAreTheSmallPicture()
{
    const double found = difference(ofFinalLatents(m_factors), inFormat(*m_made.picture, PixelFormat::U8));
    QVERIFY2(found < kAlike, qPrintable(QString::number(found)));
}

void TestPreviewColours::theUsualFactorsWouldBeWrong()
{
    const double found = difference(ofFinalLatents({}), inFormat(*m_made.picture, PixelFormat::U8));
    QVERIFY2(found > 2 * kAlike, qPrintable(QString::number(found)));
}

QTEST_APPLESS_MAIN(TestPreviewColours)
#include "test_preview_colours.moc"
