// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/fused_group_norm.h"

#include "comparison.h"
#include "inference/backend/backend.h"

#include <QTest>

using namespace gesso::inference;

namespace {

GroupNorm someNorm(std::int64_t channels, std::int64_t groups, at::ScalarType type)
{
    return {(1 + 0.3 * at::randn({channels})).to(type), (0.2 * at::randn({channels})).to(type), groups, 1e-5};
}

at::Tensor exact(const at::Tensor& x, const GroupNorm& norm, Activation activation, const at::Tensor& shift)
{
    const Backend reference;
    const GroupNorm precise{norm.weight.to(at::kDouble), norm.bias.to(at::kDouble), norm.groups, norm.eps};
    const at::Tensor preciseShift = shift.defined() ? shift.to(at::kDouble) : shift;
    return reference.groupNorm(x.to(at::kDouble), precise, activation, preciseShift).to(x.scalar_type());
}

} // namespace

class TestFusedGroupNorm final : public QObject {
    Q_OBJECT

private:
    static void needKernel(at::ScalarType type)
    {
        if (!canFuseGroupNorm(at::zeros({1, 2, 1, 1}, type), someNorm(2, 1, type), Activation::None, {})) {
            QSKIP("this processor lacks the kernel's instruction set");
        }
    }

private Q_SLOTS:
    void agreesWithExactNorm_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("groups");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        struct Shape {
            int channels, groups, height, width;
        };
        for (const auto& s : {Shape{320, 32, 9, 7}, Shape{32, 32, 8, 8}, Shape{12, 3, 1, 1}, Shape{6, 2, 5, 33},
                              Shape{72, 8, 16, 16}, Shape{128, 1, 4, 16}, Shape{1280, 32, 3, 3}}) {
            for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
                QTest::addRow("%s %d/%d %dx%d", at::toString(type), s.channels, s.groups, s.height, s.width)
                    << static_cast<int>(type) << s.channels << s.groups << s.height << s.width;
            }
        }
    }

    void agreesWithExactNorm()
    {
        QFETCH(int, type);
        QFETCH(int, channels);
        QFETCH(int, groups);
        QFETCH(int, height);
        QFETCH(int, width);
        const auto dtype = static_cast<at::ScalarType>(type);
        needKernel(dtype);
        at::manual_seed(3);
        const GroupNorm norm = someNorm(channels, groups, dtype);
        const at::Tensor x = (3 * at::randn({2, channels, height, width}) + 1).to(dtype);
        for (const at::Tensor& shift : {at::Tensor(), at::randn({2, channels}).to(dtype)}) {
            for (const Activation activation : {Activation::None, Activation::Silu}) {
                const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
                const double error = relativeDifference(fusedGroupNorm(input, norm, activation, shift),
                                                        exact(x, norm, activation, shift));
                QVERIFY2(error <= toleranceFor(dtype), qPrintable(shown(error)));
            }
        }
    }

    /// A mean a thousand times the deviation: sums of plain squares would leave nothing of the variance.
    void keepsDigitsFarFromZero()
    {
        needKernel(at::kFloat);
        at::manual_seed(4);
        const GroupNorm norm = someNorm(64, 32, at::kFloat);
        const at::Tensor x = at::randn({1, 64, 40, 40}) + 1000;
        const double error =
            relativeDifference(fusedGroupNorm(x, norm, Activation::None, {}), exact(x, norm, Activation::None, {}));
        QVERIFY2(error <= 2e-4, qPrintable(shown(error))); // fp32 itself has 6e-5 left here
    }

    void doesNotDependOnTheBatch()
    {
        needKernel(at::kFloat);
        at::manual_seed(5);
        const GroupNorm norm = someNorm(48, 6, at::kFloat);
        const at::Tensor x = at::randn({3, 48, 11, 13});
        const at::Tensor together = fusedGroupNorm(x, norm, Activation::Silu, {});
        for (std::int64_t i = 0; i < 3; ++i) {
            QVERIFY(at::equal(together.narrow(0, i, 1), fusedGroupNorm(x.narrow(0, i, 1), norm, Activation::Silu, {})));
        }
    }

    void siluOfLargeValuesIsFinite()
    {
        needKernel(at::kFloat);
        const GroupNorm norm{at::full({2}, 1e4F), at::zeros({2}), 1, 1e-5};
        const at::Tensor y = fusedGroupNorm(at::tensor({-1.F, 1.F}).reshape({1, 2, 1, 1}), norm, Activation::Silu, {});
        QVERIFY(at::isfinite(y).all().item<bool>());
        QVERIFY(y.min().item<float>() <= 0.F && y.min().item<float>() > -1e-3F);
    }
};

QTEST_APPLESS_MAIN(TestFusedGroupNorm)
#include "test_fused_group_norm.moc"
