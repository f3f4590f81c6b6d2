// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/kernels/avx512_bf16.h"
#include "inference/backend/cpu/kernels/softmax_avx512.h"

namespace gesso::inference::kernels {

namespace {

/// [count, width] -> [width / 2, count, 2], the pairs that the bf16 dot product wants; width is even.
void packKeys(const Bf16* keys, std::int64_t count, std::int64_t width, std::int64_t stride, Bf16* packed)
{
    const __m512i lane = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i offsets = _mm512_mullo_epi32(lane, _mm512_set1_epi32(static_cast<int>(stride)));
    for (std::int64_t key = 0; key < count; key += kLanes) {
        const __mmask16 lanes = lanesFor(count - key);
        for (std::int64_t i = 0; i < width; i += 2) {
            const __m512i pairs = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), lanes, offsets,
                                                              keys + key * stride + i, sizeof(Bf16));
            _mm512_mask_storeu_epi32(packed + i * count + 2 * key, lanes, pairs);
        }
    }
}

/// [count, width] -> [count / 2 rounded up, width, 2]; the partner of an odd last row is 0.
void packValues(const Bf16* values, std::int64_t count, std::int64_t width, std::int64_t stride, Bf16* packed)
{
    for (std::int64_t row = 0; row < count; row += 2) {
        for (std::int64_t i = 0; i < width; i += kLanes) {
            const __mmask16 lanes = lanesFor(width - i);
            const __mmask16 partner = row + 1 < count ? lanes : static_cast<__mmask16>(0);
            const Bf16* const source = values + row * stride + i;
            const __m512i low = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(lanes, source));
            const __m512i high = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(partner, source + stride));
            _mm512_mask_storeu_epi32(packed + row * width + 2 * i, lanes,
                                     _mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
        }
    }
}

void softmax(const ScoreBlock& block, Bf16* probabilities)
{
    const __m512 scale = _mm512_set1_ps(block.scale);
    const std::int64_t whole = block.columns / (2 * kLanes) * (2 * kLanes);
    const std::int64_t rest = block.columns - whole;
    const __mmask16 lowLanes = lanesFor(rest);
    const __mmask16 highLanes = rest > kLanes ? lanesFor(rest - kLanes) : static_cast<__mmask16>(0);
    const auto evenRest = static_cast<unsigned>(rest + rest % 2);
    const auto stored = static_cast<__mmask32>((std::uint64_t{1} << evenRest) - 1U);
    for (std::int64_t row = 0; row < block.rows; ++row) {
        const __m512 maximum = _mm512_set1_ps(raiseMaximum(block, row));
        const float* const scores = block.scores + row * block.stride;
        Bf16* const target = probabilities + row * block.stride;
        __m512 sum = _mm512_setzero_ps();
        for (std::int64_t column = 0; column < whole; column += 2 * kLanes) {
            const __m512 low = exp2ForBf16(_mm512_fmsub_ps(_mm512_loadu_ps(scores + column), scale, maximum));
            const __m512 high = exp2ForBf16(_mm512_fmsub_ps(_mm512_loadu_ps(scores + column + kLanes), scale, maximum));
            sum = _mm512_add_ps(sum, _mm512_add_ps(low, high));
            _mm512_storeu_si512(target + column, roundToBf16(low, high));
        }
        if (rest > 0) {
            const __m512 first = _mm512_maskz_loadu_ps(lowLanes, scores + whole);
            const __m512 second = _mm512_maskz_loadu_ps(highLanes, scores + whole + kLanes);
            const __m512 low = _mm512_maskz_mov_ps(lowLanes, exp2ForBf16(_mm512_fmsub_ps(first, scale, maximum)));
            const __m512 high = _mm512_maskz_mov_ps(highLanes, exp2ForBf16(_mm512_fmsub_ps(second, scale, maximum)));
            sum = _mm512_add_ps(sum, _mm512_add_ps(low, high));
            _mm512_mask_storeu_epi16(target + whole, stored, roundToBf16(low, high));
        }
        block.sum[row] += _mm512_reduce_add_ps(sum);
    }
}

void finish(const float* output, const float* sum, std::int64_t rows, std::int64_t width, Bf16* target,
            std::int64_t stride)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        const __m512 factor = _mm512_set1_ps(1.F / sum[row]);
        for (std::int64_t i = 0; i < width; i += kLanes) {
            const __mmask16 lanes = lanesFor(width - i);
            const __m512 y = _mm512_mul_ps(factor, _mm512_maskz_loadu_ps(lanes, output + row * width + i));
            storeLanes(target + row * stride + i, lanes, y);
        }
    }
}

} // namespace

const AttentionKernels<std::uint16_t> kAttentionAvx512Bf16{packKeys, packValues, softmax, finish};

} // namespace gesso::inference::kernels
