// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <map>
#include <memory>
#include <string_view>

namespace gesso::inference {

/// A source seen under other names, so that models ask only for today's names whatever wrote the file.
class RenamedWeights final : public WeightSource {
public:
    /// The name to show for a stored one; empty hides the tensor.
    using Rename = std::string (*)(std::string_view storedName);
    /// Stored names by those to show.
    using Names = std::map<std::string, std::string>;

    /// Throws EngineError(ModelDamaged) when two stored tensors get the same name.
    RenamedWeights(std::shared_ptr<const WeightSource> source, Rename rename);

    /// Shows these tensors alone.
    RenamedWeights(std::shared_ptr<const WeightSource> source, Names names);

    [[nodiscard]] std::vector<std::string> names() const override;
    [[nodiscard]] bool contains(const std::string& name) const override;
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& name) const override;
    [[nodiscard]] at::Tensor load(const std::string& name) const override;
    void addFingerprints(Fingerprints& fingerprints) const override;

private:
    [[nodiscard]] const std::string& storedName(const std::string& name) const;

    std::shared_ptr<const WeightSource> m_source;
    Names m_storedNames; ///< by shown name
};

/// Adds an entry; throws EngineError(ModelDamaged) when there is another one under that name.
void addName(RenamedWeights::Names& names, const std::string& shown, const std::string& stored);

/// VAE files written before diffusers 0.17 call the attention's layers query, key, value and proj_attn.
[[nodiscard]] std::string currentVaeName(std::string_view storedName);

/// Text encoders saved by transformers 5 lack the prefix "text_model."; buffers of position ids, which some old files
/// hold (at times damaged by merging), are hidden.
[[nodiscard]] std::string currentTextEncoderName(std::string_view storedName);

} // namespace gesso::inference
