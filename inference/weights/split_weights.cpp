// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/split_weights.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <array>
#include <utility>

namespace gesso::inference {
namespace {

constexpr std::array<const char*, 3> kThirds{".q_proj", ".k_proj", ".v_proj"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kJoined{{
    {".in_proj_weight", ".weight"},
    {".in_proj_bias", ".bias"},
}};

} // namespace

SplitWeights::SplitWeights(std::shared_ptr<const WeightSource> source) : m_source(std::move(source))
{
    for (const std::string& stored : m_source->names()) {
        bool isJoined = false;
        for (const auto& [ending, kind] : kJoined) {
            const std::vector<std::int64_t> shape = m_source->shape(stored);
            if (!stored.ends_with(ending) || shape.empty() || shape.front() % 3 != 0) {
                continue;
            }
            isJoined = true;
            for (int third = 0; third < 3; ++third) {
                const std::string module = stored.substr(0, stored.size() - ending.size());
                m_rows[module + kThirds[static_cast<std::size_t>(third)] + std::string(kind)] = {stored, third};
            }
        }
        if (!isJoined) {
            m_rows[stored] = {stored, -1};
        }
    }
}

std::vector<std::string> SplitWeights::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, rows] : m_rows) {
        names.push_back(name);
    }
    return names;
}

bool SplitWeights::contains(const std::string& name) const
{
    return m_rows.contains(name);
}

std::vector<std::int64_t> SplitWeights::shape(const std::string& name) const
{
    const Rows& place = rows(name);
    std::vector<std::int64_t> shape = m_source->shape(place.stored);
    if (place.third >= 0) {
        shape.front() /= 3;
    }
    return shape;
}

at::Tensor SplitWeights::load(const std::string& name) const
{
    const Rows& place = rows(name);
    const at::Tensor whole = m_source->load(place.stored);
    return place.third < 0 ? whole : whole.chunk(3)[static_cast<std::size_t>(place.third)].contiguous();
}

void SplitWeights::addFingerprints(Fingerprints& fingerprints) const
{
    Fingerprints stored;
    m_source->addFingerprints(stored);
    for (const auto& [name, place] : m_rows) {
        fingerprints[name] = stored.at(place.stored) + static_cast<std::uint64_t>(place.third + 1);
    }
}

const SplitWeights::Rows& SplitWeights::rows(const std::string& name) const
{
    const auto found = m_rows.find(name);
    if (found == m_rows.end()) {
        throw EngineError(ErrorCode::ModelDamaged, "The model has no tensor '" + name + "'.");
    }
    return found->second;
}

} // namespace gesso::inference
