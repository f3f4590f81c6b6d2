// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/picture.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

namespace gesso::inference {

Image toImage(const at::Tensor& decoded)
{
    const at::Tensor pixels = (decoded[0].to(at::kFloat) * 0.5 + 0.5)
                                  .clamp(0., 1.)
                                  .mul(255.)
                                  .round()
                                  .to(at::kByte)
                                  .permute({1, 2, 0})
                                  .to(at::kCPU)
                                  .contiguous();
    const std::uint8_t* const first = pixels.data_ptr<std::uint8_t>();
    return {static_cast<int>(pixels.size(1)), static_cast<int>(pixels.size(0)), static_cast<int>(pixels.size(2)),
            std::vector<std::uint8_t>(first, first + pixels.numel())};
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
    for (std::size_t i = channels; i < picture.u8().size(); ++i) {
        if (picture.u8()[i] != picture.u8()[i % channels]) {
            return false;
        }
    }
    return true;
}

} // namespace gesso::inference
