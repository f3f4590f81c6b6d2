// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "inference/pipelines/panorama_denoiser.h"
#include "inference/pipelines/panorama_views.h"

#include "inference/backend/registry.h"
#include "inference/pipelines/image_pipeline.h"

#include <ATen/ATen.h>
#include <QTest>

#include <cmath>

using namespace gesso;
using namespace gesso::inference;

namespace {

class SilentObserver final : public PipelineObserver {
public:
    void progressed(const char* /*stage*/, int /*step*/, int /*of*/) override {}
    void previewed(const Image& /*preview*/) override {}
};

DiffusionModel modelAt(const std::string& path)
{
    return {ModelFiles::open(path), at::Device(at::kCPU), backendFor(at::kCPU)};
}

JobImage made(const DiffusionModel& model, const GenerationRequest& request, std::size_t viewsAtOnce,
              at::ScalarType dtype = at::kFloat)
{
    PipelineOptions options;
    options.dtype = dtype;
    options.latents = true;
    options.viewsAtOnce = viewsAtOnce;
    SilentObserver observer;
    StageTimings timings;
    return ImagePipeline(model, request, {}, options).make(0, timings, observer, {});
}

GenerationRequest panoramaOf(int width, int height)
{
    GenerationRequest request;
    request.task = Task::Panorama;
    request.syntax = PromptSyntax::Plain;
    request.prompt = "mountains by a lake at sunset";
    request.width = width;
    request.height = height;
    request.steps = 3;
    request.seed = 4;
    return request;
}

/// The mean difference of a picture's columns `x` and `x + 1`; after the last comes the first.
double stepAcross(const Image& image, int x)
{
    double sum = 0.;
    for (int y = 0; y < image.height; ++y) {
        for (int c = 0; c < 3; ++c) {
            const auto at = [&](int column) {
                return static_cast<double>(
                    image.u8()[static_cast<std::size_t>((y * image.width + column % image.width) * 3 + c)]);
            };
            sum += std::abs(at(x) - at(x + 1));
        }
    }
    return sum / (3. * image.height);
}

} // namespace

