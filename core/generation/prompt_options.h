// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace gesso {

/// How the prompt's text is read. `Plain` is diffusers': the text as it is, cut at the model's length (77 tokens);
/// `Weighted` has the designers' grammar (core/prompt) and prompts of any length.
enum class PromptSyntax : std::uint8_t { Plain, Weighted };

/// What a weight does to the text's embeddings. `A1111` multiplies each token's and keeps the mean of them all,
/// `A1111NoNorm` leaves the mean alone, `Comfy` moves each token's away from those of an empty prompt.
enum class Emphasis : std::uint8_t { A1111, A1111NoNorm, Comfy };

/// Prompts as they were typed, where their wildcards have been written out since; empty where they had none.
struct TypedPrompts {
    std::string prompt;
    std::string negativePrompt;

    friend bool operator==(const TypedPrompts&, const TypedPrompts&) = default;
};

} // namespace gesso
