// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

namespace gesso {

/// `made` with its colours moved so that they meet those of `original` around the mask: what the two differ by where
/// the mask is 0, in the mean of blocks of 8 x 8 pixels, is carried smoothly into the mask and taken away there. So a
/// decoder's colour cast goes, and detail stays. Pictures are RGB, the mask has one channel, all of one size and of 8
/// bits, but `made` may have 16, which the result then has too. `made` itself where the mask is nowhere 0.
[[nodiscard]] Image matchedAtSeam(const Image& made, const Image& original, const Image& mask);

} // namespace gesso
