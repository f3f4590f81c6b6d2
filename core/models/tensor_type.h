// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gesso {

/// The element types of the safetensors format.
enum class TensorType : std::uint8_t {
    Bool,
    U8,
    I8,
    F8E5M2,
    F8E4M3,
    F8E8M0,
    F8E5M2Fnuz,
    F8E4M3Fnuz,
    F4,
    F6E2M3,
    F6E3M2,
    U16,
    I16,
    F16,
    Bf16,
    U32,
    I32,
    F32,
    U64,
    I64,
    F64,
    C64,
};

/// Size of one element in bits; a multiple of 8 but for F4 and the F6 types.
[[nodiscard]] std::uint64_t bitsOf(TensorType type) noexcept;

/// The name in a file's header: "F16", "BF16", "F8_E4M3".
[[nodiscard]] std::string_view name(TensorType type) noexcept;

/// The type with that name in a file's header, or nothing.
[[nodiscard]] std::optional<TensorType> tensorTypeFromName(std::string_view name) noexcept;

} // namespace gesso
