// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"
#include "core/image/resize.h"

#include <vector>

namespace gesso {

/// The picture that is repainted, as the network sees it, and the way back to the picture as it was given.
///
/// The canvas is the picture with its extension. What the network sees is all of it, or the part around the mask
/// (onlyMasked), at the request's size. Put back, pixels that the mask leaves at 0 are those of the picture, bit for
/// bit; inside, colours are moved so that they meet those around the mask, and the original fades out over the feather.
class InpaintCanvas {
public:
    /// The request's task is Inpaint and validate(request, inputs) has passed.
    InpaintCanvas(const GenerationRequest& request, const GenerationInputs& inputs);

    /// RGB, of the request's size. Where the canvas was extended, and under the mask for MaskedContent::Fill, it goes
    /// smoothly on from what is around.
    [[nodiscard]] const Image& picture() const noexcept { return m_picture; }
    /// One channel of the request's size, 255 where it is repainted, else 0.
    [[nodiscard]] const Image& mask() const noexcept { return m_mask; }

    /// The finished picture, of resultSize(request, inputs), for what the network made of picture(), in 8 or 16 bits.
    /// The 8 bits of a picture of 16 are those that a picture of 8 gets.
    [[nodiscard]] Image finish(const Image& made) const;

private:
    /// A part of the canvas at the request's size.
    [[nodiscard]] Image fitted(const Image& part) const;
    /// The way back from fitted().
    [[nodiscard]] Image unfitted(const Image& made) const;
    /// The canvas with what was made of its region, in that format.
    [[nodiscard]] Image putBack(const Image& made) const;
    /// How much of the repainted picture shows at each pixel of the region, 0..1.
    [[nodiscard]] std::vector<float> coverage() const;

    InpaintOptions m_options;
    int m_width, m_height; ///< the request's
    Image m_canvas;        ///< RGB, all of it
    Image m_canvasMask;    ///< one channel, as large
    Image m_extension;     ///< one channel, as large: 255 where the canvas was added
    PixelRect m_region;    ///< of the canvas, that the network sees
    bool m_padded = false; ///< the region is brought to the request's size by repeating its last pixels
    Image m_picture, m_mask;
};

} // namespace gesso
