// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/models/autoencoder_kl.h"
#include "inference/models/clip_text_model.h"
#include "inference/models/unet_2d_condition_model.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <QTest>

#include <functional>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

namespace {

/// The reference backend, which tells of every convolution and attention before it is done.
class WatchedBackend final : public Backend {
public:
    using Watcher = std::function<void(const at::Tensor& x)>;

    void watch(Watcher watcher) const { m_watcher = std::move(watcher); }

    [[nodiscard]] at::Tensor conv2d(const at::Tensor& x, const Conv2d& conv, const at::Tensor& residual) const override
    {
        m_watcher(x);
        return Backend::conv2d(x, conv, residual);
    }
    [[nodiscard]] at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                                       std::int64_t heads, Mask mask) const override
    {
        m_watcher(q);
        return Backend::attention(q, k, v, heads, mask);
    }

private:
    mutable Watcher m_watcher = [](const at::Tensor&) {};
};

const WatchedBackend kWatched;

struct Unet {
    explicit Unet(const std::string& name)
        : shapes(NetworkShapes::load(name)),
          model(UNetConfig::fromJson(shapes.config), {weightsByRule(shapes), kWatched, at::kFloat, at::kCPU})
    {
    }
    NetworkShapes shapes;
    UNet2DConditionModel model;
};

/// Runs `network` once for every operator of it, asking for a stop just before that operator. Each time it must end in
/// Cancelled after at most `allowed` operators, counting the one that had begun.
void checkStopsSoon(const std::function<void(const std::stop_token&)>& network, int allowed)
{
    int operators = 0;
    kWatched.watch([&](const at::Tensor&) { ++operators; });
    network({});
    for (int stopAt = 0; stopAt < operators; ++stopAt) {
        std::stop_source stop;
        int done = 0;
        kWatched.watch([&](const at::Tensor&) {
            if (done++ == stopAt) {
                stop.request_stop();
            }
        });
        // After the last block there is nothing left to save, so that its operators may run to the end.
        if (operators - stopAt > allowed) {
            QVERIFY_THROWS_EXCEPTION(Cancelled, network(stop.get_token()));
            QVERIFY2(done - stopAt <= allowed, qPrintable(QString("%1 after the stop").arg(done - stopAt)));
        }
    }
    kWatched.watch([](const at::Tensor&) {});
}

} // namespace

