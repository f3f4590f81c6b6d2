// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <cstdint>
#include <map>

namespace gesso::inference {

/// Random weights in whatever shape a network asks for, so that networks can be run without files: normal with
/// deviation 1 / sqrt(fan-in), and near 1 for the weights of norms, near 0 for biases. The same for the same seed and
/// name. For one loader at a time.
class SyntheticWeights final : public WeightSource {
public:
    explicit SyntheticWeights(std::uint64_t seed) : m_seed(seed) {}

    /// None: there is nothing that a network must ask for.
    [[nodiscard]] std::vector<std::string> names() const override { return {}; }
    [[nodiscard]] bool contains(const std::string& name) const override;
    /// None is stored: [].
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    /// As wanted; load() then makes the tensor in this shape.
    [[nodiscard]] std::vector<std::int64_t> shapeFor(const std::string& name, at::IntArrayRef wanted) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& /*fingerprints*/) const override {}

private:
    std::uint64_t m_seed;
    mutable std::map<std::string, std::vector<std::int64_t>> m_shapes; ///< as wanted, by name
};

} // namespace gesso::inference
