// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/weight_loader.h"
#include "tests/support/failure_message.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::contains;
using gesso::test::failureMessage;

namespace {

/// Tensors that stand in memory.
class MemoryWeights final : public WeightSource {
public:
    explicit MemoryWeights(std::map<std::string, at::Tensor> tensors) : m_tensors(std::move(tensors)) {}

    std::vector<std::string> names() const override
    {
        std::vector<std::string> names;
        for (const auto& [name, tensor] : m_tensors) {
            names.push_back(name);
        }
        return names;
    }
    bool contains(const std::string& name) const override { return m_tensors.contains(name); }
    std::vector<std::int64_t> shape(const std::string& name) const override { return m_tensors.at(name).sizes().vec(); }
    at::Tensor load(const std::string& name) const override { return m_tensors.at(name).clone(); }
    void addFingerprints(Fingerprints& /*fingerprints*/) const override {}

private:
    std::map<std::string, at::Tensor> m_tensors;
};

/// Counts what it prepares.
class CountingBackend final : public Backend {
public:
    void prepare(Conv2d& conv) const override
    {
        ++convolutions;
        Backend::prepare(conv);
    }
    void prepare(Linear& linear) const override
    {
        ++linears;
        Backend::prepare(linear);
    }

    mutable int convolutions = 0, linears = 0;
};

WeightLoader loaderOf(const Backend& backend, std::map<std::string, at::Tensor> tensors,
                      at::ScalarType dtype = at::kFloat)
{
    return {std::make_shared<MemoryWeights>(std::move(tensors)), backend, dtype, at::kCPU};
}

std::string finishMessage(const WeightLoader& loader)
{
    return failureMessage([&loader] { loader.finish("UNet"); }, ErrorCode::ModelDamaged);
}

} // namespace

