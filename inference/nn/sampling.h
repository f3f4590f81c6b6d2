// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_loader.h"

namespace gesso::inference {

/// Downsample2D of diffusers: a 3x3 convolution of stride 2.
struct Downsample {
    /// `padding` 1 pads all four sides (UNet); 0 pads only right and bottom by one row of zeros (VAE encoder).
    Downsample(const WeightLoader& weights, std::int64_t channels, std::int64_t padding);

    /// x [B, C, H, W] -> [B, C, about H/2, about W/2].
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x) const;

    Conv2d conv;
};

/// Upsample2D of diffusers: nearest-neighbour resize, then a 3x3 convolution.
struct Upsample {
    Upsample(const WeightLoader& weights, std::int64_t channels);

    /// x [B, C, H, W] -> [B, C, height, width].
    [[nodiscard]] at::Tensor forward(const Backend& backend, const at::Tensor& x, std::int64_t height,
                                     std::int64_t width) const;

    Conv2d conv;
};

} // namespace gesso::inference
