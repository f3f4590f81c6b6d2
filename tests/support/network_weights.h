// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>

namespace gesso::test {

/// A file of tests/fixtures/shapes: the config of a network and the shape of each of its parameters.
struct NetworkShapes {
    /// `name` without folder and extension: "golden-U1".
    [[nodiscard]] static NetworkShapes load(const std::string& name);

    [[nodiscard]] std::int64_t parameters() const;

    nlohmann::json config;
    std::map<std::string, std::vector<std::int64_t>> tensors; ///< in byte order of the names
};

/// Weights that were never in a file.
class InMemoryWeights final : public inference::WeightSource {
public:
    explicit InMemoryWeights(std::map<std::string, at::Tensor> tensors) : m_tensors(std::move(tensors)) {}

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(inference::Fingerprints&) const override {}

private:
    std::map<std::string, at::Tensor> m_tensors;
};

/// Weights by the rule of tests/fixtures/goldens.json: one generator seeded 0, names in byte order.
[[nodiscard]] std::shared_ptr<InMemoryWeights> weightsByRule(const NetworkShapes& shapes);

/// Weights that have shapes but no memory.
[[nodiscard]] std::shared_ptr<InMemoryWeights> weightsOnMeta(const NetworkShapes& shapes);

/// R(shape, seed) of the fixtures: standard normal float32 numbers from a fresh CPU generator.
[[nodiscard]] at::Tensor noise(at::IntArrayRef shape, std::uint64_t seed);

} // namespace gesso::test
