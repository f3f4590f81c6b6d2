// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#define GESSO_CUDA_LANGUAGE "tests/support/cuda_on_cpu.h"
#include "inference/cuda/group_norm.cuh"

#include "inference/backend/backend.h"

#include <ATen/ATen.h>
#include <QTest>

#include <stdexcept>
#include <vector>

using namespace gesso::inference;
using namespace gesso::inference::cuda;

namespace {

struct Case {
    int batch, height, width, channels, groups;
    bool silu, shifted;
};

constexpr Case kCases[] = {
    {1, 4, 4, 32, 32, true, false},     {2, 8, 8, 64, 32, true, true},    {1, 5, 7, 320, 32, true, false},
    {2, 13, 11, 48, 8, false, true},    {1, 16, 16, 128, 1, true, false}, {1, 1, 1, 64, 32, false, false},
    {1, 9, 130, 96, 32, true, true},    {3, 3, 3, 12, 4, true, false},    {1, 2, 33, 1280, 32, true, true},
    {1, 40, 40, 256, 32, false, false},
};

template <typename T> at::ScalarType scalarType();
template <> at::ScalarType scalarType<float>()
{
    return at::kFloat;
}
template <> at::ScalarType scalarType<__half>()
{
    return at::kHalf;
}
template <> at::ScalarType scalarType<__nv_bfloat16>()
{
    return at::kBFloat16;
}

template <typename T> const T* pointer(const at::Tensor& tensor)
{
    return tensor.defined() ? static_cast<const T*>(tensor.const_data_ptr()) : nullptr;
}

/// Largest difference of the kernel from the reference in double precision, over the largest value of the reference.
template <typename T> double errorOf(const Case& c, double mean)
{
    const auto generator = at::detail::createCPUGenerator(7);
    const auto draw = [&](at::IntArrayRef shape) { return at::randn(shape, generator).to(scalarType<T>()); };
    const at::Tensor x = (at::randn({c.batch, c.channels, c.height, c.width}, generator) + mean)
                             .to(scalarType<T>())
                             .contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor shift = c.shifted ? draw({c.batch, c.channels}) : at::Tensor();
    const GroupNorm norm{draw({c.channels}), draw({c.channels}), c.groups, 1e-5};

    at::Tensor y = at::full_like(x, std::numeric_limits<double>::quiet_NaN());
    const NormShape shape = normShape(c.batch, c.height * c.width, c.channels, c.groups);
    std::vector<Moments> partial(static_cast<std::size_t>(shape.batch * shape.chunks * shape.groups));
    runGroupNorm(pointer<T>(x), pointer<T>(shift), pointer<T>(norm.weight), pointer<T>(norm.bias), shape, 1e-5F, c.silu,
                 partial.data(), static_cast<T*>(y.mutable_data_ptr()), nullptr);

    const GroupNorm exact{norm.weight.to(at::kDouble), norm.bias.to(at::kDouble), c.groups, 1e-5};
    const at::Tensor expected =
        Backend().groupNorm(x.to(at::kDouble), exact, c.silu ? Activation::Silu : Activation::None,
                            shift.defined() ? shift.to(at::kDouble) : at::Tensor());
    const at::Tensor difference = (y.to(at::kDouble) - expected).abs().max() / expected.abs().max();
    return difference.item<double>();
}

__global__ void halfOfTheThreadsWait()
{
    if (threadIdx.x % 2 == 0) {
        __syncthreads();
    }
}

} // namespace

/// The CUDA GroupNorm kernels, run on the CPU by fibers, against the plain libtorch operator.
class TestGroupNorm final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheReference_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(kCases)); ++i) {
            const Case& c = kCases[i];
            QTest::addRow("%dx%dx%dx%d in %d groups%s%s", c.batch, c.height, c.width, c.channels, c.groups,
                          c.silu ? ", silu" : "", c.shifted ? ", shifted" : "")
                << i;
        }
    }

    void agreesWithTheReference()
    {
        QFETCH(int, index);
        QCOMPARE_LT(errorOf<float>(kCases[index], 0.), 2e-6);
        QCOMPARE_LT(errorOf<__half>(kCases[index], 0.), 1e-3);
        QCOMPARE_LT(errorOf<__nv_bfloat16>(kCases[index], 0.), 8e-3);
    }

    void aLargeMeanCostsNoPrecision() { QCOMPARE_LT(errorOf<float>({1, 16, 16, 64, 32, true, false}, 1000.), 3e-4); }

    void tooManyGroupsAreRefused()
    {
        QVERIFY(normShapeFits(320, 32));
        QVERIFY(!normShapeFits(320, 0));
        QVERIFY(!normShapeFits(320, 33));
        QVERIFY(!normShapeFits(1024, 1));
        QVERIFY(!normShapeFits(128, 128));
    }

    void aMissedBarrierIsDetected()
    {
        QVERIFY_EXCEPTION_THROWN(gesso::test::runOnFibers(dim3(1), dim3(4), [] { halfOfTheThreadsWait(); }),
                                 std::logic_error);
    }
};

QTEST_APPLESS_MAIN(TestGroupNorm)
#include "test_group_norm.moc"
