// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <immintrin.h>

// Only for files compiled with AVX-512: everything here has internal linkage, so that no copy of it can be picked for
// the rest of the program.
namespace gesso::inference::kernels {
namespace {

inline constexpr std::int64_t kLanes = 16;

/// Mask of the lanes that are left, all of them when `left` >= 16.
inline __mmask16 lanesFor(std::int64_t left)
{
    return left >= kLanes ? static_cast<__mmask16>(0xFFFF) : static_cast<__mmask16>((1U << left) - 1U);
}

inline __m512 loadLanes(__mmask16 lanes, const float* source)
{
    return _mm512_maskz_loadu_ps(lanes, source);
}

inline void storeLanes(float* target, __mmask16 lanes, __m512 value)
{
    _mm512_mask_storeu_ps(target, lanes, value);
}

/// x - floor(x), in [0, 1).
inline __m512 fraction(__m512 x)
{
    return _mm512_reduce_ps(x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}

// 2^x = 2^floor(x) * p(fraction(x)), where p is the polynomial of least relative error on [0, 1) with p(0) = 1.

/// 2^x for any x <= 127, relative error 1e-7.
inline __m512 exp2Precise(__m512 x)
{
    const __m512 f = fraction(x);
    __m512 p = _mm512_set1_ps(1.86503372e-3F);
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(9.02269741e-3F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(5.57944836e-2F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(2.40166602e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(6.93151035e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(1.0F));
    return _mm512_scalef_ps(p, x);
}

/// 2^x for any x <= 127, relative error 9e-5: a fiftieth of what rounding to bf16 costs.
inline __m512 exp2ForBf16(__m512 x)
{
    const __m512 f = fraction(x);
    __m512 p = _mm512_set1_ps(7.70672403e-2F);
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(2.27644978e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(6.95116631e-1F));
    p = _mm512_fmadd_ps(p, f, _mm512_set1_ps(1.0F));
    return _mm512_scalef_ps(p, x);
}

} // namespace
} // namespace gesso::inference::kernels
