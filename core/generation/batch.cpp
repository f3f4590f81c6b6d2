// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/batch.h"

namespace gesso {

GenerationRequest partOf(const GenerationRequest& request, int first, int count)
{
    GenerationRequest part = request;
    part.count = count;
    part.seed = request.seedOf(first);
    part.seeds.clear();
    if (count > 1) {
        for (std::size_t place = static_cast<std::size_t>(first);
             place < request.seeds.size() && part.seeds.size() < static_cast<std::size_t>(count); ++place) {
            part.seeds.push_back(request.seeds[place]);
        }
    }
    if (request.variationStrength > 0.) {
        part.variationSeed = request.variationSeed + static_cast<std::uint64_t>(first);
    }
    return part;
}

std::vector<GenerationRequest> remainderOf(const GenerationRequest& request, const std::set<int>& made)
{
    std::vector<GenerationRequest> parts;
    for (int first = 0; first < request.count; ++first) {
        int end = first;
        while (end < request.count && !made.contains(end)) {
            ++end;
        }
        if (end - first == request.count) {
            return {request};
        }
        if (end > first) {
            parts.push_back(partOf(request, first, end - first));
        }
        first = end;
    }
    return parts;
}

} // namespace gesso
