// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/prediction.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

Prediction predictionOf(const SchedulerConfig& config)
{
    return static_cast<Prediction>(config.oneOf("prediction_type", "epsilon", {"epsilon", "v_prediction", "sample"}));
}

at::Tensor originalFrom(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float alpha, float sigma)
{
    switch (prediction) {
    case Prediction::Epsilon:
        return (x - output * sigma) / alpha;
    case Prediction::Velocity:
        return x * alpha - output * sigma;
    case Prediction::Sample:
        break;
    }
    return output;
}

at::Tensor originalFromExploding(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float sigma)
{
    const float power = sigma * sigma + 1.F;
    switch (prediction) {
    case Prediction::Epsilon:
        return x - output * sigma;
    case Prediction::Velocity:
        return output * (-sigma / std::sqrt(power)) + x / power;
    case Prediction::Sample:
        break;
    }
    return output;
}

} // namespace gesso::inference
