// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/synthetic_weights.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

namespace {

constexpr double kVectorDeviation = 0.05;

/// FNV-1a, so that a tensor's numbers depend on nothing but its name and the seed.
std::uint64_t hashOf(const std::string& name, std::uint64_t seed)
{
    std::uint64_t hash = 0xcbf29ce484222325U ^ seed;
    for (const char letter : name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3U;
    }
    return hash;
}

} // namespace

bool SyntheticWeights::contains(const std::string& /*name*/) const
{
    return true;
}

std::vector<std::int64_t> SyntheticWeights::shape(const std::string& /*name*/) const
{
    return {};
}

std::vector<std::int64_t> SyntheticWeights::shapeFor(const std::string& name, at::IntArrayRef wanted) const
{
    return m_shapes.insert_or_assign(name, wanted.vec()).first->second;
}

at::Tensor SyntheticWeights::load(const std::string& name) const
{
    const std::vector<std::int64_t>& shape = m_shapes.at(name);
    const at::Tensor normal = at::randn(shape, at::detail::createCPUGenerator(hashOf(name, m_seed)));
    if (shape.size() < 2) {
        return kVectorDeviation * normal + (name.ends_with("weight") ? 1. : 0.);
    }
    const std::int64_t fanIn = normal.numel() / shape[0];
    return normal / std::sqrt(static_cast<double>(fanIn));
}

} // namespace gesso::inference
