// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/attention.h"
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;
using namespace gesso::test;

namespace {

constexpr std::int64_t kChannels = 12;
constexpr std::int64_t kHeads = 3;
constexpr std::int64_t kTextWidth = 10;

const Backend kReference;

NetworkShapes attentionWeights(std::int64_t textWidth)
{
    NetworkShapes shapes;
    shapes.tensors = {{"to_q.weight", {kChannels, kChannels}},
                      {"to_k.weight", {kChannels, textWidth}},
                      {"to_v.weight", {kChannels, textWidth}},
                      {"to_q.bias", {kChannels}},
                      {"to_k.bias", {kChannels}},
                      {"to_v.bias", {kChannels}},
                      {"to_out.0.weight", {kChannels, kChannels}},
                      {"to_out.0.bias", {kChannels}}};
    return shapes;
}

WeightLoader loader(const std::shared_ptr<InMemoryWeights>& weights)
{
    return {weights, kReference, at::kFloat, at::kCPU};
}

/// softmax(q k^T / sqrt(d)) v, head by head, as the formula stands.
at::Tensor formula(const InMemoryWeights& weights, const at::Tensor& x, const at::Tensor& text, bool causal)
{
    const auto project = [&](const at::Tensor& in, const std::string& name) {
        return at::linear(in, weights.load(name + ".weight"), weights.load(name + ".bias")).chunk(kHeads, -1);
    };
    const auto q = project(x, "to_q");
    const auto k = project(text, "to_k");
    const auto v = project(text, "to_v");
    std::vector<at::Tensor> heads;
    for (std::size_t i = 0; i < q.size(); ++i) {
        at::Tensor scores = q[i].matmul(k[i].transpose(1, 2)) / std::sqrt(static_cast<double>(kChannels / kHeads));
        if (causal) {
            scores = scores.masked_fill(at::ones({x.size(1), x.size(1)}, at::kBool).triu(1), -INFINITY);
        }
        heads.push_back(scores.softmax(-1).matmul(v[i]));
    }
    return at::linear(at::cat(heads, -1), weights.load("to_out.0.weight"), weights.load("to_out.0.bias"));
}

} // namespace

class TestAttention final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stackedProjectionsAreTheSeparateOnes_data()
    {
        QTest::addColumn<bool>("causal");
        QTest::newRow("all tokens") << false;
        QTest::newRow("causal") << true;
    }

    void stackedProjectionsAreTheSeparateOnes()
    {
        QFETCH(bool, causal);
        const auto weights = weightsByRule(attentionWeights(kChannels));
        const SelfAttention attention(loader(weights),
                                      {.channels = kChannels, .heads = kHeads, .projectionBias = true});
        const at::Tensor x = noise({2, 7, kChannels}, 1);
        const at::Tensor residual = noise({2, 7, kChannels}, 2);
        const at::Tensor y = attention.forward(kReference, x, residual, causal ? Mask::Causal : Mask::None);
        QVERIFY(at::allclose(y, formula(*weights, x, x, causal) + residual, 1e-5, 1e-6));
    }

    void queriesMadeOnceServeEachHalfOfTheText()
    {
        const auto weights = weightsByRule(attentionWeights(kTextWidth));
        const CrossAttention attention(loader(weights),
                                       {.channels = kChannels, .heads = kHeads, .projectionBias = true}, kTextWidth);
        const at::Tensor x = noise({2, 7, kChannels}, 1);
        const at::Tensor residual = noise({2, 7, kChannels}, 2);
        const at::Tensor text = noise({4, 5, kTextWidth}, 3);
        const at::Tensor y = attention.forward(kReference, x, attention.keyValue(kReference, text), residual);
        const at::Tensor expected = formula(*weights, at::cat({x, x}), text, false) + at::cat({residual, residual});
        QVERIFY(at::allclose(y, expected, 1e-5, 1e-6));
    }
};

QTEST_APPLESS_MAIN(TestAttention)
#include "test_attention.moc"
