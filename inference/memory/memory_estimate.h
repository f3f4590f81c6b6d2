// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso::inference {

struct UNetConfig;
struct VaeConfig;

/// What is worked on, in pixels: the picture as a whole by the VAE, and by the UNet pieces of it at once (one, or
/// several views of a panorama).
struct PictureWork {
    std::int64_t width = 0, height = 0;
    std::int64_t pieceWidth = 0, pieceHeight = 0;
    std::int64_t pieces = 1;
};

/// What a picture needs beside the weights, in bytes: the largest of its stages.
///
/// A model of the peaks of our networks, meant to be a little too high: the UNet holds its skip connections and the
/// widest tensors of its first level (the doubled channels of an up block and the gated hidden layer of a
/// transformer); the decoder holds a few tensors of its second width at full size.
[[nodiscard]] std::uint64_t activationBytes(const UNetConfig& unet, const VaeConfig& vae, const PictureWork& work,
                                            bool guidance, std::int64_t elementBytes);

} // namespace gesso::inference
