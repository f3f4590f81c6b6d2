// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

namespace gesso::inference {

/// The LoRAs of picture `index` of a request, each file once, with the weight that it has there and without its tag: of
/// those with a tag the ones that the picture's prompt names, case not counting (`syntax` Weighted only: a plain prompt
/// has no tags), in the request's order. Weights of a file that is used more than once are added, the text encoder's
/// and the UNet's each; what comes to 0 in both is left out. Throws EngineError(InvalidRequest) for a tag that the
/// request has no file for, or whose weight is wrong.
[[nodiscard]] std::vector<LoraUse> lorasOf(const GenerationRequest& request, int index);

/// What the user should know of the request's LoRA tags, a sentence each: those of the negative prompt are left out.
/// (stable-diffusion-webui takes none there either, and reads their text as words.)
[[nodiscard]] std::vector<std::string> loraNotices(const GenerationRequest& request);

} // namespace gesso::inference
