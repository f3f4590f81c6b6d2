// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/merged_weights.h"

#include <ATen/ATen.h>

namespace gesso::inference {

MergedWeights::MergedWeights(std::shared_ptr<const WeightSource> source, LoraNetwork network,
                             std::vector<AppliedLora> loras)
    : m_source(std::move(source)), m_network(network), m_loras(std::move(loras))
{
}

std::vector<std::string> MergedWeights::names() const
{
    return m_source->names();
}

bool MergedWeights::contains(const std::string& name) const
{
    return m_source->contains(name);
}

std::vector<std::int64_t> MergedWeights::shape(const std::string& name) const
{
    return m_source->shape(name);
}

std::vector<std::int64_t> MergedWeights::shapeFor(const std::string& name, at::IntArrayRef wanted) const
{
    return m_source->shapeFor(name, wanted);
}

at::Tensor MergedWeights::load(const std::string& name) const
{
    at::Tensor weight = m_source->load(name);
    for (const AppliedLora& lora : m_loras) {
        if (weight.is_floating_point() && lora.file->changes(m_network, name)) {
            weight = lora.file->changed(m_network, name, weight.to(at::kFloat), lora.weight);
        }
    }
    return weight;
}

void MergedWeights::addFingerprints(Fingerprints& fingerprints) const
{
    m_source->addFingerprints(fingerprints);
}

} // namespace gesso::inference
