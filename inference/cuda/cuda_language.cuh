// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a kernel needs of the CUDA language. Under nvcc it is the language itself; the tests define
// GESSO_CUDA_LANGUAGE as a header that gives the same words a meaning on the CPU, so that a kernel's indexing, barriers
// and bounds are proved without a GPU.
#ifdef GESSO_CUDA_LANGUAGE
#include GESSO_CUDA_LANGUAGE
#else
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

/// Starts kernel<<<grid, block, 0, stream>>>(arguments...).
#define GESSO_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, stream>>>(__VA_ARGS__)
#endif
