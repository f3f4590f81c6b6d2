// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/scheduler_config.h"

#include "inference/base/engine_error.h"

#include <algorithm>
#include <cmath>

namespace gesso::inference {
namespace {

constexpr const char* kCannot = "this version cannot do that";

/// 0.5 as "0.5", 1e300 as "1e+300".
std::string shortNumber(double value)
{
    return nlohmann::json(value).dump();
}

[[noreturn]] void reject(const char* key, const nlohmann::json& value, const std::string& wanted)
{
    throw EngineError(ErrorCode::ModelUnsupported, "scheduler_config.json: '" + std::string(key) + "' is " +
                                                       value.dump() + ", but " + wanted +
                                                       "; mend the file or choose another model");
}

} // namespace

const nlohmann::json* SchedulerConfig::find(const char* key) const
{
    const auto found = m_settings.find(key);
    return found == m_settings.end() || found->is_null() ? nullptr : &*found;
}

double SchedulerConfig::number(const char* key, double fallback) const
{
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_number() || !std::isfinite(value->get<double>())) {
        reject(key, *value, "must be a finite number");
    }
    return value->get<double>();
}

double SchedulerConfig::number(const char* key, double fallback, double least, double most) const
{
    const double value = number(key, fallback);
    if (value < least || value > most) {
        reject(key, value, "must be between " + shortNumber(least) + " and " + shortNumber(most));
    }
    return value;
}

int SchedulerConfig::integer(const char* key, int fallback, int least, int most) const
{
    const double value = number(key, fallback);
    if (value != std::floor(value) || value < least || value > most) {
        reject(key, value, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<int>(value);
}

bool SchedulerConfig::flag(const char* key, bool fallback) const
{
    const auto found = m_settings.find(key);
    if (found == m_settings.end()) {
        return fallback;
    }
    if (!found->is_boolean() && !found->is_null()) {
        reject(key, *found, "must be true or false");
    }
    return found->is_boolean() && found->get<bool>();
}

std::vector<double> SchedulerConfig::numbers(const char* key) const
{
    const nlohmann::json* value = find(key);
    if (value == nullptr) {
        return {};
    }
    std::vector<double> result;
    if (!value->is_array()) {
        reject(key, *value, "must be a list of numbers");
    }
    for (const nlohmann::json& item : *value) {
        if (!item.is_number()) {
            reject(key, item, "must be a list of numbers");
        }
        result.push_back(item.get<double>());
    }
    return result;
}

int SchedulerConfig::oneOf(const char* key, const char* fallback, std::initializer_list<const char*> allowed) const
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && !value->is_string()) {
        reject(key, *value, "must be a word");
    }
    const std::string wanted = value == nullptr ? fallback : value->get<std::string>();
    std::string list;
    int place = 0;
    for (const char* word : allowed) {
        if (wanted == word) {
            return place;
        }
        list += (place == 0 ? "" : ", ") + std::string(word);
        ++place;
    }
    reject(key, wanted, "this version knows only: " + list);
}

void SchedulerConfig::refuse(const char* key) const
{
    if (flag(key, false)) {
        reject(key, true, kCannot);
    }
}

void SchedulerConfig::refuse(const char* key, std::initializer_list<const char*> words) const
{
    const nlohmann::json* value = find(key);
    if (value != nullptr && std::ranges::any_of(words, [value](const char* word) { return *value == word; })) {
        reject(key, *value, kCannot);
    }
}

void SchedulerConfig::refuseAny(const char* key) const
{
    if (const nlohmann::json* value = find(key)) {
        reject(key, *value, kCannot);
    }
}

} // namespace gesso::inference
