// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/edited_state.h"

#include "core/studio/request_leaves.h"

#include <set>

namespace gesso {
namespace {

std::size_t bytesOfRequest(const GenerationRequest& request)
{
    return sizeof(request) + request.prompt.size() + request.negativePrompt.size() + request.typed.prompt.size() +
           request.typed.negativePrompt.size();
}

std::size_t bytesOfPicture(const Picture& picture)
{
    return picture != nullptr ? picture->byteCount() : 0;
}

std::size_t bytesIn(const EditedDraft& state)
{
    constexpr std::size_t kRequests = 4; // program, model, defaults and values
    return kRequests * bytesOfRequest(state.draft.values()) + bytesOfPicture(state.init.value_or(nullptr));
}

std::size_t bytesIn(const EditedCandidate& state)
{
    if (!state.removed) {
        return 0;
    }
    const StoredPicture& stored = state.removed->candidate.stored;
    const bool inFile = stored && !stored.file().empty();
    return bytesOfRequest(state.removed->candidate.request) + (inFile ? 0 : bytesOfPicture(stored.inMemory()));
}

std::size_t bytesIn(const EditedJobs& state)
{
    std::size_t bytes = (state.takeOut.size() + state.putBack.order.size()) * sizeof(JobId);
    for (const QueuedJob& job : state.putBack.jobs) {
        bytes += bytesOfRequest(job.request) + bytesOfPicture(job.inputs.init) + bytesOfPicture(job.inputs.mask);
    }
    return bytes;
}

std::size_t bytesIn(const EditedPlace& state)
{
    return state.order.size() * sizeof(JobId);
}

} // namespace

std::size_t bytesOf(const EditedState& state)
{
    return sizeof(state) + std::visit([](const auto& each) { return bytesIn(each); }, state);
}

std::string changeOf(const RequestDraft& before, const RequestDraft& after)
{
    const GenerationRequest& then = before.values();
    const GenerationRequest& now = after.values();
    const bool styled = before.style() != nullptr;
    if (styled != (after.style() != nullptr) || (styled && !(*before.style() == *after.style()))) {
        return {};
    }
    std::set<std::string> changed;
    forEachPairOfLeaves(now, then, [&](const std::string& path, const auto& own, const auto& others) {
        const bool isWord = path == "prompt" || path == "negativePrompt";
        if (!isWord && !(own == others)) {
            changed.insert(path == "width" || path == "height" ? "size" : path);
        }
    });
    if (before.randomSeed != after.randomSeed) {
        changed.insert("seed");
    }
    if (!(before.options == after.options)) {
        changed.insert("options");
    }
    for (const char* leading : {"model", "task", "scheduler"}) { // the others follow it
        if (changed.contains(leading)) {
            return leading;
        }
    }
    return changed.size() > 1 ? "parameters" : changed.empty() ? std::string() : *changed.begin();
}

} // namespace gesso
