// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/merged_weights.h"

#include "inference/weights/fingerprint.h"

#include <ATen/ATen.h>

#include <bit>

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
        if (weight.is_floating_point() && lora.changes(m_network, name)) {
            weight = lora.file->changed(m_network, name, weight.to(at::kFloat), lora.weightOf(m_network));
        }
    }
    return weight;
}

std::uint64_t MergedWeights::version(const std::string& name) const
{
    Fingerprint version;
    bool isChanged = false;
    for (const AppliedLora& lora : m_loras) {
        if (lora.changes(m_network, name)) {
            version.add(lora.file->fingerprint());
            version.add(std::bit_cast<std::uint64_t>(lora.weightOf(m_network)));
            isChanged = true;
        }
    }
    return isChanged ? version.value() : m_source->version(name);
}

void MergedWeights::addFingerprints(Fingerprints& fingerprints) const
{
    m_source->addFingerprints(fingerprints);
}

} // namespace gesso::inference
