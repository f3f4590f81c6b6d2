// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/base/engine_error.h"

#include <optional>
#include <string>
#include <string_view>

namespace gesso::test {

/// What the EngineError says that `action` throws; empty when it throws none. Where `code` is given, an error of
/// another code is told as such.
template <typename Action>
[[nodiscard]] std::string failureMessage(Action action, std::optional<ErrorCode> code = std::nullopt)
{
    try {
        action();
    } catch (const inference::EngineError& error) {
        const bool expected = !code || error.code() == *code;
        return expected ? error.what() : "of another code: " + std::string(error.what());
    }
    return {};
}

[[nodiscard]] inline bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

} // namespace gesso::test
