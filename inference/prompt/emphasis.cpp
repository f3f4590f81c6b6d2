// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/emphasis.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {

at::Tensor emphasised(const at::Tensor& embeddings, const std::vector<double>& weights, const at::Tensor& empty,
                      Emphasis emphasis)
{
    if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 1.; })) {
        return embeddings;
    }
    const at::Tensor factors = at::tensor(weights, at::kFloat).to(embeddings.device()).reshape({1, -1, 1});
    const at::Tensor plain = embeddings.to(at::kFloat);
    at::Tensor result;
    if (emphasis == Emphasis::Comfy) {
        const at::Tensor origin = empty.to(at::kFloat);
        result = origin + (plain - origin) * factors;
    } else {
        result = plain * factors;
        const auto mean = result.mean().item<double>();
        if (emphasis == Emphasis::A1111 && mean != 0.) {
            result = result * (plain.mean().item<double>() / mean);
        }
    }
    return result.to(embeddings.scalar_type());
}

} // namespace gesso::inference
