// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/attention_kernels.h"
#include "inference/backend/cpu/kernels/avx512_math.h"

// The parts of the running softmax that do not depend on the element type. Internal linkage: see avx512_math.h.
namespace gesso::inference::kernels {
namespace {

inline float largestOf(const float* row, std::int64_t columns)
{
    const __m512 lowest = _mm512_set1_ps(-__builtin_inff());
    __m512 even = lowest;
    __m512 odd = lowest;
    std::int64_t column = 0;
    for (; column + 2 * kLanes <= columns; column += 2 * kLanes) {
        even = _mm512_max_ps(even, _mm512_loadu_ps(row + column));
        odd = _mm512_max_ps(odd, _mm512_loadu_ps(row + column + kLanes));
    }
    for (; column < columns; column += kLanes) {
        even = _mm512_max_ps(even, _mm512_mask_loadu_ps(lowest, lanesFor(columns - column), row + column));
    }
    return _mm512_reduce_max_ps(_mm512_max_ps(even, odd));
}

inline void scaleRow(float* row, std::int64_t width, float factor)
{
    const __m512 factors = _mm512_set1_ps(factor);
    for (std::int64_t i = 0; i < width; i += kLanes) {
        const __mmask16 lanes = lanesFor(width - i);
        _mm512_mask_storeu_ps(row + i, lanes, _mm512_mul_ps(factors, _mm512_maskz_loadu_ps(lanes, row + i)));
    }
}

/// Raises the maximum of a row by the scores of a new block, scales what was summed under the old one; returns the new.
inline float raiseMaximum(const ScoreBlock& block, std::int64_t row)
{
    const float found = largestOf(block.scores + row * block.stride, block.columns) * block.scale;
    if (block.first) {
        block.sum[row] = 0.F;
        return block.maximum[row] = found;
    }
    const float old = block.maximum[row];
    if (found > old) {
        const float factor = _mm512_cvtss_f32(exp2Precise(_mm512_set1_ps(old - found)));
        block.sum[row] *= factor;
        scaleRow(block.output + row * block.width, block.width, factor);
        block.maximum[row] = found;
    }
    return block.maximum[row];
}

} // namespace
} // namespace gesso::inference::kernels
