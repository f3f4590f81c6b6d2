// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/flash_attention.h"

#include "comparison.h"
#include "inference/backend/backend.h"

#include <QTest>

using namespace gesso::inference;

namespace {

/// The exact result of these inputs, in double.
at::Tensor exactAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads)
{
    const Backend reference;
    return reference.attention(q.to(at::kDouble), k.to(at::kDouble), v.to(at::kDouble), heads).to(q.scalar_type());
}

} // namespace

class TestFlashAttention final : public QObject {
    Q_OBJECT

private:
    static void needKernel(at::ScalarType type)
    {
        const at::Tensor some = at::zeros({1, 1, 2}, type);
        if (!canFlashAttend(some, some, some, 1)) {
            QSKIP("this processor lacks the kernel's instruction set");
        }
    }

    static void addTypes()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("queries");
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("heads");
        QTest::addColumn<int>("width");
    }

    static void addShape(int queries, int keys, int heads, int width)
    {
        for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
            QTest::addRow("%s %dx%d, %d heads of %d", at::toString(type), queries, keys, heads, width)
                << static_cast<int>(type) << queries << keys << heads << width;
        }
    }

private Q_SLOTS:
    void agreesWithExactAttention_data()
    {
        addTypes();
        for (const int width : {2, 8, 32, 40, 64, 80, 160, 512}) {
            addShape(65, 77, 2, width);
        }
        for (const int keys : {1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 127, 200, 511, 512, 513, 1025}) {
            addShape(7, keys, 3, 40);
        }
        for (const int queries : {1, 63, 64, 129}) {
            addShape(queries, 24, 2, 16);
        }
    }

    void agreesWithExactAttention()
    {
        QFETCH(int, type);
        QFETCH(int, queries);
        QFETCH(int, keys);
        QFETCH(int, heads);
        QFETCH(int, width);
        const auto dtype = static_cast<at::ScalarType>(type);
        needKernel(dtype);
        at::manual_seed(7);
        const at::Tensor q = (2 * at::randn({2, queries, heads * width})).to(dtype);
        const at::Tensor k = at::randn({2, keys, heads * width}).to(dtype);
        const at::Tensor v = at::randn({2, keys, heads * width}).to(dtype);
        const double error = relativeDifference(flashAttention(q, k, v, heads), exactAttention(q, k, v, heads));
        QVERIFY2(error <= toleranceFor(dtype), qPrintable(shown(error)));
    }

    void takesSlicesOfAFusedProjection_data()
    {
        addTypes();
        addShape(130, 130, 4, 40);
        addShape(33, 33, 1, 8);
    }

    void takesSlicesOfAFusedProjection()
    {
        QFETCH(int, type);
        QFETCH(int, queries);
        QFETCH(int, heads);
        QFETCH(int, width);
        const auto dtype = static_cast<at::ScalarType>(type);
        needKernel(dtype);
        at::manual_seed(8);
        const auto parts = at::randn({2, queries, 3 * heads * width}).to(dtype).chunk(3, -1);
        const double error = relativeDifference(flashAttention(parts[0], parts[1], parts[2], heads),
                                                exactAttention(parts[0], parts[1], parts[2], heads));
        QVERIFY2(error <= toleranceFor(dtype), qPrintable(shown(error)));
    }

    /// Scores far above and below what exp() can hold, and a maximum that grows from block to block.
    void survivesExtremeScores()
    {
        needKernel(at::kFloat);
        at::manual_seed(9);
        const at::Tensor q = 300 * at::randn({1, 5, 16});
        const at::Tensor k = at::randn({1, 1200, 16}) * at::linspace(0.1, 30, 1200).reshape({1, 1200, 1});
        const at::Tensor v = at::randn({1, 1200, 16});
        const double error = relativeDifference(flashAttention(q, k, v, 2), exactAttention(q, k, v, 2));
        QVERIFY2(error <= 1e-4, qPrintable(shown(error)));
    }

    void refusesWhatItsKernelsCannotTake()
    {
        const at::Tensor q = at::zeros({1, 4, 6}, at::kBFloat16);
        QVERIFY(!canFlashAttend(q, q, q, 2)); // an odd head width in bf16
        const at::Tensor wide = at::zeros({1, 8, 4}).transpose(1, 2);
        QVERIFY(!canFlashAttend(wide, wide, wide, 2)); // channels apart
        const at::Tensor none = at::zeros({1, 0, 8});
        QVERIFY(!canFlashAttend(none, none, none, 2));
        const at::Tensor precise = at::zeros({1, 4, 8}, at::kDouble);
        QVERIFY(!canFlashAttend(precise, precise, precise, 2));
    }
};

QTEST_APPLESS_MAIN(TestFlashAttention)
#include "test_flash_attention.moc"
