// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/synthetic_weights.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;

namespace {

at::Tensor made(const SyntheticWeights& source, const std::string& name, at::IntArrayRef shape)
{
    if (source.shapeFor(name, shape) != shape.vec()) {
        return {};
    }
    return source.load(name);
}

} // namespace

class TestSyntheticWeights final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void haveTheDeviationThatKeepsActivationsInBounds()
    {
        const at::Tensor weight = made(SyntheticWeights(1), "conv.weight", {64, 32, 3, 3});
        QCOMPARE(weight.sizes(), at::IntArrayRef({64, 32, 3, 3}));
        QVERIFY(std::abs(weight.std().item<double>() * std::sqrt(32. * 9.) - 1.) < 0.05);
    }

    void scaleNormsByAboutOneAndBiasByAboutZero()
    {
        QVERIFY(std::abs(made(SyntheticWeights(1), "norm.weight", {400}).mean().item<double>() - 1.) < 0.02);
        QVERIFY(std::abs(made(SyntheticWeights(1), "norm.bias", {400}).mean().item<double>()) < 0.02);
    }

    void dependOnNameAndSeedOnly()
    {
        const SyntheticWeights source(5);
        const at::Tensor first = made(source, "a.weight", {8, 8});
        (void)made(source, "0.weight", {8, 8});
        QVERIFY(at::equal(made(source, "a.weight", {8, 8}), first));
        QVERIFY(!at::equal(made(source, "b.weight", {8, 8}), first));
        QVERIFY(!at::equal(made(SyntheticWeights(6), "a.weight", {8, 8}), first));
    }
};

QTEST_APPLESS_MAIN(TestSyntheticWeights)
#include "test_synthetic_weights.moc"
