// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/network_weights.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <fstream>
#include <numeric>

namespace gesso::test {

namespace {

std::int64_t product(const std::vector<std::int64_t>& sizes, std::size_t from)
{
    return std::accumulate(sizes.begin() + static_cast<std::ptrdiff_t>(from), sizes.end(), std::int64_t{1},
                           std::multiplies<>());
}

at::Tensor filledByRule(const std::string& name, const std::vector<std::int64_t>& shape, const at::Generator& generator)
{
    const at::Tensor drawn = at::randn(shape, generator, at::kFloat);
    if (shape.size() > 1) {
        return drawn / std::sqrt(static_cast<double>(product(shape, 1)));
    }
    return name.ends_with(".weight") ? 1. + 0.1 * drawn : 0.1 * drawn;
}

} // namespace

NetworkShapes NetworkShapes::load(const std::string& name)
{
    std::ifstream file(GESSO_FIXTURES "/shapes/" + name + ".json");
    const nlohmann::json json = nlohmann::json::parse(file);
    return {.config = json.at("config"), .tensors = json.at("tensors")};
}

std::int64_t NetworkShapes::parameters() const
{
    std::int64_t sum = 0;
    for (const auto& [name, shape] : tensors) {
        sum += product(shape, 0);
    }
    return sum;
}

std::vector<std::string> InMemoryWeights::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, tensor] : m_tensors) {
        names.push_back(name);
    }
    return names;
}

bool InMemoryWeights::contains(const std::string& name) const
{
    return m_tensors.contains(name);
}

std::vector<std::int64_t> InMemoryWeights::shape(const std::string& name) const
{
    return m_tensors.at(name).sizes().vec();
}

at::Tensor InMemoryWeights::load(const std::string& name) const
{
    return m_tensors.at(name);
}

std::shared_ptr<InMemoryWeights> weightsByRule(const NetworkShapes& shapes)
{
    const at::Generator generator = at::detail::createCPUGenerator(0);
    std::map<std::string, at::Tensor> tensors;
    for (const auto& [name, shape] : shapes.tensors) {
        tensors[name] = filledByRule(name, shape, generator);
    }
    return std::make_shared<InMemoryWeights>(std::move(tensors));
}

std::shared_ptr<InMemoryWeights> weightsOnMeta(const NetworkShapes& shapes)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& [name, shape] : shapes.tensors) {
        tensors[name] = at::empty(shape, at::TensorOptions(at::kMeta).dtype(at::kHalf));
    }
    return std::make_shared<InMemoryWeights>(std::move(tensors));
}

at::Tensor noise(at::IntArrayRef shape, std::uint64_t seed)
{
    return at::randn(shape, at::detail::createCPUGenerator(seed), at::kFloat);
}

} // namespace gesso::test
