// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// The smallest and the largest value that a field may have.
template <typename Number> struct Bounds {
    Number min, max;
};

/// Reads the fields of a network's config.json and believes none of them.
///
/// A field that is absent takes the default that diffusers or transformers give it. A value of the wrong type, out of
/// its bounds, or of a kind that this version does not know ends in EngineError(ModelUnsupported), which names the
/// component, the field and the value. Fields that nobody asks for are passed over, as diffusers does.
class ConfigReader {
public:
    /// `component` is what the messages call it: "UNet". Refuses anything but an object.
    ConfigReader(const nlohmann::json& object, std::string component);

    /// Whether the field is there and not null.
    [[nodiscard]] bool has(std::string_view field) const;

    [[nodiscard]] std::int64_t integer(std::string_view field, std::int64_t fallback,
                                       Bounds<std::int64_t> bounds) const;
    [[nodiscard]] double real(std::string_view field, double fallback, Bounds<double> bounds) const;
    [[nodiscard]] bool boolean(std::string_view field, bool fallback) const;
    /// One of `known`.
    [[nodiscard]] std::string text(std::string_view field, std::string_view fallback,
                                   std::span<const std::string_view> known) const;

    /// A list of 1 to 8 integers.
    [[nodiscard]] std::vector<std::int64_t> integers(std::string_view field, std::vector<std::int64_t> fallback,
                                                     Bounds<std::int64_t> bounds) const;
    /// `count` integers: written as a list of them, or as one that holds for all.
    [[nodiscard]] std::vector<std::int64_t> integerPerLevel(std::string_view field, std::int64_t fallback,
                                                            std::size_t count, Bounds<std::int64_t> bounds) const;
    /// `count` flags: written as a list of them, or as one that holds for all.
    [[nodiscard]] std::vector<bool> booleanPerLevel(std::string_view field, bool fallback, std::size_t count) const;
    /// `count` texts out of `known`; where the field is absent, `fallback`, which must then be of that length.
    [[nodiscard]] std::vector<std::string> textPerLevel(std::string_view field, std::vector<std::string> fallback,
                                                        std::size_t count,
                                                        std::span<const std::string_view> known) const;

    /// Refuses the field unless it is absent or equal to `only` (1 equals 1.0).
    void expect(std::string_view field, const nlohmann::json& only) const;
    /// Refuses the field with its value, because of `reason`, a clause.
    [[noreturn]] void refuse(std::string_view field, std::string_view reason) const;

private:
    [[nodiscard]] const nlohmann::json* find(std::string_view field) const;
    [[nodiscard]] std::int64_t checkedInteger(std::string_view field, const nlohmann::json& value,
                                              Bounds<std::int64_t> bounds) const;
    [[nodiscard]] bool checkedBoolean(std::string_view field, const nlohmann::json& value) const;
    [[nodiscard]] std::string checkedText(std::string_view field, const nlohmann::json& value,
                                          std::span<const std::string_view> known) const;

    const nlohmann::json& m_object;
    std::string m_component;
};

} // namespace gesso::inference
