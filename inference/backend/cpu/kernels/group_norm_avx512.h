// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/avx512_math.h"
#include "inference/backend/cpu/kernels/group_norm_kernels.h"

// GroupNorm's passes for any element type that has loadLanes() and storeLanes(). Internal linkage: see avx512_math.h.
namespace gesso::inference::kernels {
namespace {

inline constexpr int kVectors = 4; // of 16 channels, held in registers at once

/// Moments of channels begin..begin+63. Sums are of differences from the first row, so that a mean far from zero costs
/// no digits.
template <typename T> void columnMoments(const T* x, std::int64_t rows, std::int64_t channels, std::int64_t begin,
                                         float* mean, float* squares)
{
    __mmask16 lanes[kVectors];
    __m512 origin[kVectors];
    __m512 sum[kVectors];
    __m512 square[kVectors];
    for (int v = 0; v < kVectors; ++v) {
        const std::int64_t left = channels - begin - v * kLanes;
        lanes[v] = left > 0 ? lanesFor(left) : static_cast<__mmask16>(0);
        origin[v] = loadLanes(lanes[v], x + begin + v * kLanes);
        sum[v] = square[v] = _mm512_setzero_ps();
    }
    for (std::int64_t row = 1; row < rows; ++row) {
        for (int v = 0; v < kVectors; ++v) {
            const __m512 d = _mm512_sub_ps(loadLanes(lanes[v], x + row * channels + begin + v * kLanes), origin[v]);
            sum[v] = _mm512_add_ps(sum[v], d);
            square[v] = _mm512_fmadd_ps(d, d, square[v]);
        }
    }
    const __m512 factor = _mm512_set1_ps(1.F / static_cast<float>(rows));
    for (int v = 0; v < kVectors; ++v) {
        const __m512 average = _mm512_mul_ps(sum[v], factor);
        const std::int64_t channel = begin + v * kLanes;
        _mm512_mask_storeu_ps(mean + channel, lanes[v], _mm512_add_ps(origin[v], average));
        _mm512_mask_storeu_ps(squares + channel, lanes[v], _mm512_fnmadd_ps(sum[v], average, square[v]));
    }
}

template <typename T> void moments(const T* x, std::int64_t rows, std::int64_t channels, float* mean, float* squares)
{
    for (std::int64_t begin = 0; begin < channels; begin += kVectors * kLanes) {
        columnMoments(x, rows, channels, begin, mean, squares);
    }
}

/// y / (1 + e^-y)
inline __m512 silu(__m512 y)
{
    const __m512 minusLog2e = _mm512_set1_ps(-1.44269504F);
    const __m512 limit = _mm512_set1_ps(126.F); // 2^126 is finite, and y / 2^126 is as good as -0
    const __m512 e = exp2Precise(_mm512_min_ps(limit, _mm512_mul_ps(y, minusLog2e)));
    return _mm512_div_ps(y, _mm512_add_ps(_mm512_set1_ps(1.F), e));
}

template <bool kSilu, typename T>
void applyRows(const T* x, std::int64_t rows, std::int64_t channels, const float* scale, const float* offset, T* y)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        const T* const source = x + row * channels;
        T* const target = y + row * channels;
        for (std::int64_t channel = 0; channel < channels; channel += kLanes) {
            const __mmask16 lanes = lanesFor(channels - channel);
            const __m512 value =
                _mm512_fmadd_ps(loadLanes(lanes, source + channel), _mm512_maskz_loadu_ps(lanes, scale + channel),
                                _mm512_maskz_loadu_ps(lanes, offset + channel));
            storeLanes(target + channel, lanes, kSilu ? silu(value) : value);
        }
    }
}

template <typename T> void apply(const T* x, std::int64_t rows, std::int64_t channels, const float* scale,
                                 const float* offset, bool withSilu, T* y)
{
    withSilu ? applyRows<true>(x, rows, channels, scale, offset, y)
             : applyRows<false>(x, rows, channels, scale, offset, y);
}

} // namespace
} // namespace gesso::inference::kernels
