// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

namespace gesso::inference {

/// The modules of a UNet by diffusers' names, with the names that they have in the UNet of the latent diffusion code
/// (Rombach et al. 2022), as in kohya's LoRA files for it: "down_blocks.0.attentions.1.proj_in" ->
/// "input_blocks.2.1.proj_in". Modules without a counterpart are left out.
[[nodiscard]] std::map<std::string, std::string> ldmUNetNames(const std::set<std::string>& modules);

} // namespace gesso::inference
