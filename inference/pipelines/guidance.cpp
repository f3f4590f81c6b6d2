// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/guidance.h"

#include <ATen/ATen.h>

namespace gesso::inference {

at::Tensor guided(const at::Tensor& negative, const at::Tensor& positive, const Guidance& guidance)
{
    const at::Tensor pushed = negative + (positive - negative) * guidance.scale;
    if (guidance.rescale <= 0.) {
        return pushed;
    }
    const std::array<std::int64_t, 3> all{1, 2, 3};
    const at::Tensor wanted = positive.std(all, /*unbiased=*/true, /*keepdim=*/true);
    const at::Tensor given = pushed.std(all, /*unbiased=*/true, /*keepdim=*/true);
    return pushed * (wanted / given) * guidance.rescale + pushed * (1. - guidance.rescale);
}

} // namespace gesso::inference
