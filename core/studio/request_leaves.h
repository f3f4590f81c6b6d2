// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request_fields.h"

#include <string>
#include <vector>

namespace gesso {

/// Calls visit(path, field) for each value of a request that can be set by itself: "steps", "panorama/viewSize". A list
/// is one value. The paths are those of the JSON (request_json.h).
template <typename Fields, typename Visit>
void forEachLeaf(Fields& fields, Visit&& visit, const std::string& where = {})
{
    forEachField(fields, [&](const char* key, auto& field) {
        using Field = std::remove_cvref_t<decltype(field)>;
        const std::string path = where.empty() ? key : where + '/' + key;
        if constexpr (HasFields<Field>) {
            forEachLeaf(field, visit, path);
        } else {
            visit(path, field);
        }
    });
}

/// Calls visit(path, a, b) for the values of two requests that stand at the same place.
template <typename First, typename Second, typename Visit>
void forEachPairOfLeaves(First& first, Second& second, Visit&& visit)
{
    std::vector<const void*> places;
    forEachLeaf(second, [&](const std::string&, auto& field) { places.push_back(&field); });
    auto place = places.cbegin();
    forEachLeaf(first, [&](const std::string& path, auto& field) {
        // Both walks go through the same type in the same order.
        using Other = std::remove_cvref_t<decltype(field)>;
        visit(path, field, *static_cast<const Other*>(*place++));
    });
}

} // namespace gesso
