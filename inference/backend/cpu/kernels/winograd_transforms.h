// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/cpu/kernels/winograd_kernels.h"

// F(4, 3) of Lavin and Gray (arXiv 1509.09308) by Cook and Toom's construction, with the points 0, +-a, +-b and
// infinity where a = 1/sqrt(2) and b = sqrt(2). Lavin's own points 0, +-1, +-2 round about twice as badly (Alam et al.
// 2022, arXiv 2201.10369, search for such pairs a and 1/a). In two dimensions each transform is applied to columns,
// then to rows.
//
// For vectors of kLanes floats, which the compiler makes of the instructions that the including file is compiled with.
// Internal linkage, so that no copy of it can be picked for the rest of the program.
namespace gesso::inference::kernels {
namespace {

template <int kLanes> struct WinogradTransforms {
    using Vector [[gnu::vector_size(kLanes * sizeof(float))]] = float;

    static constexpr int kSide = kWinogradPatch;
    static constexpr int kOut = kWinogradTile;
    static constexpr int kTaps = 3;
    static constexpr float kInner = 0.707106781F; // a
    static constexpr float kOuter = 1.41421356F;  // b = 1 / a

    static Vector load(const float* source)
    {
        Vector value;
        __builtin_memcpy(&value, source, sizeof value);
        return value;
    }

    static void store(float* target, Vector value) { __builtin_memcpy(target, &value, sizeof value); }

    /// Six pixels of a line to the six points, `step` apart.
    static void transformPixels(const Vector* d, Vector* v, std::ptrdiff_t step)
    {
        const Vector innerEven = d[4] - 2.F * d[2];
        const Vector innerOdd = kInner * d[3] - kOuter * d[1];
        const Vector outerEven = d[4] - .5F * d[2];
        const Vector outerOdd = kOuter * d[3] - kInner * d[1];
        const Vector first = d[0] + d[4] - 2.5F * d[2];
        const Vector last = d[1] + d[5] - 2.5F * d[3];
        v[0] = first;
        v[step] = innerEven + innerOdd;
        v[2 * step] = innerEven - innerOdd;
        v[3 * step] = outerEven + outerOdd;
        v[4 * step] = outerEven - outerOdd;
        v[5 * step] = last;
    }

    /// Three taps of a line to the six points, `step` apart.
    static void transformTaps(const Vector* g, Vector* u, std::ptrdiff_t step)
    {
        const Vector innerEven = (-1.F / 1.5F) * (g[0] + .5F * g[2]);
        const Vector innerOdd = (-kInner / 1.5F) * g[1];
        const Vector outerEven = (1.F / 6.F) * (g[0] + 2.F * g[2]);
        const Vector outerOdd = (kOuter / 6.F) * g[1];
        u[0] = g[0];
        u[step] = innerEven + innerOdd;
        u[2 * step] = innerEven - innerOdd;
        u[3 * step] = outerEven + outerOdd;
        u[4 * step] = outerEven - outerOdd;
        u[5 * step] = g[2];
    }

    /// The products at the six points to four pixels of the result, `step` apart.
    static void transformProducts(const Vector* m, Vector* y, std::ptrdiff_t step)
    {
        const Vector innerSum = m[1] + m[2];
        const Vector innerDifference = m[1] - m[2];
        const Vector outerSum = m[3] + m[4];
        const Vector outerDifference = m[3] - m[4];
        const Vector last = m[5];
        y[0] = m[0] + (innerSum + outerSum);
        y[step] = kInner * innerDifference + kOuter * outerDifference;
        y[2 * step] = .5F * innerSum + 2.F * outerSum;
        y[3 * step] = (.5F * kInner) * innerDifference + ((2.F * kOuter) * outerDifference + last);
    }

    static void input(const float* const* pixels, std::int64_t channels, float* matrices, std::int64_t stride)
    {
        Vector columns[kSide * kSide];
        Vector line[kSide];
        for (std::int64_t channel = 0; channel < channels; channel += kLanes) {
            for (int column = 0; column < kSide; ++column) {
                for (int row = 0; row < kSide; ++row) {
                    line[row] = load(pixels[kSide * row + column] + channel);
                }
                transformPixels(line, columns + column, kSide);
            }
            for (int row = 0; row < kSide; ++row) {
                transformPixels(columns + kSide * row, line, 1);
                for (int column = 0; column < kSide; ++column) {
                    store(matrices + (kSide * row + column) * stride + channel, line[column]);
                }
            }
        }
    }

    static void weight(const float* taps, std::int64_t inputs, std::int64_t outputs, float* matrices,
                       std::int64_t stride)
    {
        Vector kernel[kTaps];
        Vector columns[kSide * kTaps];
        Vector line[kSide];
        for (std::int64_t in = 0; in < inputs; ++in) {
            for (std::int64_t out = 0; out < outputs; out += kLanes) {
                for (int column = 0; column < kTaps; ++column) {
                    for (int row = 0; row < kTaps; ++row) {
                        kernel[row] = load(taps + ((in * kTaps + row) * kTaps + column) * outputs + out);
                    }
                    transformTaps(kernel, columns + column, kTaps);
                }
                for (int row = 0; row < kSide; ++row) {
                    transformTaps(columns + kTaps * row, line, 1);
                    for (int column = 0; column < kSide; ++column) {
                        store(matrices + (kSide * row + column) * stride + in * outputs + out, line[column]);
                    }
                }
            }
        }
    }

    static void output(const float* matrices, std::int64_t stride, std::int64_t channels, const float* bias,
                       const float* const* residual, float* const* pixels)
    {
        Vector columns[kOut * kSide];
        Vector line[kSide];
        for (std::int64_t channel = 0; channel < channels; channel += kLanes) {
            for (int column = 0; column < kSide; ++column) {
                for (int row = 0; row < kSide; ++row) {
                    line[row] = load(matrices + (kSide * row + column) * stride + channel);
                }
                transformProducts(line, columns + column, kSide);
            }
            const Vector offset = load(bias + channel);
            for (int row = 0; row < kOut; ++row) {
                transformProducts(columns + kSide * row, line, 1);
                for (int column = 0; column < kOut; ++column) {
                    const int pixel = kOut * row + column;
                    if (pixels[pixel] != nullptr) {
                        const Vector value = line[column] + offset;
                        const float* const other = residual[pixel];
                        store(pixels[pixel] + channel, other == nullptr ? value : value + load(other + channel));
                    }
                }
            }
        }
    }

    static constexpr WinogradKernels kernels() { return {input, weight, output}; }
};

} // namespace
} // namespace gesso::inference::kernels
