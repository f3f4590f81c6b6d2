// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"
#include "core/metadata/sampler_names.h"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace gesso {

/// Metadata of a tool whose values are still to be read: what is not told is no number of its range (endForeign).
[[nodiscard]] PictureMetadata beginForeign(std::string software);

/// Gives the metadata A1111's text of what was told, and what was not its default.
void endForeign(PictureMetadata& metadata);

/// The JSON of another tool, whose writers let NaN and Infinity pass; a discarded value where it is none.
[[nodiscard]] nlohmann::json parseForeign(std::string_view text);

/// The member of an object under the first of these keys that it has; null where there is none.
[[nodiscard]] const nlohmann::json* memberOf(const nlohmann::json& object, std::initializer_list<const char*> keys);

/// A text, or a number written as one; empty for anything else.
[[nodiscard]] std::string textOf(const nlohmann::json* value);

/// A number, or one written as a text.
[[nodiscard]] std::optional<double> numberOf(const nlohmann::json* value);
[[nodiscard]] std::optional<std::uint64_t> wholeOf(const nlohmann::json* value);

void setWhole(int& target, const nlohmann::json* value);
void setReal(double& target, const nlohmann::json* value);
void setSeed(PictureMetadata& metadata, const nlohmann::json* value);

/// The name of a file without its folders and its end: "sd15/lake.safetensors" is "lake".
[[nodiscard]] std::string stemOf(std::string_view file);

/// The scheduler of a word such as "k_euler_ancestral", "dpmpp_2m" or "euler_a", and of "karras" or "sgm_uniform".
[[nodiscard]] Sampling samplingOfForeign(std::string_view sampler, std::string_view spacing);

/// What a LoRA is used with.
struct LoraWeights {
    double unet = 1.;
    std::optional<double> textEncoder = std::nullopt; ///< the UNet's where it has none of its own
};

/// Puts "<lora:name:weight>" at the prompt's end, unless it names this LoRA already.
void addLora(PictureMetadata& metadata, const std::string& name, const LoraWeights& weights, const std::string& hash);

} // namespace gesso
