// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/bounded_json.h"

#include <algorithm>

namespace gesso::protocol {
namespace {

/// How deep brackets stand in one another, those inside of strings left out. Right for every valid JSON text.
int nestingDepth(std::string_view text)
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (inString) {
            if (character == '\\') {
                ++i;
            } else if (character == '"') {
                inString = false;
            }
        } else if (character == '"') {
            inString = true;
        } else if (character == '[' || character == '{') {
            deepest = std::max(deepest, ++depth);
        } else if (character == ']' || character == '}') {
            --depth;
        }
    }
    return deepest;
}

} // namespace

bool endsAtZero(std::string_view text) noexcept
{
    return text.find('\0') != std::string_view::npos;
}

Result<nlohmann::json> parseBoundedJson(std::string_view text)
{
    if (nestingDepth(text) > kMaxJsonDepth) {
        return fail(ErrorCode::ProtocolViolation,
                    "the JSON is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
    }
    nlohmann::json value = endsAtZero(text) ? nlohmann::json(nlohmann::json::value_t::discarded)
                                            : nlohmann::json::parse(text, nullptr, false);
    if (value.is_discarded()) {
        return fail(ErrorCode::ProtocolViolation, "it is not valid JSON");
    }
    return value;
}

} // namespace gesso::protocol
