// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/request.h"

namespace gesso {

/// The request with the files that its prompts name, where their syntax is weighted: the LoRA of each of the prompt's
/// tags that has none yet, the embeddings whose names occur, and wildcards, which are written out; `typed` has such
/// prompts as they were. It is valid: the one check of a request on the client's side. Looks into the folders of
/// add_on_folders.h, so it may take as long as the disk does. Errors: InvalidRequest for what is not found, for tags
/// and variables of other tools that are not known, and for a request that is not valid then; those of
/// readWildcardFile.
[[nodiscard]] Result<GenerationRequest> withPromptAddOns(GenerationRequest request);

} // namespace gesso
