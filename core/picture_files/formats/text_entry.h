// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gesso {

/// A piece of text that a picture file carries, for example a tEXt chunk of a PNG.
struct TextEntry {
    std::string key;  ///< "parameters", "gesso", "Software", ...
    std::string text; ///< UTF-8

    friend bool operator==(const TextEntry&, const TextEntry&) = default;
};

inline constexpr std::string_view kParametersKey = "parameters"; ///< the A1111 text
inline constexpr std::string_view kGessoKey = "gesso";           ///< our own JSON

/// All text of one file, taken together and inflated: more is refused (a file of a stranger could ask for gigabytes).
/// Two prompts of 1 MiB fit, as text and as JSON.
inline constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

} // namespace gesso
