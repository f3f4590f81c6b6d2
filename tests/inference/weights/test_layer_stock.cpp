// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/weights/weight_loader.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

/// Every tensor is full of its version.
class VersionedWeights final : public WeightSource {
public:
    explicit VersionedWeights(std::map<std::string, std::uint64_t> changed = {}) : m_changed(std::move(changed)) {}

    std::vector<std::string> names() const override { return {}; }
    bool contains(const std::string& name) const override { return name != "lost.weight"; }
    std::vector<std::int64_t> shape(const std::string& name) const override { return m_shapes[name]; }
    std::vector<std::int64_t> shapeFor(const std::string& name, at::IntArrayRef wanted) const override
    {
        return m_shapes[name] = wanted.vec();
    }
    at::Tensor load(const std::string& name) const override
    {
        loaded.insert(name);
        return at::full(m_shapes[name], static_cast<double>(version(name)));
    }
    std::uint64_t version(const std::string& name) const override
    {
        const auto found = m_changed.find(name);
        return found == m_changed.end() ? 0 : found->second;
    }
    void addFingerprints(Fingerprints& /*fingerprints*/) const override {}

    mutable std::set<std::string> loaded;

private:
    std::map<std::string, std::uint64_t> m_changed;
    mutable std::map<std::string, std::vector<std::int64_t>> m_shapes;
};

/// One layer of each kind.
struct Layers {
    explicit Layers(const WeightLoader& weights)
        : conv(weights.scope("conv").conv2d(2, 2, 3)), up(weights.scope("up").upsamplingConv2d(2)),
          linear(weights.scope("linear").linear(2, 2)), geglu(weights.scope("geglu").gegluLinear(2, 4)),
          stacked(weights.scope("attn").stackedLinear({"q", "k"}, 2, 2, false)), table(weights.table("table", {4, 2}))
    {
    }

    Conv2d conv, up;
    Linear linear, geglu, stacked;
    at::Tensor table;
};

/// A "network" as its model keeps it, with the stock of its layers.
struct Loaded {
    explicit Loaded(const LayerExchange::Stocks& others, std::map<std::string, std::uint64_t> changed = {},
                    at::ScalarType dtype = at::kFloat)
        : source(std::make_shared<VersionedWeights>(std::move(changed))), stock(std::make_shared<LayerStock>(dtype)),
          layers(WeightLoader(source, backend, dtype, at::kCPU, stock, others))
    {
    }

    Backend backend;
    std::shared_ptr<VersionedWeights> source;
    std::shared_ptr<LayerStock> stock;
    Layers layers;
};

} // namespace

class TestLayerStock final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherNetworkTakesOverWhatIsAlike()
    {
        const Loaded first({});
        QCOMPARE(first.source->loaded.size(), std::size_t{11});
        const Loaded second({first.stock});

        QCOMPARE(second.source->loaded.size(), std::size_t{0});
        QVERIFY(second.layers.conv.weight.is_same(first.layers.conv.weight));
        QVERIFY(second.layers.up.weight.is_same(first.layers.up.weight));
        QVERIFY(second.layers.linear.bias.is_same(first.layers.linear.bias));
        QVERIFY(second.layers.geglu.weight.is_same(first.layers.geglu.weight));
        QVERIFY(second.layers.stacked.weight.is_same(first.layers.stacked.weight));
        QVERIFY(second.layers.table.is_same(first.layers.table));
    }

    void readsWhatHasAnotherVersion()
    {
        const Loaded first({});
        const Loaded second({first.stock}, {{"linear.weight", 7}, {"attn.k.weight", 5}, {"conv.bias", 3}});

        QCOMPARE(second.source->loaded, (std::set<std::string>{"linear.weight", "linear.bias", "attn.q.weight",
                                                               "attn.k.weight", "conv.weight", "conv.bias"}));
        QVERIFY(at::equal(second.layers.linear.weight, at::full({2, 2}, 7.)));
        QVERIFY(at::equal(second.layers.stacked.weight, at::cat({at::zeros({2, 2}), at::full({2, 2}, 5.)})));
        QVERIFY(at::equal(second.layers.conv.bias, at::full({2}, 3.)));
        QVERIFY(at::equal(first.layers.linear.weight, at::zeros({2, 2})));

        const Loaded back({second.stock, first.stock});
        QCOMPARE(back.source->loaded.size(), std::size_t{0});
        QVERIFY(back.layers.linear.weight.is_same(first.layers.linear.weight));
    }

    void knowsTheTensorsInIt()
    {
        const Loaded loaded({}, {{"attn.k.weight", 5}});
        const auto has = [&](const std::string& name, const VersionedWeights& source) {
            return loaded.stock->has(LayerStock::versioned(source, name));
        };
        QVERIFY(has("attn.q.weight", *loaded.source) && has("attn.k.weight", *loaded.source));
        QVERIFY(!has("attn.k.weight", VersionedWeights()));
        QVERIFY(!has("conv_in.weight", *loaded.source));
    }

    void exchangesAmongTheLiving()
    {
        LayerExchange exchange;
        auto first = std::make_unique<Loaded>(LayerExchange::Stocks{});
        exchange.add(first->stock);

        QCOMPARE(exchange.of(at::kFloat).size(), std::size_t{1});
        QCOMPARE(exchange.of(at::kHalf).size(), std::size_t{0});
        first.reset();
        QCOMPARE(exchange.of(at::kFloat).size(), std::size_t{0});
    }

    void countsWhatItTookOverAsAskedFor()
    {
        const Loaded first({});
        const Backend backend;
        const WeightLoader loader(std::make_shared<VersionedWeights>(), backend, at::kFloat, at::kCPU, nullptr,
                                  {first.stock});
        (void)Layers(loader);
        loader.finish("network");
    }

    void keepsNoLayersOfADamagedModel()
    {
        const Backend backend;
        const auto stock = std::make_shared<LayerStock>(at::kFloat);
        const WeightLoader loader(std::make_shared<VersionedWeights>(), backend, at::kFloat, at::kCPU, stock);
        (void)loader.scope("lost").linear(2, 2);
        (void)loader.scope("linear").linear(2, 2);

        QVERIFY(!stock->has("linear.weight@0"));
        QVERIFY_EXCEPTION_THROWN(loader.finish("network"), EngineError);
    }
};

QTEST_APPLESS_MAIN(TestLayerStock)
#include "test_layer_stock.moc"
