// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/config_reader.h"

#include "inference/base/engine_error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace gesso::inference {

using nlohmann::json;

namespace {

constexpr std::size_t kMostLevels = 8;
constexpr std::size_t kLongestValueShown = 80;

std::string shown(const json* value)
{
    if (value == nullptr) {
        return "nothing";
    }
    std::string text = value->dump(-1, ' ', true, json::error_handler_t::replace);
    if (text.size() > kLongestValueShown) {
        text = text.substr(0, kLongestValueShown) + "...";
    }
    return text;
}

std::string entries(std::size_t count)
{
    return "it must have " + std::to_string(count) + (count == 1 ? " entry" : " entries");
}

template <typename Number> std::string outside(Bounds<Number> bounds)
{
    std::ostringstream reason;
    reason << "it must be from " << bounds.min << " to " << bounds.max;
    return reason.str();
}

} // namespace

ConfigReader::ConfigReader(const json& object, std::string component)
    : m_object(object), m_component(std::move(component))
{
    if (!object.is_object()) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "the config.json of the model's " + m_component + " is not an object of fields");
    }
}

const json* ConfigReader::find(std::string_view field) const
{
    const auto place = m_object.find(field);
    return place == m_object.end() ? nullptr : &*place;
}

bool ConfigReader::has(std::string_view field) const
{
    const json* value = find(field);
    return value != nullptr && !value->is_null();
}

void ConfigReader::refuse(std::string_view field, std::string_view reason) const
{
    throw EngineError(ErrorCode::ModelUnsupported, "the config.json of the model's " + m_component + " has " +
                                                       shown(find(field)) + " for '" + std::string(field) +
                                                       "': " + std::string(reason));
}

std::int64_t ConfigReader::checkedInteger(std::string_view field, const json& value, Bounds<std::int64_t> bounds) const
{
    if (!value.is_number_integer()) {
        refuse(field, "it must be a whole number");
    }
    // An unsigned number above 2^63 must not wrap around into the bounds.
    const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (huge || value.get<std::int64_t>() < bounds.min || value.get<std::int64_t>() > bounds.max) {
        refuse(field, outside(bounds));
    }
    return value.get<std::int64_t>();
}

bool ConfigReader::checkedBoolean(std::string_view field, const json& value) const
{
    if (!value.is_boolean()) {
        refuse(field, "it must be true or false");
    }
    return value.get<bool>();
}

std::string ConfigReader::checkedText(std::string_view field, const json& value,
                                      std::span<const std::string_view> known) const
{
    if (!value.is_string() || std::ranges::find(known, value.get_ref<const std::string&>()) == known.end()) {
        std::string reason = "this version knows ";
        for (const std::string_view word : known) {
            reason += (word == known.front() ? "" : ", ") + std::string(word);
        }
        refuse(field, reason);
    }
    return value.get<std::string>();
}

std::int64_t ConfigReader::integer(std::string_view field, std::int64_t fallback, Bounds<std::int64_t> bounds) const
{
    const json* value = find(field);
    return value == nullptr ? fallback : checkedInteger(field, *value, bounds);
}

double ConfigReader::real(std::string_view field, double fallback, Bounds<double> bounds) const
{
    const json* value = find(field);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_number()) {
        refuse(field, "it must be a number");
    }
    const double number = value->get<double>();
    if (!(number >= bounds.min && number <= bounds.max)) {
        refuse(field, outside(bounds));
    }
    return number;
}

bool ConfigReader::boolean(std::string_view field, bool fallback) const
{
    const json* value = find(field);
    return value == nullptr ? fallback : checkedBoolean(field, *value);
}

std::string ConfigReader::text(std::string_view field, std::string_view fallback,
                               std::span<const std::string_view> known) const
{
    const json* value = find(field);
    return value == nullptr ? std::string(fallback) : checkedText(field, *value, known);
}

std::vector<std::int64_t> ConfigReader::integers(std::string_view field, std::vector<std::int64_t> fallback,
                                                 Bounds<std::int64_t> bounds) const
{
    const json* value = find(field);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_array() || value->empty() || value->size() > kMostLevels) {
        refuse(field, "it must be a list of 1 to 8 whole numbers");
    }
    std::vector<std::int64_t> numbers;
    for (const json& item : *value) {
        numbers.push_back(checkedInteger(field, item, bounds));
    }
    return numbers;
}

std::vector<std::int64_t> ConfigReader::integerPerLevel(std::string_view field, std::int64_t fallback,
                                                        std::size_t count, Bounds<std::int64_t> bounds) const
{
    const json* value = find(field);
    if (value == nullptr || !value->is_array()) {
        return std::vector<std::int64_t>(count, integer(field, fallback, bounds));
    }
    std::vector<std::int64_t> numbers = integers(field, {}, bounds);
    if (numbers.size() != count) {
        refuse(field, entries(count));
    }
    return numbers;
}

std::vector<bool> ConfigReader::booleanPerLevel(std::string_view field, bool fallback, std::size_t count) const
{
    const json* value = find(field);
    if (value == nullptr || !value->is_array()) {
        return std::vector<bool>(count, boolean(field, fallback));
    }
    std::vector<bool> flags;
    for (const json& item : *value) {
        flags.push_back(checkedBoolean(field, item));
    }
    if (flags.size() != count) {
        refuse(field, entries(count));
    }
    return flags;
}

std::vector<std::string> ConfigReader::textPerLevel(std::string_view field, std::vector<std::string> fallback,
                                                    std::size_t count, std::span<const std::string_view> known) const
{
    const json* value = find(field);
    std::vector<std::string> texts;
    if (value == nullptr) {
        texts = std::move(fallback);
    } else if (!value->is_array()) {
        refuse(field, "it must be a list of texts");
    } else {
        for (const json& item : *value) {
            texts.push_back(checkedText(field, item, known));
        }
    }
    if (texts.size() != count) {
        refuse(field, entries(count));
    }
    return texts;
}

void ConfigReader::expect(std::string_view field, const json& only) const
{
    const json* value = find(field);
    if (value != nullptr && *value != only) {
        refuse(field, "this version knows only " + shown(&only));
    }
}

} // namespace gesso::inference
