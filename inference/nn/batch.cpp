// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/batch.h"

#include <ATen/ATen.h>

namespace gesso::inference {

at::Tensor repeatBatch(const at::Tensor& x, std::int64_t batch)
{
    if (x.size(0) == batch) {
        return x;
    }
    // Not at::repeat, which would fall back to contiguous memory.
    const std::vector<at::Tensor> copies(static_cast<std::size_t>(batch / x.size(0)), x);
    return at::cat(copies, 0);
}

at::Tensor pictureToTokens(const at::Tensor& x)
{
    return x.permute({0, 2, 3, 1}).flatten(1, 2).contiguous();
}

at::Tensor tokensToPicture(const at::Tensor& tokens, std::int64_t height, std::int64_t width)
{
    return tokens.unflatten(1, {height, width}).permute({0, 3, 1, 2});
}

} // namespace gesso::inference
