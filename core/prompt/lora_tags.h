// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/prompt/text_range.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A tag "<lora:NAME:W>", or "<lyco:NAME:W>", which means the same, as it stands in a prompt.
struct LoraTagText {
    TextRange range; ///< angle brackets included
    TextRange name;
    TextRange weight; ///< what stands behind the second colon, up to ">"; empty where there is none
};

/// A LoRA that a prompt asks for.
struct LoraTag {
    std::string name;                                ///< stem of the file; the letters' case does not count
    double weight = 1.;                              ///< -10..10 (RequestLimits::kMaxLoraWeight)
    std::optional<double> unetWeight = std::nullopt; ///< likewise, of the UNet where it has one of its own

    friend bool operator==(const LoraTag&, const LoraTag&) = default;
};

/// The LoRA tags of a prompt. What lacks the ">" or the name is none, and so is what has a backslash before it; "lora"
/// and "lyco" may have capitals.
[[nodiscard]] std::vector<LoraTagText> findLoraTags(std::string_view text);

/// The tags "<word:...>" of a prompt that other tools know and Gesso does not: <hypernet:...>, <segment:...>. A
/// backslash before it makes one text.
[[nodiscard]] std::vector<TextRange> findForeignTags(std::string_view text);

/// InvalidRequest that names the first foreign tag and says what to do.
[[nodiscard]] Result<> checkForeignTags(std::string_view text);

/// The text without its LoRA tags, whatever their weights.
[[nodiscard]] std::string withoutLoraTags(std::string_view text);

struct PromptAndLoras {
    std::string text;           ///< without the tags
    std::vector<LoraTag> loras; ///< in the order of the tags; one that stands there twice is there twice
};

/// Takes the LoRA tags out of a prompt. Behind the name stands one weight, or as in stable-diffusion-webui those of
/// text encoder and UNet, by place or as "te=" and "unet=", which go before; the UNet's is the text encoder's where it
/// is not given. InvalidRequest for a weight that is no number or out of its range, for anything else in a tag, and for
/// a foreign tag.
[[nodiscard]] Result<PromptAndLoras> takeLoraTags(std::string_view text);

} // namespace gesso
