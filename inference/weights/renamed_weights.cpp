// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/renamed_weights.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <array>
#include <utility>

namespace gesso::inference {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOldAttentionNames{{
    {".query.", ".to_q."},
    {".key.", ".to_k."},
    {".value.", ".to_v."},
    {".proj_attn.", ".to_out.0."},
}};

} // namespace

RenamedWeights::RenamedWeights(std::shared_ptr<const WeightSource> source, Rename rename) : m_source(std::move(source))
{
    for (const std::string& stored : m_source->names()) {
        if (const std::string shown = rename(stored); !shown.empty()) {
            addName(m_storedNames, shown, stored);
        }
    }
}

RenamedWeights::RenamedWeights(std::shared_ptr<const WeightSource> source, Names names)
    : m_source(std::move(source)), m_storedNames(std::move(names))
{
}

std::vector<std::string> RenamedWeights::names() const
{
    std::vector<std::string> names;
    names.reserve(m_storedNames.size());
    for (const auto& [shown, stored] : m_storedNames) {
        names.push_back(shown);
    }
    return names;
}

bool RenamedWeights::contains(const std::string& name) const
{
    return m_storedNames.contains(name);
}

std::vector<std::int64_t> RenamedWeights::shape(const std::string& name) const
{
    return m_source->shape(storedName(name));
}

at::Tensor RenamedWeights::load(const std::string& name) const
{
    return m_source->load(storedName(name));
}

void RenamedWeights::addFingerprints(Fingerprints& fingerprints) const
{
    Fingerprints stored;
    m_source->addFingerprints(stored);
    for (const auto& [shown, storedName] : m_storedNames) {
        fingerprints[shown] = stored.at(storedName);
    }
}

const std::string& RenamedWeights::storedName(const std::string& name) const
{
    const auto entry = m_storedNames.find(name);
    if (entry == m_storedNames.end()) {
        throw EngineError(ErrorCode::ModelDamaged, "The model has no tensor '" + name + "'.");
    }
    return entry->second;
}

void addName(RenamedWeights::Names& names, const std::string& shown, const std::string& stored)
{
    const auto [entry, isNew] = names.emplace(shown, stored);
    if (!isNew) {
        throw EngineError(ErrorCode::ModelDamaged, "The model holds the tensor '" + shown + "' twice, as '" +
                                                       entry->second + "' and as '" + stored +
                                                       "': download the model's folder again.");
    }
}

std::string currentVaeName(std::string_view storedName)
{
    std::string name(storedName);
    if (name.find(".attentions.") == std::string::npos) {
        return name;
    }
    for (const auto& [before, now] : kOldAttentionNames) {
        if (const std::size_t at = name.find(before); at != std::string::npos) {
            return name.replace(at, before.size(), now);
        }
    }
    return name;
}

std::string currentTextEncoderName(std::string_view storedName)
{
    if (storedName.ends_with("position_ids")) {
        return {};
    }
    for (const std::string_view part : {"embeddings.", "encoder.", "final_layer_norm."}) {
        if (storedName.starts_with(part)) {
            return "text_model." + std::string(storedName);
        }
    }
    return std::string(storedName);
}

} // namespace gesso::inference
