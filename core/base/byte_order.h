// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gesso {

enum class ByteOrder : std::uint8_t { LittleEndian, BigEndian };

/// The unsigned number in the first `Count` bytes of `bytes`, which must have as many.
template <std::size_t Count>
[[nodiscard]] constexpr std::uint32_t readUnsigned(std::string_view bytes, ByteOrder order) noexcept
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < Count; ++i) {
        const std::size_t index = order == ByteOrder::BigEndian ? i : Count - 1 - i;
        value = value << 8 | static_cast<unsigned char>(bytes[index]);
    }
    return value;
}

[[nodiscard]] constexpr std::uint32_t readU16(std::string_view bytes, ByteOrder order) noexcept
{
    return readUnsigned<2>(bytes, order);
}

[[nodiscard]] constexpr std::uint32_t readU32(std::string_view bytes, ByteOrder order) noexcept
{
    return readUnsigned<4>(bytes, order);
}

[[nodiscard]] constexpr std::uint64_t readU64(std::string_view bytes, ByteOrder order) noexcept
{
    const std::uint64_t first = readU32(bytes, order);
    const std::uint64_t second = readU32(bytes.substr(4), order);
    return order == ByteOrder::BigEndian ? first << 32 | second : second << 32 | first;
}

template <std::size_t Count> void appendUnsigned(std::string& bytes, std::uint32_t value, ByteOrder order)
{
    for (std::size_t i = 0; i < Count; ++i) {
        const std::size_t index = order == ByteOrder::BigEndian ? Count - 1 - i : i;
        bytes.push_back(static_cast<char>(value >> (8 * index) & 0xFFU));
    }
}

inline void appendU16(std::string& bytes, std::uint32_t value, ByteOrder order)
{
    appendUnsigned<2>(bytes, value, order);
}

inline void appendU32(std::string& bytes, std::uint32_t value, ByteOrder order)
{
    appendUnsigned<4>(bytes, value, order);
}

} // namespace gesso
