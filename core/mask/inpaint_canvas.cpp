// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/mask/inpaint_canvas.h"

#include "core/image/levels.h"
#include "core/mask/colour_match.h"
#include "core/mask/fill_in.h"
#include "core/mask/mask_shape.h"

#include <algorithm>
#include <cmath>

namespace gesso {
namespace {

PixelRect extended(const Image& picture, const Extension& by)
{
    return {-by.left, -by.top, picture.width + by.left + by.right, picture.height + by.top + by.bottom};
}

/// The given mask, turned over if wanted, 255 on the extension.
Image canvasMask(const GenerationInputs& inputs, const InpaintOptions& options, const PixelRect& canvas)
{
    Image mask{canvas.width, canvas.height, 1, {}};
    mask.u8().assign(mask.rowValues() * static_cast<std::size_t>(mask.height), 255);
    for (int y = 0; y < inputs.init->height; ++y) {
        for (int x = 0; x < inputs.init->width; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(inputs.init->width);
            const std::uint8_t given = inputs.mask == nullptr ? 0 : inputs.mask->u8()[at + static_cast<std::size_t>(x)];
            const bool turned = options.invert && inputs.mask != nullptr;
            const auto row = static_cast<std::size_t>(y - canvas.top) * mask.rowValues();
            mask.u8()[row + static_cast<std::size_t>(x - canvas.left)] =
                turned ? static_cast<std::uint8_t>(255 - given) : given;
        }
    }
    return mask;
}

/// The picture with its pixels under the mask made of those around them.
Image filledUnder(const Image& mask, const Image& picture)
{
    FloatPlanes values{picture.width, picture.height, picture.channels, {}};
    values.values.assign(picture.u8().begin(), picture.u8().end());
    FloatPlanes known{picture.width, picture.height, 1, {}};
    for (const std::uint8_t value : mask.u8()) {
        known.values.push_back(value >= 128 ? 0.F : 1.F);
    }
    const FloatPlanes filled = filledIn(std::move(values), known);
    Image result = picture;
    std::ranges::transform(filled.values, result.u8().begin(), [](float value) {
        return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
    });
    return result;
}

/// 255 on the extension, else 0.
Image extensionMask(const Image& picture, const PixelRect& canvas)
{
    Image mask{canvas.width, canvas.height, 1, {}};
    mask.u8().assign(mask.rowValues() * static_cast<std::size_t>(mask.height), 255);
    for (int y = 0; y < picture.height; ++y) {
        const auto row = static_cast<std::ptrdiff_t>(y - canvas.top) * canvas.width - canvas.left;
        std::fill_n(mask.u8().begin() + row, picture.width, std::uint8_t{0});
    }
    return mask;
}

/// Shows a part over its place in the picture, as far as `shown` says for each of its pixels. Values are those of the
/// picture and of the part.
template <typename Value> void paste(const Image& picture, std::vector<Value>& values, const PixelRect& place,
                                     const std::vector<Value>& part, const std::vector<float>& shown)
{
    const auto channels = static_cast<std::size_t>(picture.channels);
    std::size_t pixel = 0;
    for (int y = 0; y < place.height; ++y) {
        Value* row = values.data() + static_cast<std::size_t>(place.top + y) * picture.rowValues() +
                     static_cast<std::size_t>(place.left) * channels;
        for (int x = 0; x < place.width; ++x, ++pixel) {
            for (std::size_t c = 0; c < channels; ++c) {
                Value& under = row[static_cast<std::size_t>(x) * channels + c];
                const auto over = static_cast<float>(part[pixel * channels + c]);
                const float mixed = static_cast<float>(under) + (over - static_cast<float>(under)) * shown[pixel];
                under = static_cast<Value>(std::lround(mixed));
            }
        }
    }
}

} // namespace

InpaintCanvas::InpaintCanvas(const GenerationRequest& request, const GenerationInputs& inputs)
    : m_options(request.inpaint), m_width(request.width), m_height(request.height)
{
    const PixelRect canvas = extended(*inputs.init, m_options.extension);
    m_canvas = cropped(*inputs.init, canvas);
    m_canvasMask = canvasMask(inputs, m_options, canvas);
    m_extension = extensionMask(*inputs.init, canvas);
    if (!m_options.extension.empty()) {
        m_canvas = filledUnder(m_extension, m_canvas);
    }
    m_padded = isPaddedToRequest(request, {canvas.width, canvas.height});
    if (!m_options.onlyMasked && !m_padded) {
        m_canvas = resized(m_canvas, m_width, m_height);
        m_canvasMask = resized(m_canvasMask, m_width, m_height);
        m_extension = resized(m_extension, m_width, m_height);
    }
    const PixelRect all{0, 0, m_canvas.width, m_canvas.height};
    m_region = m_options.onlyMasked ? workRegion(boundsOf(m_canvasMask).value_or(all), m_options.padding, m_width,
                                                 m_height, m_canvas.width, m_canvas.height)
                                    : all;
    const Image filled = m_options.content == MaskedContent::Fill ? filledUnder(m_canvasMask, m_canvas) : m_canvas;
    m_picture = fitted(cropped(filled, m_region));
    m_mask = binarised(fitted(cropped(blurred(m_canvasMask, m_options.blur), m_region)));
}

Image InpaintCanvas::fitted(const Image& part) const
{
    return m_padded ? cropped(part, {0, 0, m_width, m_height}) : resized(part, m_width, m_height);
}

Image InpaintCanvas::unfitted(const Image& made) const
{
    return m_padded ? cropped(made, {0, 0, m_region.width, m_region.height})
                    : resized(made, m_region.width, m_region.height);
}

std::vector<float> InpaintCanvas::coverage() const
{
    const Image mask = cropped(m_canvasMask, m_region);
    const Image soft = cropped(blurred(m_canvasMask, m_options.blur), m_region);
    const Image added = cropped(m_extension, m_region); // there is no original that could fade out
    const std::vector<float> inside = distanceToUnmasked(mask);
    std::vector<float> result;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const float way = std::min(inside[i] / (static_cast<float>(m_options.feather) + 1.F), 1.F);
        const float fade = way * way * (3.F - 2.F * way); // smooth at both ends
        const float shown = fade * static_cast<float>(soft.u8()[i]) / 255.F;
        result.push_back(mask.u8()[i] == 0 ? 0.F : std::max(shown, static_cast<float>(added.u8()[i]) / 255.F));
    }
    return result;
}

Image InpaintCanvas::putBack(const Image& made) const
{
    Image repainted = unfitted(made);
    std::vector<float> shown(static_cast<std::size_t>(m_region.width) * static_cast<std::size_t>(m_region.height), 1.F);
    if (m_options.composite) {
        repainted = matchedAtSeam(repainted, cropped(m_canvas, m_region), cropped(m_canvasMask, m_region));
        shown = coverage();
    }
    Image result = inFormat(m_canvas, made.format());
    if (made.format() == PixelFormat::U16) {
        paste(result, result.u16(), m_region, repainted.u16(), shown);
    } else {
        paste(result, result.u8(), m_region, repainted.u8(), shown);
    }
    return result;
}

Image InpaintCanvas::finish(const Image& made) const
{
    Image eight = putBack(inFormat(made, PixelFormat::U8));
    if (made.format() == PixelFormat::U8) {
        return eight;
    }
    Image result = putBack(made);
    std::ranges::transform(eight.u8(), result.u16(), result.u16().begin(), &sixteenOf);
    return result;
}

} // namespace gesso
