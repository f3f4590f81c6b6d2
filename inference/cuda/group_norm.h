// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Plain-pointer door to group_norm.cuh, so that no file sees both nvcc's language and libtorch's headers.

namespace gesso::inference::cuda {

enum class NormType { Float, Half, BFloat16 };

/// Device pointers of one GroupNorm; all of `type`, x and y [batch, rows, channels], shift [batch, channels] or null.
struct GroupNormCall {
    NormType type;
    const void* x;
    const void* shift;
    const void* weight;
    const void* bias;
    void* y;
    int batch, rows, channels, groups;
    float eps;
    bool silu;
};

/// Whether the kernel takes this many channels and groups.
[[nodiscard]] bool groupNormFits(int channels, int groups);

/// Bytes of device memory that launchGroupNorm wants as scratch.
[[nodiscard]] std::size_t groupNormScratchBytes(const GroupNormCall& call);

/// Queues the two kernels on `stream` (a cudaStream_t). Returns null, or CUDA's message when the launch was refused.
[[nodiscard]] const char* launchGroupNorm(const GroupNormCall& call, void* scratch, void* stream);

} // namespace gesso::inference::cuda
