// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/avx512_math.h"

// bf16 elements, as their 16 bits, for files compiled with AVX512-bf16. Internal linkage: see avx512_math.h.
namespace gesso::inference::kernels {
namespace {

using Bf16 = std::uint16_t;

/// 32 fp32 numbers rounded to nearest even, `low` first.
inline __m512i roundToBf16(__m512 low, __m512 high)
{
    const __m512bh both = _mm512_cvtne2ps_pbh(high, low);
    __m512i bits;
    __builtin_memcpy(&bits, &both, sizeof bits);
    return bits;
}

inline __m512 loadLanes(__mmask16 lanes, const Bf16* source)
{
    const __m512i bits = _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(lanes, source));
    return _mm512_castsi512_ps(_mm512_slli_epi32(bits, 16));
}

inline void storeLanes(Bf16* target, __mmask16 lanes, __m512 value)
{
    const __m512i bits = roundToBf16(value, _mm512_setzero_ps());
    _mm256_mask_storeu_epi16(target, lanes, _mm512_castsi512_si256(bits));
}

} // namespace
} // namespace gesso::inference::kernels
