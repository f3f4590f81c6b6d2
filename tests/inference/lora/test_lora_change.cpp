// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_change.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;
using enum LoraPart;

namespace {

at::Tensor zeros(at::IntArrayRef shape)
{
    return at::zeros(shape, at::TensorOptions(at::kMeta).dtype(at::kFloat));
}

using Shapes = std::map<LoraPart, std::vector<std::int64_t>>;

LoraParts partsOf(const Shapes& shapes)
{
    LoraParts parts;
    for (const auto& [part, shape] : shapes) {
        parts.emplace(part, zeros(shape));
    }
    return parts;
}

} // namespace

Q_DECLARE_METATYPE(Shapes)

/// The formulas on matrices small enough to be computed by hand; the fixtures have all kinds at work in networks.
class TestLoraChange final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsUpTimesDown();
    void keepsTheMagnitudeOfOutputs();
    void keepsTheMagnitudeOfInputs();
    void movesTheMagnitudeAlongALine();
    void aRowOfZerosStaysZero();
    void tellsWhatFits_data();
    void tellsWhatFits();
    void dividesAlphaByTheRank();
};

void TestLoraChange::addsUpTimesDown()
{
    const at::Tensor weight = at::tensor({1., 2., 3., 4.}).reshape({2, 2});
    const LoraParts parts{{Up, at::tensor({1., 2.}).reshape({2, 1})}, {Down, at::tensor({10., 20.}).reshape({1, 2})}};

    const at::Tensor result = changed(weight.to(at::kFloat), parts, 0.5, -2.);

    QVERIFY(at::equal(result, at::tensor({-9., -18., -17., -36.}).reshape({2, 2}).to(at::kFloat)));
}

void TestLoraChange::keepsTheMagnitudeOfOutputs()
{
    // W + dW = [[3, 4], [0, 5]], each row of length 5.
    const at::Tensor weight = at::tensor({2.F, 4.F, 0.F, 4.F}).reshape({2, 2});
    const LoraParts parts{{Difference, at::tensor({1.F, 0.F, 0.F, 1.F}).reshape({2, 2})},
                          {Magnitude, at::tensor({10.F, 15.F}).reshape({2, 1})}};

    QVERIFY(at::allclose(changed(weight, parts, 1., 1.), at::tensor({6.F, 8.F, 0.F, 15.F}).reshape({2, 2})));
}

void TestLoraChange::keepsTheMagnitudeOfInputs()
{
    // W + dW = [[3, 0], [4, 2]], columns of length 5 and 2.
    const at::Tensor weight = at::tensor({3.F, 0.F, 4.F, 1.F}).reshape({2, 2});
    const LoraParts parts{{Difference, at::tensor({0.F, 0.F, 0.F, 1.F}).reshape({2, 2})},
                          {Magnitude, at::tensor({10.F, 6.F}).reshape({1, 2})}};

    QVERIFY(at::allclose(changed(weight, parts, 1., 1.), at::tensor({6.F, 0.F, 8.F, 6.F}).reshape({2, 2})));
}

void TestLoraChange::movesTheMagnitudeAlongALine()
{
    const at::Tensor weight = at::tensor({3.F, 4.F}).reshape({1, 2});
    const LoraParts parts{{Difference, at::zeros({1, 2})}, {MagnitudeOfOutputs, at::tensor({10.F})}};

    QVERIFY(at::allclose(changed(weight, parts, 1., 0.5), at::tensor({4.5F, 6.F}).reshape({1, 2})));
    QVERIFY(at::allclose(changed(weight, parts, 1., -1.), at::zeros({1, 2})));
}

void TestLoraChange::aRowOfZerosStaysZero()
{
    const LoraParts parts{{Difference, at::zeros({1, 2})}, {MagnitudeOfOutputs, at::tensor({10.F})}};

    QVERIFY(at::equal(changed(at::zeros({1, 2}), parts, 1., 1.), at::zeros({1, 2})));
}

