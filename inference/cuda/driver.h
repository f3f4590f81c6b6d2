// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gesso::inference::cuda {

/// One GPU as the driver tells of it.
struct DriverGpu {
    std::string name; ///< "NVIDIA H200"
    std::uint64_t memoryBytes = 0;
    std::string trouble; ///< why it cannot be used; empty where it can
};

struct DriverView {
    int version = 0;             ///< of CUDA that the driver speaks, as 13000
    std::vector<DriverGpu> gpus; ///< as CUDA counts them
    std::string missing;         ///< why there is none, and what to do about it; empty where there are some
};

/// Asks the driver (libcuda.so.1) which GPUs there are. Only questions that open no context are asked: a context takes
/// time, and memory on the GPUs of others. Throws nothing of the driver's.
[[nodiscard]] DriverView askDriver();

} // namespace gesso::inference::cuda
