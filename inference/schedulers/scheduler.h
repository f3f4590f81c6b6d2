// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/schedulers/noise_stream.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// What a solver remembers between the steps of one picture. Starts empty; belongs to that picture.
struct SolverState {
    int done = 0;                    ///< steps taken so far
    std::vector<at::Tensor> outputs; ///< earlier outputs that the solver still needs, the newest last
    at::Tensor sample;               ///< an earlier sample that is stepped from again (PNDM)
    at::Tensor sum;                  ///< outputs that are being added up (PNDM's Runge-Kutta steps)
};

/// A sampler: the timesteps at which a network is asked, and the way from one noisy sample to the next.
///
/// Immutable once made, so that pictures and threads share one; all that changes is in SolverState and NoiseStream.
/// Tensors are float32 [B, C, h, w] on one device. `step` is an index into timesteps().
class Scheduler {
public:
    virtual ~Scheduler() = default;

    /// Falling, as the network wants them; may repeat and may be fractional. Their number is that of network calls.
    [[nodiscard]] const std::vector<double>& timesteps() const noexcept { return m_timesteps; }
    /// What unit noise is multiplied with to make the first sample.
    [[nodiscard]] virtual double initNoiseSigma() const { return 1.; }
    /// What the network is given for the sample x.
    [[nodiscard]] virtual at::Tensor scaleModelInput(const at::Tensor& x, int step) const;
    /// The finished picture's latents as the network's output predicts them.
    [[nodiscard]] virtual at::Tensor predictedOriginal(const at::Tensor& output, int step,
                                                       const at::Tensor& x) const = 0;
    /// Network calls that one of the user's steps takes: 2 where a solver asks twice (Heun). A picture that is begun
    /// from at a strength leaves out so many calls for each step that it leaves out.
    [[nodiscard]] virtual int order() const { return 1; }
    /// Latents as they stand before `step`, made of finished ones and unit noise of their shape.
    [[nodiscard]] virtual at::Tensor addNoise(const at::Tensor& original, const at::Tensor& noise, int step) const = 0;
    /// The next sample.
    [[nodiscard]] virtual at::Tensor step(const at::Tensor& output, int step, const at::Tensor& x, SolverState& state,
                                          NoiseStream& noise) const = 0;

protected:
    std::vector<double> m_timesteps; ///< set by the constructors of the schedulers
};

inline at::Tensor Scheduler::scaleModelInput(const at::Tensor& x, int /*step*/) const
{
    return x;
}

} // namespace gesso::inference
