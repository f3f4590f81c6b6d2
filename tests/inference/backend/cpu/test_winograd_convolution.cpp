// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/backend.h"
#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/cpu/winograd_convolution.h"

#include "comparison.h"

#include <ATen/Parallel.h>
#include <QTest>

using namespace gesso::inference;

namespace {

Conv2d someConv(std::int64_t in, std::int64_t out, at::ScalarType type = at::kFloat)
{
    Conv2d conv;
    conv.weight = (at::randn({out, in, 3, 3}) / std::sqrt(9. * static_cast<double>(in))).to(type);
    conv.bias = at::randn({out}).to(type);
    conv.padding = 1;
    return conv;
}

/// The same layer in double, which is exact beside either.
Conv2d exact(const Conv2d& conv)
{
    Conv2d result = conv;
    result.weight = conv.weight.to(at::kDouble);
    result.bias = conv.bias.defined() ? conv.bias.to(at::kDouble) : at::Tensor();
    return result;
}

at::Tensor picture(std::int64_t batch, std::int64_t channels, std::int64_t height, std::int64_t width)
{
    return at::randn({batch, channels, height, width}).contiguous(at::MemoryFormat::ChannelsLast);
}

} // namespace

/// Against libtorch's convolution in double. Errors of 2e-6 to 5e-6 of the largest value are usual, 1e-5 is allowed.
class TestWinogradConvolution final : public QObject {
    Q_OBJECT

    const Backend m_reference;

    void compare(const at::Tensor& own, const at::Tensor& exactResult) const
    {
        const double error = relativeDifference(own, exactResult.to(at::kFloat));
        QVERIFY2(error <= 1e-5, qPrintable(shown(error)));
        QVERIFY(own.is_contiguous(at::MemoryFormat::ChannelsLast));
    }

    /// Some input channels at a time, since libtorch's convolution in double unfolds all that it is given.
    at::Tensor exactly(const at::Tensor& x, const Conv2d& conv) const
    {
        constexpr std::int64_t kChannelsAtATime = 128;
        at::Tensor sum;
        for (std::int64_t first = 0; first < x.size(1); first += kChannelsAtATime) {
            const std::int64_t count = std::min(kChannelsAtATime, x.size(1) - first);
            Conv2d part = exact(conv);
            part.weight = part.weight.narrow(1, first, count).contiguous();
            part.bias = first == 0 ? part.bias : at::Tensor();
            const at::Tensor term = m_reference.conv2d(x.narrow(1, first, count).to(at::kDouble), part);
            sum = sum.defined() ? sum + term : term;
        }
        return sum;
    }

private Q_SLOTS:
    void init()
    {
        at::manual_seed(17);
        if (!cpuFeatures().avx2) {
            QSKIP("its kernels want AVX2");
        }
    }

    void agreesForAnySize_data()
    {
        QTest::addColumn<int>("batch");
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("whole tiles") << 2 << 64 << 64 << 16 << 16;
        QTest::newRow("one pixel") << 1 << 64 << 64 << 1 << 1;
        QTest::newRow("tiles cut at both edges") << 2 << 80 << 112 << 9 << 13;
        QTest::newRow("several blocks of input channels") << 1 << 640 << 64 << 8 << 12;
        QTest::newRow("a last block that is not full") << 1 << 272 << 80 << 7 << 6;
        QTest::newRow("several blocks of tiles") << 3 << 64 << 96 << 40 << 44;
        QTest::newRow("several chunks of tiles") << 1 << 1280 << 64 << 78 << 84; // 420; a chunk has 364 of them
    }

    void agreesForAnySize()
    {
        QFETCH(int, batch);
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, height);
        QFETCH(int, width);
        const Conv2d conv = someConv(in, out);
        QVERIFY(WinogradConvolution::suits(conv));
        const at::Tensor x = picture(batch, in, height, width);
        const at::Tensor expected = exactly(x, conv);
        const WinogradConvolution own(conv);
        compare(own.run(x), expected);
        const at::Tensor residual = picture(batch, out, height, width);
        const at::Tensor before = residual.clone();
        compare(own.run(x, residual), expected + residual);
        QVERIFY(at::equal(residual, before));
    }

    void doublesThePictureOnTheWay()
    {
        const Conv2d conv = someConv(96, 64);
        const WinogradConvolution own(conv);
        for (const auto& [height, width] : {std::pair{8, 8}, std::pair{5, 7}, std::pair{1, 3}}) {
            const at::Tensor x = picture(2, 96, height, width);
            compare(own.runDoubled(x), m_reference.upsampleConv(x.to(at::kDouble), 2 * height, 2 * width, exact(conv)));
        }
    }

    /// Both round each step alike: a fused multiplication and addition is one in either.
    void theNarrowerInstructionsGiveTheSame()
    {
        if (!cpuFeatures().avx512) {
            QSKIP("there are no wider ones here");
        }
        const Conv2d conv = someConv(144, 80);
        const at::Tensor x = picture(2, 144, 11, 14);
        const at::Tensor narrow = WinogradConvolution(conv, kernels::kWinogradAvx2).run(x, x.slice(1, 0, 80));
        QVERIFY(at::equal(narrow, WinogradConvolution(conv, kernels::kWinogradAvx512).run(x, x.slice(1, 0, 80))));
        compare(narrow, m_reference.conv2d(x.to(at::kDouble), exact(conv)) + x.slice(1, 0, 80));
    }

    void takesLayersWithoutBiasAndPicturesInAnyLayout()
    {
        Conv2d conv = someConv(64, 64);
        conv.bias.reset();
        const at::Tensor x = at::randn({1, 64, 10, 11});
        compare(WinogradConvolution(conv).run(x), m_reference.conv2d(x.to(at::kDouble), exact(conv)));
    }

    void eachPictureIsTheSameAloneAndInABatch()
    {
        const WinogradConvolution own(someConv(320, 96));
        const at::Tensor x = picture(3, 320, 12, 18);
        const at::Tensor together = own.run(x);
        for (std::int64_t i = 0; i < x.size(0); ++i) {
            QVERIFY(at::equal(own.run(x.slice(0, i, i + 1)), together.slice(0, i, i + 1)));
        }
    }

    void isTheSameOnAnyNumberOfThreads()
    {
        const WinogradConvolution own(someConv(64, 160));
        const at::Tensor x = picture(2, 64, 30, 34);
        const int threads = at::get_num_threads();
        at::set_num_threads(1);
        const at::Tensor alone = own.run(x);
        at::set_num_threads(4);
        const at::Tensor shared = own.run(x);
        at::set_num_threads(threads);
        QVERIFY(at::equal(alone, shared));
    }

    void leavesOtherConvolutionsAlone()
    {
        Conv2d strided = someConv(64, 64);
        strided.stride = 2;
        Conv2d unpadded = someConv(64, 64);
        unpadded.padding = 0;
        Conv2d pointwise = someConv(64, 64);
        pointwise.weight = at::randn({64, 64, 1, 1});
        for (const Conv2d& conv : {strided, unpadded, pointwise, someConv(4, 320), someConv(320, 4), someConv(72, 64),
                                   someConv(64, 64, at::kBFloat16)}) {
            QVERIFY(!WinogradConvolution::suits(conv));
        }
    }
};

QTEST_APPLESS_MAIN(TestWinogradConvolution)
#include "test_winograd_convolution.moc"
