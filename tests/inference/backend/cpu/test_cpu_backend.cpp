// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/cpu_backend.h"
#include "inference/backend/cpu/packed_convolution.h"

#include "comparison.h"

#include <QTest>

using namespace gesso::inference;

namespace {

at::Tensor picture(std::int64_t batch, std::int64_t channels, std::int64_t height, std::int64_t width,
                   at::ScalarType type)
{
    return at::randn({batch, channels, height, width}).to(type).contiguous(at::MemoryFormat::ChannelsLast);
}

Conv2d someConv(std::int64_t in, std::int64_t out, std::int64_t kernel, at::ScalarType type, std::int64_t stride = 1)
{
    const double scale = 1. / std::sqrt(static_cast<double>(in * kernel * kernel));
    return {.weight = (scale * at::randn({out, in, kernel, kernel})).to(type),
            .bias = at::randn({out}).to(type),
            .stride = stride,
            .padding = kernel / 2,
            .packed = {},
            .winograd = {},
            .kernel = {},
            .folded = {}};
}

Linear someLinear(std::int64_t in, std::int64_t out, at::ScalarType type)
{
    const double scale = 1. / std::sqrt(static_cast<double>(in));
    return {.weight = (scale * at::randn({out, in})).to(type),
            .bias = at::randn({out}).to(type),
            .packed = {},
            .packedGate = {}};
}

} // namespace

/// Each operator against the plain reference, on the same weights, in both precisions.
class TestCpuBackend final : public QObject {
    Q_OBJECT

    const CpuBackend m_own;
    const Backend m_reference;

    template <typename Layer> Layer preparedBy(const Backend& backend, Layer layer) const
    {
        backend.prepare(layer);
        return layer;
    }

    static void compare(const at::Tensor& own, const at::Tensor& reference)
    {
        const double error = relativeDifference(own, reference);
        QVERIFY2(error <= toleranceFor(reference.scalar_type()), qPrintable(shown(error)));
    }

    static void addPrecisions()
    {
        QTest::addColumn<int>("type");
        QTest::newRow("fp32") << static_cast<int>(at::kFloat);
        QTest::newRow("bf16") << static_cast<int>(at::kBFloat16);
    }

    /// The precision under test.
    static at::ScalarType precision()
    {
        QFETCH(int, type);
        at::manual_seed(11);
        return static_cast<at::ScalarType>(type);
    }

private Q_SLOTS:
    void convolution_data() { addPrecisions(); }
    void convolution()
    {
        const at::ScalarType type = precision();
        for (const auto& [in, out, kernel, stride] :
             {std::tuple{4, 32, 3, 1}, std::tuple{32, 48, 3, 2}, std::tuple{40, 24, 1, 1}, std::tuple{9, 3, 3, 1},
              std::tuple{64, 80, 3, 1}}) {
            const Conv2d plain = someConv(in, out, kernel, type, stride);
            const Conv2d own = preparedBy(m_own, plain);
            const Conv2d reference = preparedBy(m_reference, plain);
            const at::Tensor x = picture(2, in, 9, 13, type);
            const at::Tensor expected = m_reference.conv2d(x, reference);
            compare(m_own.conv2d(x, own), expected);
            const at::Tensor residual = at::randn_like(expected);
            const at::Tensor before = residual.clone();
            compare(m_own.conv2d(x, own, residual), m_reference.conv2d(x, reference, residual));
            QVERIFY(at::equal(residual, before));
        }
    }

    void upsampling_data() { addPrecisions(); }
    void upsampling()
    {
        const at::ScalarType type = precision();
        const Conv2d plain = someConv(24, 40, 3, type);
        Conv2d own = preparedBy(m_own, plain);
        m_own.prepareUpsampling(own);
        const Conv2d unfolded = preparedBy(m_own, plain);
        const Conv2d reference = preparedBy(m_reference, plain);
        for (const auto& [height, width] : {std::pair{5, 7}, std::pair{1, 1}, std::pair{8, 8}}) {
            const at::Tensor x = picture(2, 24, height, width, type);
            const at::Tensor expected = m_reference.upsampleConv(x, 2 * height, 2 * width, reference);
            const at::Tensor folded = m_own.upsampleConv(x, 2 * height, 2 * width, own);
            compare(folded, expected);
            QVERIFY(folded.is_contiguous(at::MemoryFormat::ChannelsLast));
            compare(m_own.upsampleConv(x, 2 * height, 2 * width, unfolded), expected);
            compare(m_own.upsampleConv(x, 2 * height - 1, 2 * width, own),
                    m_reference.upsampleConv(x, 2 * height - 1, 2 * width, reference));
        }
    }

