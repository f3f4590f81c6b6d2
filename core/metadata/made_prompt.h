// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gesso {

/// Whether a prompt of the request has choices "{a|b}", which the seed decides.
[[nodiscard]] bool hasChoices(const GenerationRequest& request, const std::string& prompt);

/// The prompt that made the picture of this seed: with its choices made, as the engine makes them.
[[nodiscard]] std::string madePrompt(const GenerationRequest& request, const std::string& prompt, std::uint64_t seed);

/// "<lora:name:weight>", or "<lora:name:weight:unetWeight>", as in A1111 the text encoder's before the UNet's.
[[nodiscard]] std::string loraTag(std::string_view name, double weight, std::optional<double> unetWeight);

/// The prompt with such a tag at its end for each LoRA of the request that has none: so other programs
/// know of it, and so it can be seen. In the plain syntax, which knows no tags, the prompt itself.
[[nodiscard]] std::string withLoraTags(const GenerationRequest& request, std::string prompt);

} // namespace gesso
