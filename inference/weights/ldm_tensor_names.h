// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gesso::inference {

/// diffusers' names of the tensors of a UNet in the latent diffusion code (Rombach et al. 2022):
/// "input_blocks.2.1.proj_in.weight" -> "down_blocks.0.attentions.1.proj_in.weight".
class LdmUnetNames {
public:
    /// `tensors` by the file's names, without "model.diffusion_model.": how many layers a block has shows in them.
    explicit LdmUnetNames(const std::map<std::string, std::string>& tensors);

    /// Names that are not known stay as they are, for the loader to complain of.
    [[nodiscard]] std::string of(std::string_view name) const;

private:
    int m_perBlock = 1; ///< input blocks from one downsampling to the next
};

/// The same for an autoencoder, whose decoder counts its levels from the last one:
/// "decoder.up.3.block.0.norm1.weight" -> "decoder.up_blocks.0.resnets.0.norm1.weight".
class LdmVaeNames {
public:
    explicit LdmVaeNames(const std::map<std::string, std::string>& tensors);
    /// Names that are not known stay as they are: those of a training (loss.*, model_ema.*).
    [[nodiscard]] std::string of(std::string_view name) const;

private:
    int m_levels = 0;
};

/// transformers' name of a tensor of an OpenCLIP text tower: "transformer.resblocks.0.ln_1.weight" ->
/// "text_model.encoder.layers.0.layer_norm1.weight". Empty for what is not used: layers from `layers` on, the
/// projection of the text, the logit scale.
[[nodiscard]] std::string openClipName(std::string_view name, std::int64_t layers);

} // namespace gesso::inference
