// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace gesso::protocol {

/// A JSON whole number from 0 to 2^64-1; nothing for any other value.
[[nodiscard]] std::optional<std::uint64_t> wholeNumber(const nlohmann::json& value);

/// Reads the members of one JSON object that is not trusted. The first thing wrong (a missing member, a wrong type, a
/// value out of its bounds) is kept, and everything read after it is a default; error() says what it was.
class FieldReader final {
public:
    /// `object` must outlive the reader; `where` names it in messages ("submit").
    FieldReader(const nlohmann::json& object, std::string_view where);

    /// Whether there is such a member; for those that may be left out.
    [[nodiscard]] bool has(const char* key) const { return m_object.is_object() && m_object.contains(key); }
    [[nodiscard]] std::string text(const char* key, std::size_t maxBytes);
    [[nodiscard]] std::uint64_t whole(const char* key, std::uint64_t max = UINT64_MAX);
    [[nodiscard]] int integer(const char* key, int min, int max);
    /// A finite number >= 0.
    [[nodiscard]] double seconds(const char* key);
    [[nodiscard]] const nlohmann::json& object(const char* key);
    [[nodiscard]] const nlohmann::json& list(const char* key, std::size_t maxEntries);

    /// Keeps a failure of the caller's own, unless there is one already.
    void refuse(const std::string& what);

    /// What is wrong, also when a member was never asked for; call it after all members were read.
    [[nodiscard]] std::optional<Error> error();

private:
    const nlohmann::json& member(const char* key);
    void refuseMember(const char* key, const char* expected);

    const nlohmann::json& m_object;
    std::string m_where;
    std::set<std::string, std::less<>> m_known;
    std::optional<Error> m_error;
};

} // namespace gesso::protocol
