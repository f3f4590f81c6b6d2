// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// CUDA kernels on the CPU: every thread of a block is a fiber, __syncthreads() a switch to the next one, blocks run one
// after another. A kernel's source is compiled unchanged by g++, so indexing, barriers and bounds are proved without a
// GPU, also under AddressSanitizer. Not for tensor-core or asynchronous-copy instructions, nor for warp shuffles.

#include <vector_types.h>

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>

namespace gesso::test {

/// Runs `kernel` once for each thread of each block. Throws std::logic_error when the threads of a block part at a
/// barrier: some wait there while others have returned.
void runOnFibers(dim3 grid, dim3 block, const std::function<void()>& kernel);

/// The barrier of the block that is running.
void syncThreads();

/// Where the running fiber stands; what threadIdx and the others are on a GPU.
struct ThreadPlace {
    uint3 thread, block;
    dim3 blockSize, gridSize;
};
[[nodiscard]] const ThreadPlace& currentPlace();

} // namespace gesso::test

#undef __global__
#undef __device__
#undef __host__
#undef __shared__
#undef __forceinline__
#define __global__
#define __device__
#define __host__
#define __shared__ static
#define __forceinline__ inline

#define threadIdx (::gesso::test::currentPlace().thread)
#define blockIdx (::gesso::test::currentPlace().block)
#define blockDim (::gesso::test::currentPlace().blockSize)
#define gridDim (::gesso::test::currentPlace().gridSize)
#define __syncthreads() ::gesso::test::syncThreads()

inline float rsqrtf(float value)
{
    return 1.F / std::sqrt(value);
}
using std::min;

#define GESSO_LAUNCH(kernel, grid, block, stream, ...)                                                                 \
    static_cast<void>(stream), ::gesso::test::runOnFibers(grid, block, [&] { kernel(__VA_ARGS__); })
