// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace gesso {

/// Keeps the last line of what a process prints, for the message that tells of its end.
class LastLine final {
public:
    static constexpr std::size_t kMaxBytes = 400;

    /// `each` is called with every whole line that holds more than blanks, cut likewise; it may be empty.
    explicit LastLine(std::function<void(std::string_view)> each = {}) : m_each(std::move(each)) {}

    void feed(std::span<const std::byte> bytes);

    /// The last line that holds more than blanks, cut at kMaxBytes, without control characters.
    [[nodiscard]] const std::string& text() const noexcept { return m_current.empty() ? m_last : m_current; }

private:
    std::function<void(std::string_view)> m_each;
    std::string m_last;    ///< the last whole line
    std::string m_current; ///< the line that has not ended, from its first character that is no blank
};

} // namespace gesso
