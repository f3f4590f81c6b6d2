// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// Classifier-free guidance: how far a prediction is pushed from the negative prompt towards the prompt.
struct Guidance {
    double scale = 7.5;  ///< off at 1 and below
    double rescale = 0.; ///< 0..1, how much of the contrast that guidance adds is taken back
    double told = 1.;    ///< the scale that a network distilled from guidance is told instead (LCM)

    [[nodiscard]] bool isOn() const noexcept { return scale > 1.; }
};

/// negative + scale * (positive - negative), rescaled as in section 3.4 of Lin et al. 2023 (arXiv 2305.08891).
/// Both predictions are [B, C, h, w].
[[nodiscard]] at::Tensor guided(const at::Tensor& negative, const at::Tensor& positive, const Guidance& guidance);

/// The same for several prompts at once (Liu et al. 2022, arXiv 2206.01714, equation 11): each pushes with its weight.
/// `predictions` begin with the negative prompt's; `weights` has one for each other. Without the rescaling where there
/// are several.
[[nodiscard]] at::Tensor guided(const std::vector<at::Tensor>& predictions, const std::vector<double>& weights,
                                const Guidance& guidance);

/// Without guidance: the mean of the prompts' predictions by their weights; equal shares where those sum to 0.
[[nodiscard]] at::Tensor blended(const std::vector<at::Tensor>& predictions, const std::vector<double>& weights);

} // namespace gesso::inference
