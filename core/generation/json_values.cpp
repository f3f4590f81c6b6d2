// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/json_values.h"

#include <limits>

namespace gesso {

using nlohmann::json;

std::string shownValue(const json& value)
{
    constexpr std::size_t kShown = 60;
    const std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= kShown ? text : text.substr(0, kShown) + "...";
}

tl::unexpected<Error> wrongType(std::string_view key, const json& value, std::string_view wanted)
{
    return fail(ErrorCode::InvalidRequest,
                "'" + std::string(key) + "' is " + shownValue(value) + ": it must be " + std::string(wanted) + ".");
}

Result<> setValue(std::string& field, std::string_view key, const json& value)
{
    if (!value.is_string()) {
        return wrongType(key, value, "a string");
    }
    field = value.get<std::string>();
    return {};
}

Result<> setValue(bool& field, std::string_view key, const json& value)
{
    if (!value.is_boolean()) {
        return wrongType(key, value, "true or false");
    }
    field = value.get<bool>();
    return {};
}

Result<> setValue(double& field, std::string_view key, const json& value)
{
    if (!value.is_number()) {
        return wrongType(key, value, "a number");
    }
    field = value.get<double>();
    return {};
}

Result<> setValue(int& field, std::string_view key, const json& value)
{
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()}
                          : value.is_number_integer() && value.get<std::int64_t>() >= std::numeric_limits<int>::min();
    if (!fits) {
        return wrongType(key, value, "a whole number of a sensible size");
    }
    field = value.get<int>();
    return {};
}

Result<> setValue(std::uint64_t& field, std::string_view key, const json& value)
{
    if (!value.is_number_unsigned()) {
        return wrongType(key, value, "a whole number from 0 to 18446744073709551615");
    }
    field = value.get<std::uint64_t>();
    return {};
}

} // namespace gesso
