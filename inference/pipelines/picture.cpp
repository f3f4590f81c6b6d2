// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/picture.h"

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
    Image image;
    image.height = static_cast<int>(pixels.size(0));
    image.width = static_cast<int>(pixels.size(1));
    image.channels = static_cast<int>(pixels.size(2));
    image.pixels.assign(pixels.data_ptr<std::uint8_t>(), pixels.data_ptr<std::uint8_t>() + pixels.numel());
    return image;
}

bool isFinite(const at::Tensor& values)
{
    return values.isfinite().all().item<bool>();
}

bool isFlat(const Image& picture)
{
    const auto channels = static_cast<std::size_t>(picture.channels);
    for (std::size_t i = channels; i < picture.pixels.size(); ++i) {
        if (picture.pixels[i] != picture.pixels[i % channels]) {
            return false;
        }
    }
    return true;
}

} // namespace gesso::inference
