// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/layers.h"
#include "inference/weights/weight_source.h"

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace gesso::inference {

/// The layers of one loaded network, ready for the backend, by what they were made of: another network of the same
/// configuration, dtype and device takes over what it would make alike. Layers are never changed once they are here,
/// and hold their memory together.
class LayerStock {
public:
    /// Which tensors a layer was made of, how, and which version of each (WeightSource::version).
    using Key = std::string;

    explicit LayerStock(at::ScalarType dtype) : m_dtype(dtype) {}

    [[nodiscard]] at::ScalarType dtype() const noexcept { return m_dtype; }
    [[nodiscard]] const Conv2d* find(const Key& key, const Conv2d* /*kind*/) const
    {
        return findIn(m_convolutions, key);
    }
    [[nodiscard]] const Linear* find(const Key& key, const Linear* /*kind*/) const { return findIn(m_linears, key); }
    [[nodiscard]] const at::Tensor* find(const Key& key, const at::Tensor* /*kind*/) const
    {
        return findIn(m_tables, key);
    }
    void add(const Key& key, const at::Tensor& table) { m_tables.emplace(key, table); }
    void add(const Key& key, const Conv2d& layer) { m_convolutions.emplace(key, layer); }
    void add(const Key& key, const Linear& layer) { m_linears.emplace(key, layer); }

    /// A tensor's name with its version: "name@version".
    [[nodiscard]] static std::string versioned(const WeightSource& source, const std::string& tensor)
    {
        return tensor + '@' + std::to_string(source.version(tensor));
    }
    /// Tensors that are in its layers, with their versions.
    void addTensor(std::string versioned) { m_tensors.insert(std::move(versioned)); }
    [[nodiscard]] bool has(const std::string& versioned) const { return m_tensors.contains(versioned); }

private:
    template <typename Layer> static const Layer* findIn(const std::map<Key, Layer>& layers, const Key& key)
    {
        const auto found = layers.find(key);
        return found == layers.end() ? nullptr : &found->second;
    }

    at::ScalarType m_dtype;
    std::map<Key, Conv2d> m_convolutions;
    std::map<Key, Linear> m_linears;
    std::map<Key, at::Tensor> m_tables;
    std::set<std::string> m_tensors;
};

/// Stocks of networks that are alive, which differ in their weights' versions only. May be shared by threads.
class LayerExchange {
public:
    using Stocks = std::vector<std::shared_ptr<const LayerStock>>;

    /// To be called once the stock is complete.
    void add(const std::shared_ptr<const LayerStock>& stock)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_stocks, [](const auto& other) { return other.expired(); });
        m_stocks.push_back(stock);
    }

    [[nodiscard]] Stocks of(at::ScalarType dtype) const
    {
        Stocks stocks;
        const std::lock_guard lock(m_mutex);
        for (const std::weak_ptr<const LayerStock>& stock : m_stocks) {
            if (std::shared_ptr<const LayerStock> living = stock.lock(); living && living->dtype() == dtype) {
                stocks.push_back(std::move(living));
            }
        }
        return stocks;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::weak_ptr<const LayerStock>> m_stocks; ///< guarded by m_mutex
};

} // namespace gesso::inference
