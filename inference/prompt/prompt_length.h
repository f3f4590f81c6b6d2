// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "inference/tokenizer/clip_tokenizer.h"

#include <string_view>

namespace gesso::inference {

/// What a prompt of the weighted syntax takes (TokenCount), half-typed or wrong ones too. Choices are made as for seed
/// 0, edits decided for 50 steps, textual inversions counted as the words they are.
[[nodiscard]] TokenCount promptLength(const ClipTokenizer& tokenizer, std::string_view text);

} // namespace gesso::inference
