// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/scheduler_config.h"

#include <ATen/core/Tensor.h>

namespace gesso::inference {

/// What a denoising network's output means, for a sample x = alpha * x0 + sigma * noise.
enum class Prediction { Epsilon /* the noise */, Velocity /* alpha * noise - sigma * x0 */, Sample /* x0 */ };

/// Reads prediction_type: epsilon, v_prediction or sample.
[[nodiscard]] Prediction predictionOf(const SchedulerConfig& config);

/// The x0 that the network's output stands for. alpha and sigma as above (variance preserving: their squares sum to 1).
[[nodiscard]] at::Tensor originalFrom(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float alpha,
                                      float sigma);

/// The same for samples x = x0 + sigma * noise, as Euler's schedulers have them (variance exploding).
[[nodiscard]] at::Tensor originalFromExploding(Prediction prediction, const at::Tensor& output, const at::Tensor& x,
                                               float sigma);

} // namespace gesso::inference