class TestWeightLoader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutPreparedLayers()
    {
        const CountingBackend backend;
        const at::Tensor kernel = at::randn({4, 3, 3, 3}).to(at::kHalf);
        const WeightLoader loader = loaderOf(backend, {{"down.0.conv.weight", kernel},
                                                       {"down.0.conv.bias", at::ones({4})},
                                                       {"to_q.weight", at::ones({2, 5})},
                                                       {"norm.weight", at::ones({4})},
                                                       {"norm.bias", at::zeros({4})}});
        const Conv2d conv = loader.scope("down", 0).scope("conv").conv2d(3, 4, 3, 2, 1);
        QVERIFY(at::equal(conv.weight, kernel.to(at::kFloat)));
        QCOMPARE(conv.stride, 2);
        QCOMPARE(conv.padding, 1);
        const Linear linear = loader.scope("to_q").linear(5, 2, false);
        QVERIFY(!linear.bias.defined());
        const GroupNorm norm = loader.scope("norm").groupNorm(4, 2, 1e-6);
        QCOMPARE(norm.groups, 2);
        QCOMPARE(norm.eps, 1e-6);
        QCOMPARE(backend.convolutions, 1);
        QCOMPARE(backend.linears, 1);
        QCOMPARE(finishMessage(loader), "");
    }

    void convertsToTheWantedType()
    {
        const Backend backend;
        const WeightLoader loader = loaderOf(backend, {{"weight", at::full({4}, 1.5, at::kDouble)}}, at::kBFloat16);
        const at::Tensor weight = loader.tensor("weight", {4});
        QCOMPARE(weight.scalar_type(), at::kBFloat16);
        QVERIFY(at::equal(weight.to(at::kFloat), at::full({4}, 1.5F)));
        QCOMPARE(loader.dtype(), at::kBFloat16);
    }

    void takesALinearLayerStoredAsConvolution()
    {
        const Backend backend;
        const at::Tensor weight = at::randn({4, 3, 1, 1});
        const WeightLoader loader = loaderOf(backend, {{"weight", weight}, {"bias", at::ones({4})}});
        const Linear linear = loader.linear(3, 4);
        QVERIFY(at::equal(linear.weight, weight.reshape({4, 3})));
        QCOMPARE(finishMessage(loader), "");

        const WeightLoader joined = loaderOf(backend, {{"q.weight", weight}, {"k.weight", weight.reshape({4, 3})}});
        QVERIFY(
            at::equal(joined.stackedLinear({"q", "k"}, 3, 4, false).weight, at::cat({weight, weight}).reshape({8, 3})));
        QCOMPARE(finishMessage(joined), "");
    }

    void namesMissingMisshapenAndUnexpectedTensors()
    {
        const CountingBackend backend;
        const WeightLoader loader = loaderOf(
            backend, {{"a.weight", at::ones({2, 3})}, {"b.weight", at::ones({2})}, {"left.over", at::ones({1})}});
        const Linear a = loader.scope("a").linear(4, 2);
        QCOMPARE(a.weight.sizes().vec(), (std::vector<std::int64_t>{2, 4}));
        QVERIFY(loader.scope("b").has("weight"));
        QVERIFY(!loader.scope("b").has("bias"));
        (void)loader.scope("b").tensor("weight", {2});
        const std::string message = finishMessage(loader);
        QVERIFY2(contains(message, "weights of the UNet"), message.c_str());
        QVERIFY2(contains(message, "1 tensor missing: a.bias. "), message.c_str());
        QVERIFY2(contains(message, "1 tensor of another shape or type: a.weight: [2, 3] instead of [2, 4]. "),
                 message.c_str());
        QVERIFY2(contains(message, "1 tensor unexpected: left.over. "), message.c_str());
        const std::string first = message.substr(0, message.find('\n'));
        QVERIFY2(contains(first, "1 tensor missing; ") && !contains(first, "a.bias"), first.c_str());
        QCOMPARE(backend.linears, 0);
    }

    void namesAtMostEightOfAKind()
    {
        const Backend backend;
        const WeightLoader loader = loaderOf(backend, {});
        for (int i = 0; i < 20; ++i) {
            (void)loader.scope("layer", i).tensor("weight", {1});
        }
        const std::string message = finishMessage(loader);
        QVERIFY2(contains(message, "20 tensors missing: layer.0.weight"), message.c_str());
        QVERIFY2(contains(message, "layer.7.weight, ... "), message.c_str());
        QVERIFY2(!contains(message, "layer.8.weight"), message.c_str());
    }

    void refusesTensorsThatAreNotFloatingPoint()
    {
        const Backend backend;
        const WeightLoader loader = loaderOf(backend, {{"weight", at::ones({2}, at::kLong)}});
        (void)loader.tensor("weight", {2});
        QVERIFY(contains(finishMessage(loader), "weight: Long instead of floating point"));
    }

    void refusesValuesThatAreNoNumbers()
    {
        const Backend backend;
        at::Tensor broken = at::ones({2, 3}, at::kHalf);
        broken[1][2] = std::numeric_limits<float>::quiet_NaN();
        const at::Tensor large = at::full({4}, 3e38F); // whose sum overflows
        const WeightLoader loader =
            loaderOf(backend, {{"a", broken}, {"b", at::full({1}, -INFINITY)}, {"c", large}, {"d", at::empty({0})}});
        (void)loader.tensor("a", {2, 3});
        (void)loader.tensor("b", {1});
        (void)loader.tensor("c", {4});
        (void)loader.tensor("d", {0});
        QVERIFY(contains(finishMessage(loader), "2 tensors with values that are no numbers: a, b. "));
    }

    void missingLayersOfAbsurdSizeTakeNoMemory()
    {
        const CountingBackend backend;
        const WeightLoader loader = loaderOf(backend, {});
        const Conv2d conv = loader.conv2d(1 << 20, 1 << 20, 3);
        QCOMPARE(conv.weight.size(0), 1 << 20);
        QCOMPARE(backend.convolutions, 0);
        QVERIFY(contains(finishMessage(loader), "2 tensors missing: "));
    }

    void leavesOutWhatIsToBeIgnored()
    {
        const Backend backend;
        const WeightLoader loader = loaderOf(backend, {{"embeddings.position_ids", at::arange(3)}});
        loader.scope("embeddings").ignore("position_ids");
        QCOMPARE(finishMessage(loader), "");
    }

    void finishesOneScopeByItself()
    {
        const Backend backend;
        const WeightLoader loader = loaderOf(backend, {{"a.weight", at::ones({2})}, {"b.weight", at::ones({2})}});
        (void)loader.scope("a").tensor("weight", {2});
        QCOMPARE(finishMessage(loader.scope("a")), "");
        QCOMPARE(finishMessage(loader), ""); // what nothing asked for is no error
        QVERIFY(loader.scope("a").leftOver().empty());
        QCOMPARE(loader.leftOver(), std::vector<std::string>{"b.weight"});
    }
};

QTEST_APPLESS_MAIN(TestWeightLoader)
#include "test_weight_loader.moc"