    void linear_data() { addPrecisions(); }
    void linear()
    {
        const at::ScalarType type = precision();
        const Linear plain = someLinear(72, 56, type);
        const Linear own = preparedBy(m_own, plain);
        const Linear reference = preparedBy(m_reference, plain);
        const at::Tensor x = at::randn({2, 33, 72}).to(type);
        const at::Tensor residual = at::randn({2, 33, 56}).to(type);
        for (const Activation activation :
             {Activation::None, Activation::Silu, Activation::Gelu, Activation::QuickGelu}) {
            compare(m_own.linear(x, own, activation), m_reference.linear(x, reference, activation));
            compare(m_own.linear(x, own, activation, residual), m_reference.linear(x, reference, activation, residual));
        }
        const at::Tensor strided = at::randn({2, 33, 144}).to(type).chunk(2, -1)[1];
        compare(m_own.linear(strided, own), m_reference.linear(strided, reference));
    }

    void geglu_data() { addPrecisions(); }
    void geglu()
    {
        const at::ScalarType type = precision();
        for (const bool biased : {true, false}) {
            Linear plain = someLinear(40, 160, type);
            if (!biased) {
                plain.bias.reset();
            }
            const Linear reference = preparedBy(m_reference, plain);
            Linear own = preparedBy(m_own, plain);
            const at::Tensor x = at::randn({2, 21, 40}).to(type);
            const at::Tensor expected = m_reference.geglu(x, reference);
            compare(m_own.geglu(x, own), expected);
            m_own.prepareGeglu(own);
            compare(m_own.geglu(x, own), expected);
        }
    }

    void attention_data() { addPrecisions(); }
    void attention()
    {
        const at::ScalarType type = precision();
        const at::Tensor q = at::randn({2, 30, 48}).to(type);
        for (const Mask mask : {Mask::None, Mask::Causal}) {
            compare(m_own.attention(q, q, q, 6, mask), m_reference.attention(q, q, q, 6, mask));
        }
    }

    void releasesTheWeightThatPackingReplaces()
    {
        const Conv2d conv = preparedBy(m_own, someConv(8, 8, 3, at::kFloat));
        const Conv2d wide = preparedBy(m_own, someConv(64, 64, 3, at::kFloat));
        const Linear linear = preparedBy(m_own, someLinear(8, 8, at::kFloat));
        QVERIFY(!conv.weight.defined() && conv.kernel);
        QVERIFY(!wide.weight.defined() && (wide.winograd || wide.kernel));
        QVERIFY(!linear.weight.defined() && linear.packed.defined());
    }

    void convolutionsFollowTheSizeOfThePicture_data() { addPrecisions(); }

    void convolutionsFollowTheSizeOfThePicture()
    {
        const Conv2d plain = someConv(48, 192, 3, precision());
        const Conv2d conv = preparedBy(m_own, plain);
        for (const std::int64_t size : {8, 16, 8, 5}) {
            const at::Tensor x = at::randn({2, 48, size, size}).to(precision());
            compare(m_own.conv2d(x, conv), m_reference.conv2d(x, plain));
        }
        QVERIFY(at::equal(conv.kernel->plainWeight(), plain.weight));
    }

    void leavesOtherPrecisionsToTheReference()
    {
        const Linear linear = preparedBy(m_own, someLinear(8, 8, at::kDouble));
        const at::Tensor x = at::randn({3, 8}, at::kDouble);
        QVERIFY(at::equal(m_own.linear(x, linear), m_reference.linear(x, linear)));
    }
};

QTEST_APPLESS_MAIN(TestCpuBackend)
#include "test_cpu_backend.moc"
