// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso::inference::kernels {

// The transforms of a 3x3 convolution by Winograd's F(4x4, 3x3), for one instruction set. This header is read by files
// that are compiled with wider instruction sets than the rest: it must stay free of inline functions and of libtorch.
//
// Each function writes or reads 36 matrices, `stride` elements from one to the next: position (row, column) of a
// transformed tile is matrix 6 * row + column. Numbers of channels are multiples of 16.

constexpr std::int64_t kWinogradTile = 4;       ///< pixels of the result on a side of a tile
constexpr std::int64_t kWinogradPatch = 6;      ///< pixels of the picture that they depend on
constexpr std::int64_t kWinogradPositions = 36; ///< of a transformed tile

struct WinogradKernels {
    /// The 36 pixels of one tile's patch, row by row: one row of each matrix, `channels` long.
    void (*input)(const float* const* pixels, std::int64_t channels, float* matrices, std::int64_t stride);
    /// Kernels of `inputs` x `outputs` channels, in memory [inputs, 9, outputs]: each matrix is [inputs, outputs].
    void (*weight)(const float* taps, std::int64_t inputs, std::int64_t outputs, float* matrices, std::int64_t stride);
    /// One row of each matrix, `channels` long, to the 16 pixels of a tile, with the bias added, and the 16 pixels of
    /// `residual` too. A null pixel is one outside the picture, a null residual one that is not there.
    void (*output)(const float* matrices, std::int64_t stride, std::int64_t channels, const float* bias,
                   const float* const* residual, float* const* pixels);
};

extern const WinogradKernels kWinogradAvx2; ///< with FMA
extern const WinogradKernels kWinogradAvx512;

} // namespace gesso::inference::kernels
