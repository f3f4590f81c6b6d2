// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"

namespace gesso {

/// The side that is a multiple of `step` pixels, nearest to `side` and within what can be made.
[[nodiscard]] int sideOnGrid(double side, int step);

/// Whether one side is at least twice the other.
[[nodiscard]] bool isLong(PictureSize size);

/// The size that a panorama is given first: three times as wide as it is high, and as high as a picture that the model
/// was made for, so that one row of views fills it.
[[nodiscard]] PictureSize panoramaSize(PictureSize native);

/// The size in which a picture is made again: its own, in steps of 8, where it has about as many pixels as the model
/// was made for (up to twice as many); else its shape with as many pixels as that.
[[nodiscard]] PictureSize sizeToRedo(PictureSize picture, PictureSize native);

} // namespace gesso
