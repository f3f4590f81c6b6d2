// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/avx512_math.h"
#include "inference/backend/cpu/winograd_kernels.h"

// F(4, 3) of Lavin and Gray (arXiv 1509.09308) by Cook and Toom's construction, with the points 0, +-a, +-b and
// infinity where a = 1/sqrt(2) and b = sqrt(2). Lavin's own points 0, +-1, +-2 round about twice as badly (Alam et al.
// 2022, arXiv 2201.10369, search for such pairs a and 1/a). In two dimensions each transform is applied to columns,
// then to rows.
namespace gesso::inference::kernels {
namespace {

constexpr int kSide = kWinogradPatch;
constexpr int kOut = kWinogradTile;
constexpr int kTaps = 3;
constexpr float kInner = 0.707106781F; // a
constexpr float kOuter = 1.41421356F;  // b = 1 / a

inline __m512 all(float value)
{
    return _mm512_set1_ps(value);
}

/// Six pixels of a line, `step` apart, to the six points.
inline void transformPixels(const __m512* d, int step, __m512* v, int stepOut)
{
    const __m512 d0 = d[0];
    const __m512 d1 = d[step];
    const __m512 d2 = d[2 * step];
    const __m512 d3 = d[3 * step];
    const __m512 d4 = d[4 * step];
    const __m512 d5 = d[5 * step];
    const __m512 innerEven = _mm512_fnmadd_ps(all(2.F), d2, d4);
    const __m512 innerOdd = _mm512_fmsub_ps(all(kInner), d3, _mm512_mul_ps(all(kOuter), d1));
    const __m512 outerEven = _mm512_fnmadd_ps(all(.5F), d2, d4);
    const __m512 outerOdd = _mm512_fmsub_ps(all(kOuter), d3, _mm512_mul_ps(all(kInner), d1));
    v[0] = _mm512_fnmadd_ps(all(2.5F), d2, _mm512_add_ps(d0, d4));
    v[stepOut] = _mm512_add_ps(innerEven, innerOdd);
    v[2 * stepOut] = _mm512_sub_ps(innerEven, innerOdd);
    v[3 * stepOut] = _mm512_add_ps(outerEven, outerOdd);
    v[4 * stepOut] = _mm512_sub_ps(outerEven, outerOdd);
    v[5 * stepOut] = _mm512_fnmadd_ps(all(2.5F), d3, _mm512_add_ps(d1, d5));
}

/// Three taps of a line to the six points.
inline void transformTaps(const __m512* g, int step, __m512* u, int stepOut)
{
    const __m512 g0 = g[0];
    const __m512 g1 = g[step];
    const __m512 g2 = g[2 * step];
    const __m512 innerEven = _mm512_mul_ps(all(-1.F / 1.5F), _mm512_fmadd_ps(all(.5F), g2, g0));
    const __m512 innerOdd = _mm512_mul_ps(all(-kInner / 1.5F), g1);
    const __m512 outerEven = _mm512_mul_ps(all(1.F / 6.F), _mm512_fmadd_ps(all(2.F), g2, g0));
    const __m512 outerOdd = _mm512_mul_ps(all(kOuter / 6.F), g1);
    u[0] = g0;
    u[stepOut] = _mm512_add_ps(innerEven, innerOdd);
    u[2 * stepOut] = _mm512_sub_ps(innerEven, innerOdd);
    u[3 * stepOut] = _mm512_add_ps(outerEven, outerOdd);
    u[4 * stepOut] = _mm512_sub_ps(outerEven, outerOdd);
    u[5 * stepOut] = g2;
}

/// The products at the six points to four pixels of the result.
inline void transformProducts(const __m512* m, int step, __m512* y, int stepOut)
{
    const __m512 innerSum = _mm512_add_ps(m[step], m[2 * step]);
    const __m512 innerDifference = _mm512_sub_ps(m[step], m[2 * step]);
    const __m512 outerSum = _mm512_add_ps(m[3 * step], m[4 * step]);
    const __m512 outerDifference = _mm512_sub_ps(m[3 * step], m[4 * step]);
    y[0] = _mm512_add_ps(m[0], _mm512_add_ps(innerSum, outerSum));
    y[stepOut] = _mm512_fmadd_ps(all(kInner), innerDifference, _mm512_mul_ps(all(kOuter), outerDifference));
    y[2 * stepOut] = _mm512_fmadd_ps(all(.5F), innerSum, _mm512_mul_ps(all(2.F), outerSum));
    y[3 * stepOut] = _mm512_fmadd_ps(all(.5F * kInner), innerDifference,
                                     _mm512_fmadd_ps(all(2.F * kOuter), outerDifference, m[5 * step]));
}

void input(const float* const* pixels, std::int64_t channels, float* matrices, std::int64_t stride)
{
    __m512 columns[kSide * kSide];
    __m512 line[kSide];
    for (std::int64_t channel = 0; channel < channels; channel += kLanes) {
        for (int column = 0; column < kSide; ++column) {
            for (int row = 0; row < kSide; ++row) {
                line[row] = _mm512_loadu_ps(pixels[kSide * row + column] + channel);
            }
            transformPixels(line, 1, columns + column, kSide);
        }
        for (int row = 0; row < kSide; ++row) {
            transformPixels(columns + kSide * row, 1, line, 1);
            for (int column = 0; column < kSide; ++column) {
                _mm512_storeu_ps(matrices + (kSide * row + column) * stride + channel, line[column]);
            }
        }
    }
}

void weight(const float* taps, std::int64_t inputs, std::int64_t outputs, float* matrices, std::int64_t stride)
{
    __m512 kernel[kTaps];
    __m512 columns[kSide * kTaps];
    __m512 line[kSide];
    for (std::int64_t in = 0; in < inputs; ++in) {
        for (std::int64_t out = 0; out < outputs; out += kLanes) {
            for (int column = 0; column < kTaps; ++column) {
                for (int row = 0; row < kTaps; ++row) {
                    kernel[row] = _mm512_loadu_ps(taps + ((in * kTaps + row) * kTaps + column) * outputs + out);
                }
                transformTaps(kernel, 1, columns + column, kTaps);
            }
            for (int row = 0; row < kSide; ++row) {
                transformTaps(columns + kTaps * row, 1, line, 1);
                for (int column = 0; column < kSide; ++column) {
                    _mm512_storeu_ps(matrices + (kSide * row + column) * stride + in * outputs + out, line[column]);
                }
            }
        }
    }
}

void output(const float* matrices, std::int64_t stride, std::int64_t channels, const float* bias,
            const float* const* residual, float* const* pixels)
{
    __m512 columns[kOut * kSide];
    __m512 line[kSide];
    for (std::int64_t channel = 0; channel < channels; channel += kLanes) {
        for (int column = 0; column < kSide; ++column) {
            for (int row = 0; row < kSide; ++row) {
                line[row] = _mm512_loadu_ps(matrices + (kSide * row + column) * stride + channel);
            }
            transformProducts(line, 1, columns + column, kSide);
        }
        const __m512 offset = _mm512_loadu_ps(bias + channel);
        for (int row = 0; row < kOut; ++row) {
            transformProducts(columns + kSide * row, 1, line, 1);
            for (int column = 0; column < kOut; ++column) {
                const int pixel = kOut * row + column;
                if (pixels[pixel] == nullptr) {
                    continue;
                }
                const __m512 value = _mm512_add_ps(line[column], offset);
                const float* const other = residual[pixel];
                _mm512_storeu_ps(pixels[pixel] + channel,
                                 other == nullptr ? value : _mm512_add_ps(value, _mm512_loadu_ps(other + channel)));
            }
        }
    }
}

} // namespace

const WinogradKernels kWinogradAvx512{input, weight, output};

} // namespace gesso::inference::kernels
