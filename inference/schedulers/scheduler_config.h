// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <vector>

namespace gesso::inference {

/// Settings of a scheduler, as in scheduler_config.json: a missing or null key has the class's default, but a flag that
/// is null is false, as in Python.
///
/// Every getter throws EngineError(ModelUnsupported) that names the key and its value when that cannot be used.
class SchedulerConfig {
public:
    explicit SchedulerConfig(nlohmann::json settings) : m_settings(std::move(settings)) {}

    [[nodiscard]] double number(const char* key, double fallback) const;
    [[nodiscard]] double number(const char* key, double fallback, double least, double most) const;
    [[nodiscard]] int integer(const char* key, int fallback, int least, int most) const;
    [[nodiscard]] bool flag(const char* key, bool fallback) const;
    [[nodiscard]] std::vector<double> numbers(const char* key) const;
    /// The place in `allowed` of a word; `fallback` is one of them.
    [[nodiscard]] int oneOf(const char* key, const char* fallback, std::initializer_list<const char*> allowed) const;
    /// Gives a key another value.
    void set(const char* key, bool value) { m_settings[key] = value; }
    void set(const char* key, const char* word) { m_settings[key] = word; }
    /// For what diffusers can do and this version cannot: throws where the flag is on.
    void refuse(const char* key) const;
    /// The same where the key is one of these words, and where it has any value at all.
    void refuse(const char* key, std::initializer_list<const char*> words) const;
    void refuseAny(const char* key) const;

private:
    [[nodiscard]] const nlohmann::json* find(const char* key) const;

    nlohmann::json m_settings;
};

} // namespace gesso::inference
