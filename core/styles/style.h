// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A look that can be put on any prompt, and what it is best run with.
struct Style {
    std::string name;               ///< "ink-drawing": what commands call it
    std::string title;              ///< "Ink drawing"
    std::string group;              ///< "Drawing"
    std::string prompt;             ///< holds "{prompt}" once, where the user's words go
    std::string negative;           ///< follows the user's own
    std::optional<double> strength; ///< 0..1, for restyling a picture
    std::optional<double> guidance; ///< guidance scale, 0..100

    friend bool operator==(const Style&, const Style&) = default;
};

/// A prompt and what it must not show.
struct StyledPrompt {
    std::string prompt, negative;
};

/// The words with the style around them. An empty prompt leaves the style's words alone, without a hole.
[[nodiscard]] StyledPrompt styled(const Style& style, std::string_view prompt, std::string_view negative);

/// How much of a style's words stands around a prompt.
enum class StyleTrace : std::uint8_t { None, Part, Whole };

[[nodiscard]] StyleTrace traceOf(const Style& style, std::string_view prompt);

/// The words without the style around them: styled() taken back. What the user has changed of the style's words stays.
[[nodiscard]] StyledPrompt unstyled(const Style& style, std::string_view prompt, std::string_view negative);

/// The files that styles are read from: the one that ships with Gesso (../share/gesso/styles beside the program, else
/// in the source tree), then the user's own, $XDG_CONFIG_HOME/gesso/styles.json. Only those that exist.
[[nodiscard]] std::vector<std::filesystem::path> styleFiles();

/// All styles of these files, {"styles": [{"name", "title", "group", "prompt", "negative", "strength", "guidance"}]}
/// with name and prompt at least, in their order; of two with one name the later takes the earlier's place. Errors:
/// FileNotReadable; FileDamaged naming file, style and what is wrong.
[[nodiscard]] Result<std::vector<Style>> readStyles(const std::vector<std::filesystem::path>& files);

/// A style as it stands in such a file.
[[nodiscard]] nlohmann::json toJson(const Style& style);
/// Error: FileDamaged, which says what is wrong.
[[nodiscard]] Result<Style> styleFromJson(const nlohmann::json& json);

/// The one of that name. Error: InvalidRequest, which names some that are alike or all.
[[nodiscard]] Result<Style> styleNamed(std::string_view name, const std::vector<Style>& styles);

} // namespace gesso
