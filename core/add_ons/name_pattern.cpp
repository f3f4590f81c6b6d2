// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/name_pattern.h"

#include <vector>

namespace gesso {

bool fitsPattern(std::string_view path, std::string_view pattern)
{
    // fits[i]: whether the pattern so far fits the first i bytes of the path.
    std::vector<bool> fits(path.size() + 1, false);
    fits[0] = true;
    while (!pattern.empty()) {
        const bool isDeep = pattern.starts_with("**");
        const bool isFolders = pattern.starts_with("**/");
        std::vector<bool> next(path.size() + 1, false);
        if (isDeep || pattern.front() == '*') {
            bool reached = false; // by bytes of the star
            for (std::size_t i = 0; i <= path.size(); ++i) {
                reached = (reached && (isDeep || path[i - 1] != '/')) || fits[i];
                next[i] = isFolders ? fits[i] || (reached && i > 0 && path[i - 1] == '/') : reached;
            }
        } else {
            for (std::size_t i = 0; i < path.size(); ++i) {
                const bool isSame = pattern.front() == '?' ? path[i] != '/' : path[i] == pattern.front();
                next[i + 1] = fits[i] && isSame;
            }
        }
        pattern.remove_prefix(isFolders ? 3 : isDeep ? 2 : 1);
        fits.swap(next);
    }
    return fits[path.size()];
}

} // namespace gesso