class TestUnetPasses final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void guidanceHalvesSharedAreThePlainBatch_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("height");
        QTest::newRow("attention from the second level") << "golden-U2" << qint64{16};
        QTest::newRow("odd sizes") << "golden-U2" << qint64{13};
        QTest::newRow("first attention looks at the text") << "golden-U5" << qint64{12};
    }

    void guidanceHalvesSharedAreThePlainBatch()
    {
        QFETCH(QString, name);
        QFETCH(qint64, height);
        const Unet unet(name.toStdString());
        const at::Tensor sample = noise({2, unet.model.config().inChannels, height, 10}, 1);
        const TextContext text = unet.model.prepareContext(noise({4, 77, unet.model.config().contextWidth}, 2));
        const at::Tensor shared = unet.model.forward(sample, 321, text, {});
        const at::Tensor plain = unet.model.forward(at::cat({sample, sample}), 321, text, {});
        QCOMPARE(shared.size(0), 4);
        const auto difference = (shared - plain).abs().max().item<double>();
        const auto size = plain.abs().max().item<double>();
        QVERIFY2(difference <= 1e-6 * size, qPrintable(QString::number(difference / size)));
    }

    void whatComesBeforeTheTextIsComputedOnce()
    {
        const Unet unet("golden-U2");
        const TextContext text = unet.model.prepareContext(noise({2, 77, 32}, 2));
        std::vector<std::int64_t> batches;
        kWatched.watch([&](const at::Tensor& x) { batches.push_back(x.size(0)); });
        static_cast<void>(unet.model.forward(noise({1, 4, 16, 16}, 1), 321, text, {}));
        kWatched.watch([](const at::Tensor&) {});
        // conv_in, two resnets and the downsampler of the first block, then resnet (with shortcut) and self-attention.
        const std::vector<std::int64_t> once(1 + 4 + 1 + 3 + 1, 1);
        QVERIFY(batches.size() > once.size());
        QVERIFY(std::equal(once.begin(), once.end(), batches.begin()));
        QVERIFY(std::all_of(batches.begin() + static_cast<std::ptrdiff_t>(once.size()), batches.end(),
                            [](std::int64_t batch) { return batch == 2; }));
    }

    void unetStopsWithinOneBlock()
    {
        const Unet unet("golden-U1");
        const TextContext text = unet.model.prepareContext(noise({2, 77, 8}, 2));
        const at::Tensor sample = noise({1, 4, 8, 8}, 1);
        checkStopsSoon(
            [&](const std::stop_token& stop) { static_cast<void>(unet.model.forward(sample, 5, text, stop)); }, 3);
    }

    void vaeStopsWithinOneBlock()
    {
        const NetworkShapes shapes = NetworkShapes::load("golden-V2");
        const AutoencoderKL vae(VaeConfig::fromJson(shapes.config),
                                {weightsByRule(shapes), kWatched, at::kFloat, at::kCPU});
        const at::Tensor latents = noise({1, 4, 2, 2}, 1);
        const at::Tensor picture = noise({1, 3, 16, 16}, 1);
        checkStopsSoon([&](const std::stop_token& stop) { static_cast<void>(vae.decode(latents, stop)); }, 4);
        checkStopsSoon([&](const std::stop_token& stop) { static_cast<void>(vae.encodeMoments(picture, stop)); }, 4);
    }

    void textEncoderStopsWithinOneLayer()
    {
        const NetworkShapes shapes = NetworkShapes::load("golden-text");
        const ClipTextModel encoder(ClipTextConfig::fromJson(shapes.config),
                                    {weightsByRule(shapes), kWatched, at::kFloat, at::kCPU});
        const at::Tensor ids = at::arange(77).unsqueeze(0);
        checkStopsSoon([&](const std::stop_token& stop) { static_cast<void>(encoder.forward(ids, 1, stop)); }, 1);
    }

    void inputsThatDoNotFitAreRefused()
    {
        const Unet unet("golden-U1");
        QVERIFY_THROWS_EXCEPTION(EngineError, static_cast<void>(unet.model.prepareContext(noise({2, 77, 9}, 1))));
        const TextContext text = unet.model.prepareContext(noise({3, 77, 8}, 2));
        QVERIFY_THROWS_EXCEPTION(EngineError,
                                 static_cast<void>(unet.model.forward(noise({2, 4, 8, 8}, 1), 1, text, {})));
        QVERIFY_THROWS_EXCEPTION(EngineError,
                                 static_cast<void>(unet.model.forward(noise({1, 9, 8, 8}, 1), 1, text, {})));
        const NetworkShapes shapes = NetworkShapes::load("golden-text");
        const ClipTextModel encoder(ClipTextConfig::fromJson(shapes.config),
                                    {weightsByRule(shapes), kWatched, at::kFloat, at::kCPU});
        const at::Tensor ids = at::arange(77).unsqueeze(0);
        for (const std::int64_t clipSkip : {0, 6, -1}) {
            QVERIFY_THROWS_EXCEPTION(EngineError, static_cast<void>(encoder.forward(ids, clipSkip, {})));
        }
        QVERIFY_THROWS_EXCEPTION(EngineError, static_cast<void>(encoder.forward(ids + 1000, 1, {})));
        QVERIFY_THROWS_EXCEPTION(EngineError, static_cast<void>(encoder.forward(at::arange(78).unsqueeze(0), 1, {})));
    }

    void halfPrecisionAnswersInTheDtypeOfTheSample()
    {
        const NetworkShapes shapes = NetworkShapes::load("golden-U2");
        const UNet2DConditionModel unet(UNetConfig::fromJson(shapes.config),
                                        {weightsByRule(shapes), kWatched, at::kBFloat16, at::kCPU});
        const TextContext text = unet.prepareContext(noise({2, 77, 32}, 2));
        const at::Tensor sample = noise({2, 4, 16, 16}, 1);
        const at::Tensor rough = unet.forward(sample, 999, text, {});
        QCOMPARE(rough.scalar_type(), at::kFloat);
        const Unet exact("golden-U2");
        const at::Tensor fine = exact.model.forward(sample, 999, exact.model.prepareContext(noise({2, 77, 32}, 2)), {});
        QVERIFY((rough - fine).norm().item<double>() <= 0.03 * fine.norm().item<double>());
    }
};

QTEST_APPLESS_MAIN(TestUnetPasses)
#include "test_unet_passes.moc"