class TestPanoramaViews final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProcessorTakesFewViewsAtOnce()
    {
        QCOMPARE(viewsWorthDoingTogether(at::kCPU, 512, 512), std::size_t(1));
        QCOMPARE(viewsWorthDoingTogether(at::kCPU, 1024, 1024), std::size_t(1));
        QCOMPARE(viewsWorthDoingTogether(at::kCPU, 256, 256), std::size_t(4));
        QCOMPARE(viewsWorthDoingTogether(at::kCPU, 64, 64), std::size_t(4));
        QCOMPARE(viewsWorthDoingTogether(at::kCUDA, 512, 512), std::size_t(4));
    }

    void coverEveryLatent_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("wrapX");
        QTest::addColumn<bool>("wrapY");
        QTest::addColumn<int>("count"); // -1: not told
        QTest::newRow("512x2048 of diffusers") << 64 << 256 << false << false << 25;
        QTest::newRow("512x2048 circular") << 64 << 256 << true << false << 32;
        QTest::newRow("1024x1024") << 128 << 128 << false << false << 81;
        QTest::newRow("512x512") << 64 << 64 << false << false << 1;
        QTest::newRow("a rest of two columns") << 64 << 250 << false << false << 25;
        QTest::newRow("smaller than a view") << 24 << 40 << false << false << 1;
        QTest::newRow("both axes") << 72 << 80 << true << true << 90;
        QTest::newRow("narrow and wrapped") << 64 << 24 << true << false << 3;
        QTest::newRow("odd and wrapped") << 33 << 77 << true << true << -1;
    }

    void coverEveryLatent()
    {
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(bool, wrapX);
        QFETCH(bool, wrapY);
        QFETCH(int, count);
        PanoramaOptions options;
        options.wrapX = wrapX;
        options.wrapY = wrapY;
        const PanoramaViews views(options, height, width, 8);
        if (count >= 0) {
            QCOMPARE(views.count(), static_cast<std::size_t>(count));
        }
        // What is cut and joined again is the canvas: every latent lies in a view, and the mean of equals is theirs.
        const at::Tensor canvas = at::randn({1, 4, height, width});
        std::vector<at::Tensor> cut;
        for (std::size_t i = 0; i < views.count(); ++i) {
            cut.push_back(views.cut(canvas, i));
            QVERIFY(cut.back().size(2) == std::min(64, height) && cut.back().size(3) == std::min(64, width));
        }
        QVERIFY(at::allclose(views.join(cut), canvas, 1e-5, 1e-6));
    }

    void overlapsAreTheMean()
    {
        PanoramaOptions options;
        options.viewSize = 64;
        options.stride = 32;
        const PanoramaViews views(options, 8, 12, 8);
        QCOMPARE(views.count(), std::size_t{2});
        const at::Tensor joined = views.join({at::ones({1, 1, 8, 8}), at::full({1, 1, 8, 8}, 3.)});
        QCOMPARE(joined[0][0][0][0].item<float>(), 1.F);
        QCOMPARE(joined[0][0][0][5].item<float>(), 2.F);
        QCOMPARE(joined[0][0][0][11].item<float>(), 3.F);
    }

    void wrappedLatentsGoOnAtTheOtherEnd()
    {
        const at::Tensor latents = at::arange(5, at::kFloat).reshape({1, 1, 1, 5});
        PanoramaOptions options;
        QVERIFY(at::equal(wrapped(latents, options, 2), latents));
        options.wrapX = true;
        QVERIFY(at::equal(wrapped(latents, options, 2).flatten(),
                          at::tensor({3.F, 4.F, 0.F, 1.F, 2.F, 3.F, 4.F, 0.F, 1.F})));
        QCOMPARE(wrapped(latents, options, 7).size(3), 19);
    }

    void viewsTogetherAreViewsOneByOne_data()
    {
        QTest::addColumn<int>("scheduler");
        QTest::newRow("ddim") << static_cast<int>(SchedulerKind::Ddim);
        QTest::newRow("pndm, which remembers") << static_cast<int>(SchedulerKind::Pndm);
        QTest::newRow("dpmpp-2m, which remembers") << static_cast<int>(SchedulerKind::Dpmpp2m);
        QTest::newRow("euler-a, which draws") << static_cast<int>(SchedulerKind::EulerAncestral);
    }

    void viewsTogetherAreViewsOneByOne()
    {
        QFETCH(int, scheduler);
        const DiffusionModel model = modelAt(std::string(GESSO_FIXTURES) + "/models/sd1-tiny");
        GenerationRequest request = panoramaOf(136, 88);
        request.scheduler = static_cast<SchedulerKind>(scheduler);
        request.panorama = {true, false, 64, 32};
        const at::Tensor single = at::tensor(made(model, request, 1).latents);
        for (const std::size_t together : {std::size_t{3}, std::size_t{64}}) {
            const at::Tensor batch = at::tensor(made(model, request, together).latents);
            const double error = ((batch - single).norm() / single.norm()).item<double>();
            QVERIFY2(error <= 1e-5, qPrintable(QString::number(error)));
        }
    }

    void theSeamOfAWrappedPanoramaIsLikeItsInside()
    {
        const DiffusionModel model = modelAt(std::string(GESSO_SOURCE_DIR) + "/resources/starter-model");
        GenerationRequest request = panoramaOf(384, 256);
        request.scheduler = SchedulerKind::Dpmpp2m;
        request.steps = 8;
        request.guidanceScale = 3.5;
        request.panorama.viewSize = 256;
        const auto seamOf = [&](bool wrap) {
            request.panorama.wrapX = wrap;
            const Image picture = inFormat(*made(model, request, 1).picture, PixelFormat::U8);
            double inside = 0.;
            for (int x = 0; x + 1 < picture.width; ++x) {
                inside += stepAcross(picture, x) / (picture.width - 1);
            }
            return stepAcross(picture, picture.width - 1) / inside;
        };
        const double wrappedSeam = seamOf(true);
        const double openSeam = seamOf(false);
        qInfo("step across the seam, of the mean step inside: %.2f wrapped, %.2f open", wrappedSeam, openSeam);
        QVERIFY(wrappedSeam < 2.);
        QVERIFY(openSeam > 4.);
    }
};

QTEST_APPLESS_MAIN(TestPanoramaViews)
#include "test_panorama_views.moc"
