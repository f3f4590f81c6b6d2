// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/kernel_trial.h"
#include "inference/bench/bench_stages.h"

#include <iosfwd>
#include <vector>

namespace gesso::inference {

/// What gesso-engine doctor found on one device.
struct Diagnosis {
    std::vector<KernelReport> kernels;
    double pictureDifference = 0.; ///< of a small model's picture from the reference's, largest, in 1/255; may be NaN
    bool pictureMade = false;      ///< false where making it failed; then `trouble` says why
    std::string trouble;

    /// Whether every kernel gives the right result and the pictures are the same to 1/255. Speed does not matter.
    [[nodiscard]] bool isHealthy() const;
};

/// Makes the picture of a small random model with the device's operators and with the plain ones on the CPU, in fp32,
/// and takes the outcomes of the kernels' trials along.
[[nodiscard]] Diagnosis examine(const BenchDevice& device, std::vector<KernelReport> kernels);

/// A table for people.
void print(const Diagnosis& diagnosis, std::ostream& out);

} // namespace gesso::inference
