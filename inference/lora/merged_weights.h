// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/lora/lora_file.h"

#include <memory>

namespace gesso::inference {

/// A network's weights with LoRAs merged into them: W + sum of weight * dW, one after the other in float32, rounded
/// once, by whoever loads them. The source stays as it is, so that taking a LoRA out is to load from the source again.
class MergedWeights final : public WeightSource {
public:
    MergedWeights(std::shared_ptr<const WeightSource> source, LoraNetwork network, std::vector<AppliedLora> loras);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shapeFor(const std::string& name, at::IntArrayRef wanted) const override;
    /// In float32 where a LoRA changes it, as the source has it elsewhere. Throws what LoraFile::changed throws.
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    [[nodiscard]] std::uint64_t version(const std::string& name) const override;
    /// Those of the source: they tell the model's weights, not what is made of them.
    void addFingerprints(Fingerprints& fingerprints) const override;

private:
    std::shared_ptr<const WeightSource> m_source;
    LoraNetwork m_network;
    std::vector<AppliedLora> m_loras;
};

} // namespace gesso::inference
