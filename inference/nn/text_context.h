// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// Keys and values that one cross-attention makes of the text, each [B, N, C].
struct KeyValue {
    at::Tensor key, value;
};

/// Everything that a UNet needs of a prompt, computed once by UNet2DConditionModel::prepareContext and used in each
/// step.
struct TextContext {
    double guidance = 1.;         ///< what a distilled network is told (UNetConfig::guidanceWidth)
    std::int64_t batch = 0;       ///< rows of text: one per picture and guidance half
    std::vector<KeyValue> layers; ///< one per cross-attention, in the order in which the network runs through them
};

} // namespace gesso::inference
