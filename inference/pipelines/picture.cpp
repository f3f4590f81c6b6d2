// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/picture.h"

#include "core/image/levels.h"
#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {

namespace {

/// The decoded values brought to 0..1.
at::Tensor fractions(const at::Tensor& decoded)
{
    return (decoded[0].to(at::kFloat) * 0.5 + 0.5).clamp(0., 1.);
}

} // namespace

Image toImage(const at::Tensor& decoded)
{
    const at::Tensor pixels =
        fractions(decoded).mul(255.).round().to(at::kByte).permute({1, 2, 0}).to(at::kCPU).contiguous();
    const std::uint8_t* const first = pixels.data_ptr<std::uint8_t>();
    return {static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(2)),
            std::vector<std::uint8_t>(first, first + pixels.numel())};
}

Image toDeepImage(const at::Tensor& decoded)
{
    const at::Tensor values = fractions(decoded).permute({1, 2, 0}).to(at::kCPU).contiguous();
    const float* const first = values.data_ptr<float>();
    std::vector<std::uint16_t> levels(static_cast<std::size_t>(values.numel()));
    std::transform(first, first + values.numel(), levels.begin(), &sixteenLevels);
    return {static_cast<int>(values.size(1)), static_cast<int>(values.size(0)), static_cast<int>(values.size(2)),
            std::move(levels)};
}

at::Tensor toTensor(const Image& picture)
{
    constexpr int kRgb = 3;
    if (picture.format() != PixelFormat::U8 || picture.channels != kRgb || !picture.isWhole()) {
        throw EngineError(ErrorCode::InvalidRequest,
                          "a picture of " + std::to_string(picture.width) + "x" + std::to_string(picture.height) +
                              " pixels and " + std::to_string(picture.channels) + " channels came with " +
                              std::to_string(picture.byteCount()) + " bytes: give it as 8-bit RGB");
    }
    return at::tensor(picture.u8(), at::kByte)
        .reshape({1, picture.height, picture.width, kRgb})
        .permute({0, 3, 1, 2})
        .to(at::kFloat)
        .contiguous()
        .div(255.)
        .mul(2.)
        .sub(1.);
}

bool isFinite(const at::Tensor& values)
{
    return values.isfinite().all().item<bool>();
}

bool isFlat(const Image& picture)
{
    const auto channels = static_cast<std::size_t>(picture.channels);
    const std::vector<std::uint16_t>& levels = picture.u16();
    for (std::size_t i = channels; i < levels.size(); ++i) {
        if (eightFromSixteen(levels[i]) != eightFromSixteen(levels[i % channels])) {
            return false;
        }
    }
    return true;
}

} // namespace gesso::inference
