// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gesso::inference {

/// A 64-bit FNV-1a hash that grows with what is added: tells models apart, protects against nothing
/// (Fowler, Noll, Vo; draft-eastlake-fnv).
class Fingerprint {
public:
    /// Adds a text with its length, so that "ab" + "c" and "a" + "bc" differ.
    void add(std::string_view bytes) noexcept
    {
        add(static_cast<std::uint64_t>(bytes.size()));
        for (const char byte : bytes) {
            addByte(static_cast<unsigned char>(byte));
        }
    }
    void add(std::uint64_t number) noexcept
    {
        for (int shift = 0; shift < 64; shift += 8) {
            addByte(static_cast<unsigned char>(number >> shift));
        }
    }

    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }
    /// 16 lower-case hex digits.
    [[nodiscard]] std::string text() const;

private:
    void addByte(unsigned char byte) noexcept { m_value = (m_value ^ byte) * 0x100000001b3ULL; }

    std::uint64_t m_value = 0xcbf29ce484222325ULL;
};

} // namespace gesso::inference
