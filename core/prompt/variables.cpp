// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/variables.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <string>

namespace gesso {

Result<> checkVariables(std::string_view text)
{
    constexpr std::size_t kShown = 40;
    constexpr std::string_view kNames = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    for (std::size_t at = 0; (at = text.find_first_of("$\\", at)) != std::string_view::npos; ++at) {
        if (text[at] == '\\' || text.substr(at).starts_with("$$")) { // "{2$${a|b}}" is a choice
            ++at;
            continue;
        }
        const std::string_view rest = text.substr(at);
        if (rest.size() > 2 && rest[1] == '{' && kNames.find(rest[2]) != std::string_view::npos) {
            const std::string_view whole = rest.substr(0, std::min(rest.find('}'), rest.size() - 1) + 1);
            return fail(ErrorCode::InvalidRequest,
                        "The prompt has the variable '" + std::string(utf8Prefix(whole, kShown)) +
                            (whole.size() > kShown ? "..." : "") +
                            "', which this version does not know: write its text in its place, or a backslash before "
                            "the $ where it is meant as text.");
        }
    }
    return {};
}

} // namespace gesso