void TestLoraChange::tellsWhatFits_data()
{
    QTest::addColumn<Shapes>("parts");
    QTest::addColumn<Shapes::mapped_type>("shape");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<bool>("fit");
    const auto row = [](const char* name, const Shapes& parts, const Shapes::mapped_type& shape, bool whole, bool fit) {
        QTest::newRow(name) << parts << shape << whole << fit;
    };
    const Shapes pair{{Up, {6, 2}}, {Down, {2, 4}}};
    const auto with = [&pair](LoraPart part, const std::vector<std::int64_t>& shape) {
        Shapes more = pair;
        more[part] = shape;
        return more;
    };
    row("linear", pair, {6, 4}, true, true);
    row("1x1 convolution", pair, {6, 4, 1, 1}, true, true);
    row("other outputs", pair, {8, 4}, true, false);
    row("other inputs", pair, {6, 5}, true, false);
    row("turned round", pair, {4, 6}, true, false);
    row("vector", pair, {24}, true, false);
    row("ranks differ", {{Up, {6, 3}}, {Down, {2, 4}}}, {6, 4}, true, false);
    row("rank 0", {{Up, {6, 0}}, {Down, {0, 4}}}, {6, 4}, true, false);
    row("no up", {{Down, {2, 4}}}, {6, 4}, false, false);
    row("two kinds", with(Hada1A, {6, 2}), {6, 4}, false, false);
    row("vectors", {{Up, {6}}, {Down, {4}}}, {6, 4}, true, false);
    row("3x3", {{Up, {6, 2, 1, 1}}, {Down, {2, 4, 3, 3}}}, {6, 4, 3, 3}, true, true);
    row("3x3 for linear", {{Up, {6, 2, 1, 1}}, {Down, {2, 4, 3, 3}}}, {6, 4}, true, false);
    row("core", {{Up, {6, 2, 1, 1}}, {Mid, {2, 2, 3, 3}}, {Down, {2, 4, 1, 1}}}, {6, 4, 3, 3}, true, true);
    row("core of another rank", {{Up, {6, 2, 1, 1}}, {Mid, {2, 3, 3, 3}}, {Down, {2, 4, 1, 1}}}, {6, 4, 3, 3}, true,
        false);
    row("core that is a matrix", {{Up, {6, 2}}, {Mid, {2, 2}}, {Down, {2, 4}}}, {6, 4}, true, false);
    row("alpha", with(Alpha, {}), {6, 4}, true, true);
    row("alphas", with(Alpha, {2}), {6, 4}, true, false);
    row("alpha alone", {{Alpha, {}}}, {6, 4}, false, false);
    row("magnitude by output", with(Magnitude, {6, 1}), {6, 4}, true, true);
    row("magnitude by input", with(Magnitude, {1, 4}), {6, 4}, true, true);
    row("magnitude of another", with(Magnitude, {1, 5}), {6, 4}, true, false);
    row("magnitude of PEFT", with(MagnitudeOfOutputs, {6}), {6, 4}, true, true);
    row("magnitude of PEFT, short", with(MagnitudeOfOutputs, {4}), {6, 4}, true, false);
    row("LoHa", {{Hada1A, {6, 2}}, {Hada1B, {2, 4}}, {Hada2A, {6, 2}}, {Hada2B, {2, 4}}}, {6, 4}, true, true);
    row("LoHa, unlike", {{Hada1A, {6, 2}}, {Hada1B, {2, 4}}, {Hada2A, {6, 2}}, {Hada2B, {2, 5}}}, {6, 4}, true, false);
    row("half a LoHa", {{Hada1A, {6, 2}}, {Hada1B, {2, 4}}}, {6, 4}, false, false);
    row("LoKr", {{Kron1, {2, 2}}, {Kron2, {3, 2}}}, {6, 4}, true, true);
    row("LoKr, other", {{Kron1, {2, 2}}, {Kron2, {2, 2}}}, {6, 4}, true, false);
    row("LoKr without its second", {{Kron1, {2, 2}}}, {6, 4}, false, false);
    row("LoKr given twice", {{Kron1, {2, 2}}, {Kron1A, {2, 1}}, {Kron2, {3, 2}}}, {6, 4}, false, false);
    row("difference", {{Difference, {6, 4}}}, {6, 4}, true, true);
    row("difference of a vector", {{Difference, {6}}, {BiasDifference, {6}}}, {6}, true, true);
    row("bias alone", {{BiasDifference, {6}}}, {6, 4}, true, true);
    row("bias of another", {{BiasDifference, {4}}}, {6, 4}, true, false);
    row("bias with magnitude", {{BiasDifference, {6}}, {Magnitude, {6, 1}}}, {6, 4}, false, false);
}

void TestLoraChange::tellsWhatFits()
{
    QFETCH(Shapes, parts);
    QFETCH(Shapes::mapped_type, shape);

    QTEST(isWhole(partsOf(parts)), "whole");
    QTEST(fits(partsOf(parts), shape), "fit");
}

void TestLoraChange::dividesAlphaByTheRank()
{
    QCOMPARE(rankOf(partsOf({{Up, {6, 2}}, {Down, {2, 4}}})), std::int64_t{2});
    QCOMPARE(rankOf(partsOf({{Hada1A, {3, 6}}, {Hada1B, {3, 4}}, {Hada2A, {3, 6}}, {Hada2B, {3, 4}}})),
             std::int64_t{3});
    QCOMPARE(rankOf(partsOf({{Kron1, {2, 2}}, {Kron2A, {3, 5}}, {Kron2B, {5, 2}}})), std::int64_t{5});
    QCOMPARE(rankOf(partsOf({{Kron1, {2, 2}}, {Kron2, {3, 2}}})), std::int64_t{0});
    QCOMPARE(rankOf(partsOf({{Difference, {2, 2}}})), std::int64_t{0});
}

QTEST_APPLESS_MAIN(TestLoraChange)
#include "test_lora_change.moc"
