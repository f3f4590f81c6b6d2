// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/kernels/softmax_avx512.h"

namespace gesso::inference::kernels {

namespace {

/// [count, width] -> [width, count].
void packKeys(const float* keys, std::int64_t count, std::int64_t width, std::int64_t stride, float* packed)
{
    const __m512i lane = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i offsets = _mm512_mullo_epi32(lane, _mm512_set1_epi32(static_cast<int>(stride)));
    for (std::int64_t key = 0; key < count; key += kLanes) {
        const __mmask16 lanes = lanesFor(count - key);
        for (std::int64_t i = 0; i < width; ++i) {
            const __m512 column =
                _mm512_mask_i32gather_ps(_mm512_setzero_ps(), lanes, offsets, keys + key * stride + i, sizeof(float));
            _mm512_mask_storeu_ps(packed + i * count + key, lanes, column);
        }
    }
}

/// The same rows, close together.
void packValues(const float* values, std::int64_t count, std::int64_t width, std::int64_t stride, float* packed)
{
    for (std::int64_t row = 0; row < count; ++row) {
        for (std::int64_t i = 0; i < width; i += kLanes) {
            const __mmask16 lanes = lanesFor(width - i);
            _mm512_mask_storeu_ps(packed + row * width + i, lanes,
                                  _mm512_maskz_loadu_ps(lanes, values + row * stride + i));
        }
    }
}

void softmax(const ScoreBlock& block, float* probabilities)
{
    const __m512 scale = _mm512_set1_ps(block.scale);
    for (std::int64_t row = 0; row < block.rows; ++row) {
        const __m512 maximum = _mm512_set1_ps(raiseMaximum(block, row));
        const float* const scores = block.scores + row * block.stride;
        float* const target = probabilities + row * block.stride;
        __m512 sum = _mm512_setzero_ps();
        for (std::int64_t column = 0; column < block.columns; column += kLanes) {
            const __mmask16 lanes = lanesFor(block.columns - column);
            const __m512 score = _mm512_maskz_loadu_ps(lanes, scores + column);
            const __m512 p = _mm512_maskz_mov_ps(lanes, exp2Precise(_mm512_fmsub_ps(score, scale, maximum)));
            sum = _mm512_add_ps(sum, p);
            _mm512_mask_storeu_ps(target + column, lanes, p);
        }
        block.sum[row] += _mm512_reduce_add_ps(sum);
    }
}

void finish(const float* output, const float* sum, std::int64_t rows, std::int64_t width, float* target,
            std::int64_t stride)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        const __m512 factor = _mm512_set1_ps(1.F / sum[row]);
        for (std::int64_t i = 0; i < width; i += kLanes) {
            const __mmask16 lanes = lanesFor(width - i);
            const __m512 y = _mm512_mul_ps(factor, _mm512_maskz_loadu_ps(lanes, output + row * width + i));
            _mm512_mask_storeu_ps(target + row * stride + i, lanes, y);
        }
    }
}

} // namespace

const AttentionKernels<float> kAttentionAvx512{packKeys, packValues, softmax, finish};

} // namespace gesso::inference::kernels
