// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/guidance.h"

#include <ATen/ATen.h>

#include <numeric>

namespace gesso::inference {

at::Tensor guided(const at::Tensor& negative, const at::Tensor& positive, const Guidance& guidance)
{
    at::Tensor pushed = negative + (positive - negative) * guidance.scale;
    if (guidance.rescale <= 0.) {
        return pushed;
    }
    const std::array<std::int64_t, 3> all{1, 2, 3};
    const at::Tensor wanted = positive.std(all, /*unbiased=*/true, /*keepdim=*/true);
    const at::Tensor given = pushed.std(all, /*unbiased=*/true, /*keepdim=*/true);
    return pushed * (wanted / given) * guidance.rescale + pushed * (1. - guidance.rescale);
}

at::Tensor guided(const std::vector<at::Tensor>& predictions, const std::vector<double>& weights,
                  const Guidance& guidance)
{
    if (weights.size() == 1 && weights.front() == 1.) {
        return guided(predictions[0], predictions[1], guidance);
    }
    at::Tensor pushed = predictions.front();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        pushed = pushed + (predictions[i + 1] - predictions.front()) * (guidance.scale * weights[i]);
    }
    return pushed;
}

at::Tensor blended(const std::vector<at::Tensor>& predictions, const std::vector<double>& weights)
{
    if (predictions.size() == 1) {
        return predictions.front();
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.);
    at::Tensor mean = at::zeros_like(predictions.front());
    for (std::size_t i = 0; i < weights.size(); ++i) {
        mean += predictions[i] * (sum != 0. ? weights[i] / sum : 1. / static_cast<double>(weights.size()));
    }
    return mean;
}

} // namespace gesso::inference
