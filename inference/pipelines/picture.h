// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

#include <ATen/core/Tensor.h>

namespace gesso::inference {

/// A decoded picture [1, 3, H, W], about -1..1, as 8-bit RGB: (x/2 + 1/2) held in 0..1, times 255, rounded to even.
[[nodiscard]] Image toImage(const at::Tensor& decoded);

/// The same with 16 bits (times 65535), whose 8 bits are those of toImage(): see sixteenLevels().
[[nodiscard]] Image toDeepImage(const at::Tensor& decoded);

/// A picture as the VAE takes it: float32 [1, 3, H, W] on the CPU, each value v / 255 * 2 - 1 (VaeImageProcessor of
/// diffusers). Throws EngineError(InvalidRequest) for one that is not RGB or has not as many bytes as its size says.
[[nodiscard]] at::Tensor toTensor(const Image& picture);

/// Whether every value is a number and finite.
[[nodiscard]] bool isFinite(const at::Tensor& values);

/// Whether each channel of a picture of 16 bits has one single value all over, in 8 bits: what a network in too small a
/// range of numbers gives.
[[nodiscard]] bool isFlat(const Image& picture);

} // namespace gesso::inference
