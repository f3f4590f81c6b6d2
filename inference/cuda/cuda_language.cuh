// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a kernel needs of the CUDA language. Under nvcc it is the language itself; the tests define
// GESSO_CUDA_ON_CPU and give the same words a meaning on the CPU (tests/support/cuda_on_cpu.h), so that a kernel's
// indexing, barriers and bounds are proved without a GPU.
#ifdef GESSO_CUDA_ON_CPU
#include "tests/support/cuda_on_cpu.h"
#else
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

/// Starts kernel<<<grid, block, 0, stream>>>(arguments...).
#define GESSO_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, stream>>>(__VA_ARGS__)
#endif
