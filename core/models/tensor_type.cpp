// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/tensor_type.h"

#include <array>

namespace gesso {
namespace {

struct Entry {
    TensorType type;
    std::string_view name;
    std::uint64_t bits;
};

// The dtype table of the safetensors crate 0.6 (tensor.rs), in the order of the enumeration.
constexpr std::array kEntries{
    Entry{TensorType::Bool, "BOOL", 8},
    Entry{TensorType::U8, "U8", 8},
    Entry{TensorType::I8, "I8", 8},
    Entry{TensorType::F8E5M2, "F8_E5M2", 8},
    Entry{TensorType::F8E4M3, "F8_E4M3", 8},
    Entry{TensorType::F8E8M0, "F8_E8M0", 8},
    Entry{TensorType::F8E5M2Fnuz, "F8_E5M2FNUZ", 8},
    Entry{TensorType::F8E4M3Fnuz, "F8_E4M3FNUZ", 8},
    Entry{TensorType::F4, "F4", 4},
    Entry{TensorType::F6E2M3, "F6_E2M3", 6},
    Entry{TensorType::F6E3M2, "F6_E3M2", 6},
    Entry{TensorType::U16, "U16", 16},
    Entry{TensorType::I16, "I16", 16},
    Entry{TensorType::F16, "F16", 16},
    Entry{TensorType::Bf16, "BF16", 16},
    Entry{TensorType::U32, "U32", 32},
    Entry{TensorType::I32, "I32", 32},
    Entry{TensorType::F32, "F32", 32},
    Entry{TensorType::U64, "U64", 64},
    Entry{TensorType::I64, "I64", 64},
    Entry{TensorType::F64, "F64", 64},
    Entry{TensorType::C64, "C64", 64},
};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < kEntries.size(); ++i) {
        if (kEntries[i].type != static_cast<TensorType>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(inOrder(), "kEntries is indexed by TensorType");

constexpr const Entry& entryOf(TensorType type) noexcept
{
    return kEntries[static_cast<std::size_t>(type)];
}

} // namespace

std::uint64_t bitsOf(TensorType type) noexcept
{
    return entryOf(type).bits;
}

std::string_view name(TensorType type) noexcept
{
    return entryOf(type).name;
}

std::optional<TensorType> tensorTypeFromName(std::string_view name) noexcept
{
    for (const Entry& entry : kEntries) {
        if (entry.name == name) {
            return entry.type;
        }
    }
    return std::nullopt;
}

} // namespace gesso
