// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/models/unet_2d_condition_model.h"
#include "inference/pipelines/guidance.h"
#include "inference/prompt/conditioning.h"

#include <map>

namespace gesso::inference {

/// A UNet under the guidance of prompts. Keys and values of each prompt are made once. Used by one thread.
class GuidedUNet {
public:
    /// `conditioning` must outlive it.
    GuidedUNet(std::shared_ptr<const UNet2DConditionModel> unet, const Conditioning& conditioning, Guidance guidance);

    /// The guided prediction [B, Cout, h, w] for samples [B, Cin, h, w] under the prompts of the user's `step`. One
    /// pass for all rows. Throws Cancelled within one block of a stop.
    [[nodiscard]] at::Tensor predict(const at::Tensor& sample, double timestep, int step,
                                     const std::stop_token& stop) const;

    /// The user's steps that there are prompts for.
    [[nodiscard]] int steps() const noexcept { return static_cast<int>(m_conditioning.ofStep.size()); }

private:
    /// Keys and values of a condition, its rows repeated for `batch` samples.
    [[nodiscard]] const TextContext& context(std::size_t condition, std::int64_t batch) const;

    std::shared_ptr<const UNet2DConditionModel> m_unet;
    const Conditioning& m_conditioning;
    Guidance m_guidance;
    mutable std::map<std::pair<std::size_t, std::int64_t>, TextContext> m_contexts;
};

} // namespace gesso::inference
