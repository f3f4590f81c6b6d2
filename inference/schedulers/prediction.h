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

/// The noise that the output stands for, of the same samples.
[[nodiscard]] at::Tensor noiseFrom(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float alpha,
                                   float sigma);

/// The x0 for samples x = x0 + sigma * noise, as Euler's schedulers have them (variance exploding).
[[nodiscard]] at::Tensor originalFromExploding(Prediction prediction, const at::Tensor& output, const at::Tensor& x,
                                               float sigma);

/// How a predicted x0 is held in a range. Made for networks that paint pixels; latents are seldom limited.
class OriginalLimit {
public:
    /// A class that has no clip_sample, and one that clips or does not where the file does not say.
    enum class Clip { Unknown, Off, On };

    /// Reads clip_sample and clip_sample_range, and before them thresholding where the class has it.
    OriginalLimit(const SchedulerConfig& config, Clip clip, bool thresholds);

    /// x0 [B, C, h, w], limited: clamped to [-clip_sample_range, clip_sample_range], or by dynamic thresholding
    /// (Saharia et al. 2022, arXiv 2205.11487, section 2.3): clamped to s, the dynamic_thresholding_ratio quantile of
    /// |x0| held in 1..sample_max_value, and divided by s; each picture of the batch by its own.
    [[nodiscard]] at::Tensor apply(const at::Tensor& original) const;
    [[nodiscard]] bool isOn() const noexcept { return m_kind != Kind::None; }

private:
    enum class Kind { None, Clip, Threshold };

    Kind m_kind = Kind::None;
    double m_range = 1.; ///< clip_sample_range or sample_max_value
    double m_ratio = 1.; ///< dynamic_thresholding_ratio
};

} // namespace gesso::inference
