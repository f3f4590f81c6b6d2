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

at::Tensor noiseFrom(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float alpha, float sigma)
{
    switch (prediction) {
    case Prediction::Velocity:
        return output * alpha + x * sigma;
    case Prediction::Sample:
        return (x - output * alpha) / sigma;
    case Prediction::Epsilon:
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

OriginalLimit::OriginalLimit(const SchedulerConfig& config, Clip clip, bool thresholds)
{
    if (thresholds && config.flag("thresholding", false)) {
        m_kind = Kind::Threshold;
        m_range = config.number("sample_max_value", 1.);
        m_ratio = config.number("dynamic_thresholding_ratio", 0.995, 0., 1.);
    } else if (clip != Clip::Unknown && config.flag("clip_sample", clip == Clip::On)) {
        m_kind = Kind::Clip;
        m_range = config.number("clip_sample_range", 1.);
    }
}

at::Tensor OriginalLimit::apply(const at::Tensor& original) const
{
    if (m_kind == Kind::None) {
        return original;
    }
    if (m_kind == Kind::Clip) {
        return original.clamp(-m_range, m_range);
    }
    const at::Tensor rows = original.reshape({original.size(0), -1});
    const at::Tensor s = at::quantile(rows.abs(), m_ratio, 1).clamp_min(1.).clamp_max(m_range).unsqueeze(1);
    return (at::minimum(at::maximum(rows, -s), s) / s).reshape(original.sizes());
}

} // namespace gesso::inference
