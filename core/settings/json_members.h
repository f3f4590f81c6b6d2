// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gesso {

/// Takes the members of a JSON object one by one. A member that is not there, or not what it must be, leaves the field
/// as it is; the latter is noted.
class JsonMembers final {
public:
    /// `notices` must outlive this. `where` names the object in a notice ("The settings").
    JsonMembers(nlohmann::json object, std::string where, std::vector<std::string>& notices)
        : m_object(std::move(object)), m_where(std::move(where)), m_notices(notices)
    {
    }

    template <typename T> void take(const char* key, T& field)
    {
        takeWith(key, [&field](const nlohmann::json& value) { return read(value, field); });
    }

    /// For whole numbers within bounds.
    void take(const char* key, int& field, int min, int max)
    {
        takeWith(key, [&](const nlohmann::json& value) {
            const bool fits =
                value.is_number_integer() && value.get<std::int64_t>() >= min && value.get<std::int64_t>() <= max;
            field = fits ? value.get<int>() : field;
            return fits;
        });
    }

    /// For a value that is written as its name.
    template <typename Enum, typename FromName> void takeNamed(const char* key, Enum& field, FromName fromName)
    {
        takeWith(key, [&](const nlohmann::json& value) {
            const std::optional<Enum> found =
                value.is_string() ? fromName(value.get_ref<const std::string&>()) : std::nullopt;
            field = found.value_or(field);
            return found.has_value();
        });
    }

    /// For everything else: `read` sets the field from the value, or returns false.
    template <typename Read> void takeWith(const char* key, Read read)
    {
        const auto found = m_object.find(key);
        if (found == m_object.end()) {
            return;
        }
        if (!read(*found)) {
            m_notices.push_back(m_where + " had a value for '" + key +
                                "' that cannot be used; the usual one was taken.");
        }
        m_object.erase(found);
    }

    /// The members that nobody took.
    [[nodiscard]] nlohmann::json rest() && { return std::move(m_object); }

private:
    static bool read(const nlohmann::json& value, std::string& field)
    {
        field = value.is_string() ? value.get<std::string>() : std::move(field);
        return value.is_string();
    }
    static bool read(const nlohmann::json& value, std::filesystem::path& field)
    {
        field = value.is_string() ? std::filesystem::path(value.get<std::string>()) : std::move(field);
        return value.is_string();
    }
    static bool read(const nlohmann::json& value, bool& field)
    {
        field = value.is_boolean() ? value.get<bool>() : field;
        return value.is_boolean();
    }
    static bool read(const nlohmann::json& value, std::uint64_t& field)
    {
        field = value.is_number_unsigned() ? value.get<std::uint64_t>() : field;
        return value.is_number_unsigned();
    }
    static bool read(const nlohmann::json& value, std::optional<std::uint64_t>& field)
    {
        field = value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
        return value.is_number_unsigned() || value.is_null();
    }
    /// A list (vector, set) of any of these; entries that cannot be are left out.
    template <typename List>
    requires requires
    {
        typename List::value_type;
    } &&(!std::same_as<List, std::string>)&&(!std::same_as<List, std::filesystem::path>)static bool read(
        const nlohmann::json& value, List& field)
    {
        bool allRead = value.is_array();
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
            typename List::value_type entry;
            if (read(value[i], entry)) {
                field.insert(field.end(), std::move(entry));
            } else {
                allRead = false;
            }
        }
        return allRead;
    }

    nlohmann::json m_object;
    std::string m_where;
    std::vector<std::string>& m_notices;
};

} // namespace gesso
