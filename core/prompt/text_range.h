// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace gesso {

/// Bytes begin..end of a text, the end not included.
struct TextRange {
    std::size_t begin = 0, end = 0;

    [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
    [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }

    friend bool operator==(const TextRange&, const TextRange&) = default;
};

} // namespace gesso
