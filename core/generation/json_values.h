// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/names.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace gesso {

// How single values are read from JSON that is not trusted. Each sets the field, or says in an InvalidRequest what the
// value under the key must be.

/// A value for a message: at most 60 bytes of its JSON text, whatever it holds.
[[nodiscard]] std::string shownValue(const nlohmann::json& value);
[[nodiscard]] tl::unexpected<Error> wrongType(std::string_view key, const nlohmann::json& value,
                                              std::string_view wanted);

[[nodiscard]] Result<> setValue(std::string& field, std::string_view key, const nlohmann::json& value);
[[nodiscard]] Result<> setValue(bool& field, std::string_view key, const nlohmann::json& value);
[[nodiscard]] Result<> setValue(double& field, std::string_view key, const nlohmann::json& value);
[[nodiscard]] Result<> setValue(int& field, std::string_view key, const nlohmann::json& value);
[[nodiscard]] Result<> setValue(std::uint64_t& field, std::string_view key, const nlohmann::json& value);

template <typename Enum>
requires std::is_enum_v<Enum>
[[nodiscard]] Result<> setValue(Enum& field, std::string_view key, const nlohmann::json& value)
{
    const auto found = value.is_string() ? fromName<Enum>(value.get_ref<const std::string&>()) : std::nullopt;
    if (!found) {
        return wrongType(key, value, "one of " + listed(namesOf<Enum>()));
    }
    field = *found;
    return {};
}

} // namespace gesso
