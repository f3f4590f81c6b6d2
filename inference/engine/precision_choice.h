// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/kernel_trial.h"
#include "inference/engine/device_table.h"
#include "inference/pipelines/diffusion_model.h"

#include <filesystem>

namespace gesso::inference {

/// Decides what Precision::Auto is for a model. May be shared by threads.
///
/// A GPU works in float16. A processor with native bfloat16 tries each model once: it makes a small picture in
/// bfloat16 and in float32, and takes bfloat16 where that is faster and the pictures differ by no more than 1/255 on
/// average. The outcome is remembered in a file for this processor and version.
class PrecisionChoice {
public:
    /// The average difference of the two pictures up to which bfloat16 is good enough, of 255.
    static constexpr double kMostDifference = 1.;

    explicit PrecisionChoice(std::filesystem::path file);

    /// The dtype for a request's precision. `available` is the memory that the trial may use, in bytes: without room
    /// for both precisions none is made. Throws what the pipeline throws, Cancelled and Unsupported above all.
    [[nodiscard]] at::ScalarType choose(Precision wanted, const DiffusionModel& model, std::uint64_t available,
                                        const std::stop_token& stop);

private:
    [[nodiscard]] at::ScalarType chooseForProcessor(const DiffusionModel& model, std::uint64_t available,
                                                    const std::stop_token& stop);

    KernelMemory m_memory;
};

/// Whether bfloat16 is the better choice for a model on this processor, as above: makes the pictures.
[[nodiscard]] bool bfloat16Wins(const DiffusionModel& model, const std::stop_token& stop);

} // namespace gesso::inference
