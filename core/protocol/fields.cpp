// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/fields.h"

#include <cmath>

namespace gesso::protocol {
namespace {

const nlohmann::json kNothing;
const nlohmann::json kEmptyObject = nlohmann::json::object();
const nlohmann::json kEmptyList = nlohmann::json::array();

} // namespace

std::optional<std::uint64_t> wholeNumber(const nlohmann::json& value)
{
    // The library keeps a number that was parsed as unsigned apart from one that was assigned from an int.
    if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<std::int64_t>() < 0)) {
        return std::nullopt;
    }
    return value.get<std::uint64_t>();
}

FieldReader::FieldReader(const nlohmann::json& object, std::string_view where) : m_object(object), m_where(where)
{
    if (!m_object.is_object()) {
        refuse("it is not an object");
    }
}

std::string FieldReader::text(const char* key, std::size_t maxBytes)
{
    const nlohmann::json& value = member(key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > maxBytes) {
        refuseMember(key, "a text of bounded length");
        return {};
    }
    return value.get<std::string>();
}

std::uint64_t FieldReader::whole(const char* key, std::uint64_t max)
{
    const std::optional<std::uint64_t> value = wholeNumber(member(key));
    if (!value || *value > max) {
        refuseMember(key, "a whole number within its bounds");
        return 0;
    }
    return *value;
}

int FieldReader::integer(const char* key, int min, int max)
{
    const std::uint64_t value = whole(key, static_cast<std::uint64_t>(max));
    if (value < static_cast<std::uint64_t>(min)) {
        refuseMember(key, "a whole number within its bounds");
        return min;
    }
    return static_cast<int>(value);
}

double FieldReader::seconds(const char* key)
{
    const nlohmann::json& value = member(key);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0.) {
        refuseMember(key, "a number of seconds");
        return 0.;
    }
    return value.get<double>();
}

const nlohmann::json& FieldReader::object(const char* key)
{
    const nlohmann::json& value = member(key);
    if (!value.is_object()) {
        refuseMember(key, "an object");
        return kEmptyObject;
    }
    return value;
}

const nlohmann::json& FieldReader::list(const char* key, std::size_t maxEntries)
{
    const nlohmann::json& value = member(key);
    if (!value.is_array() || value.size() > maxEntries) {
        refuseMember(key, "a list of bounded length");
        return kEmptyList;
    }
    return value;
}

void FieldReader::refuse(const std::string& what)
{
    if (!m_error) {
        m_error = Error{ErrorCode::ProtocolViolation, "A message (" + m_where + ") was refused: " + what + "."};
    }
}

std::optional<Error> FieldReader::error()
{
    if (!m_error) {
        for (const auto& [key, value] : m_object.items()) {
            if (!m_known.contains(key)) {
                refuse("it has the unknown member '" + key.substr(0, 64) + "'");
            }
        }
    }
    return m_error;
}

const nlohmann::json& FieldReader::member(const char* key)
{
    m_known.emplace(key);
    if (m_error) {
        return kNothing;
    }
    const auto found = m_object.find(key);
    return found == m_object.end() ? kNothing : *found;
}

void FieldReader::refuseMember(const char* key, const char* expected)
{
    refuse(std::string("its member '") + key + "' is not " + expected);
}

} // namespace gesso::protocol
