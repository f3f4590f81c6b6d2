// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/cuda/cuda_language.cuh"

#include <cstdint>

// GroupNorm (Wu and He 2018, arXiv 1803.08494) with an optional shift before it and SiLU after it, over channels-last
// pictures x [B, H*W, C]: two kernels, the same sums in the same order on every run. The plain reference is
// Backend::groupNorm.

namespace gesso::inference::cuda {

inline constexpr int kNormThreads = 256;
inline constexpr int kMostGroups = 64;
inline constexpr int kMostChunks = 64;

/// Count, mean and sum of squared deviations of one group in one chunk of rows.
struct Moments {
    float count, mean, m2;
};

struct NormShape {
    int batch, rows, channels, groups;
    int chunks;       ///< into how many pieces the rows are cut; at most kMostChunks
    int slabChannels; ///< channels that one block sums: whole groups, at most kNormThreads

    __host__ __device__ int groupChannels() const { return channels / groups; }
    __host__ __device__ int rowsPerChunk() const { return (rows + chunks - 1) / chunks; }
};

template <typename T> __device__ __forceinline__ float toFloat(T value)
{
    return static_cast<float>(value);
}

template <typename T> __device__ __forceinline__ T fromFloat(float value)
{
    return static_cast<T>(value);
}

/// Adds two sets of moments (Chan, Golub and LeVeque 1979).
__device__ __forceinline__ Moments combined(const Moments& a, const Moments& b)
{
    const float count = a.count + b.count;
    if (count == 0.F) {
        return a;
    }
    const float delta = b.mean - a.mean;
    const float share = b.count / count;
    return {count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share};
}

/// Moments of every (image, chunk, group) into partial [B, chunks, groups].
///
/// Grid (slabs of channels, chunks, B), block kNormThreads. A thread sums one channel over every n-th row; sums are
/// taken relative to a pivot of the group, so that a large mean costs no precision.
template <typename T> __global__ void groupMoments(const T* x, const T* shift, NormShape shape, Moments* partial)
{
    __shared__ float sums[kNormThreads];
    __shared__ float squares[kNormThreads];
    const int lanes = kNormThreads / shape.slabChannels;
    const int inSlab = static_cast<int>(threadIdx.x) % shape.slabChannels;
    const int lane = static_cast<int>(threadIdx.x) / shape.slabChannels;
    const int channel = static_cast<int>(blockIdx.x) * shape.slabChannels + inSlab;
    const int image = static_cast<int>(blockIdx.z);
    const int width = shape.groupChannels();
    const int firstRow = static_cast<int>(blockIdx.y) * shape.rowsPerChunk();
    const int lastRow = min(firstRow + shape.rowsPerChunk(), shape.rows);
    const T* base = x + static_cast<std::int64_t>(image) * shape.rows * shape.channels;
    const T* offsets = shift == nullptr ? nullptr : shift + image * shape.channels;

    const bool active = lane < lanes && channel < shape.channels && firstRow < lastRow;
    const int pivotChannel = channel / width * width;
    float pivot = 0.F;
    float sum = 0.F;
    float square = 0.F;
    if (active) {
        pivot = toFloat(base[static_cast<std::int64_t>(firstRow) * shape.channels + pivotChannel]);
        const float offset = offsets == nullptr ? 0.F : toFloat(offsets[channel]);
        for (int row = firstRow + lane; row < lastRow; row += lanes) {
            const float value =
                toFloat(base[static_cast<std::int64_t>(row) * shape.channels + channel]) + offset - pivot;
            sum += value;
            square += value * value;
        }
    }
    sums[threadIdx.x] = sum;
    squares[threadIdx.x] = square;
    __syncthreads();

    if (active && lane == 0 && channel % width == 0) {
        float groupSum = 0.F;
        float groupSquare = 0.F;
        for (int l = 0; l < lanes; ++l) {
            for (int c = 0; c < width; ++c) {
                groupSum += sums[l * shape.slabChannels + inSlab + c];
                groupSquare += squares[l * shape.slabChannels + inSlab + c];
            }
        }
        const float count = static_cast<float>(lastRow - firstRow) * static_cast<float>(width);
        const float mean = groupSum / count;
        partial[(image * shape.chunks + static_cast<int>(blockIdx.y)) * shape.groups + channel / width] = {
            count, mean + pivot, fmaxf(groupSquare - groupSum * mean, 0.F)};
    }
}

/// y = silu?((x + shift - mean) / sqrt(var + eps) * weight + bias) with the moments of groupMoments.
///
/// Grid (pieces, 1, B), block kNormThreads; each block takes `elementsPerBlock` elements of one image in order.
template <typename T, bool kSilu> __global__ void groupNormalise(const T* x, const T* shift, const T* weight,
                                                                 const T* bias, NormShape shape, float eps,
                                                                 const Moments* partial, int elementsPerBlock, T* y)
{
    __shared__ float means[kMostGroups];
    __shared__ float scales[kMostGroups];
    const int image = static_cast<int>(blockIdx.z);
    if (static_cast<int>(threadIdx.x) < shape.groups) {
        Moments total{0.F, 0.F, 0.F};
        for (int chunk = 0; chunk < shape.chunks; ++chunk) {
            total = combined(total, partial[(image * shape.chunks + chunk) * shape.groups + threadIdx.x]);
        }
        means[threadIdx.x] = total.mean;
        scales[threadIdx.x] = rsqrtf(total.m2 / total.count + eps);
    }
    __syncthreads();

    const std::int64_t elements = static_cast<std::int64_t>(shape.rows) * shape.channels;
    const std::int64_t begin = static_cast<std::int64_t>(blockIdx.x) * elementsPerBlock;
    const std::int64_t end = begin + elementsPerBlock < elements ? begin + elementsPerBlock : elements;
    const int width = shape.groupChannels();
    for (std::int64_t i = begin + threadIdx.x; i < end; i += kNormThreads) {
        const int channel = static_cast<int>(i % shape.channels);
        const int group = channel / width;
        const std::int64_t at = image * elements + i;
        const float offset = shift == nullptr ? 0.F : toFloat(shift[image * shape.channels + channel]);
        float value = (toFloat(x[at]) + offset - means[group]) * scales[group];
        value = value * toFloat(weight[channel]) + toFloat(bias[channel]);
        if (kSilu) {
            value = value / (1.F + expf(-value));
        }
        y[at] = fromFloat<T>(value);
    }
}

/// How the work is cut: whole groups a slab, enough chunks to fill a GPU, never an empty chunk.
inline NormShape normShape(int batch, int rows, int channels, int groups)
{
    NormShape shape{batch, rows, channels, groups, 1, channels / groups};
    const int width = shape.groupChannels();
    for (int slab = width; slab <= kNormThreads && slab <= channels; slab += width) {
        if (channels % slab == 0) {
            shape.slabChannels = slab;
        }
    }
    const int wanted = (rows + 63) / 64;
    shape.chunks = wanted < 1 ? 1 : (wanted > kMostChunks ? kMostChunks : wanted);
    shape.chunks = (rows + shape.rowsPerChunk() - 1) / shape.rowsPerChunk();
    return shape;
}

/// Whether the kernels above can take this shape.
inline bool normShapeFits(int channels, int groups)
{
    return groups > 0 && groups <= kMostGroups && channels % groups == 0 && channels / groups <= kNormThreads;
}

template <typename T, typename Stream> void runGroupNorm(const T* x, const T* shift, const T* weight, const T* bias,
                                                         const NormShape& shape, float eps, bool silu, Moments* partial,
                                                         T* y, Stream stream)
{
    const dim3 momentsGrid(static_cast<unsigned>((shape.channels + shape.slabChannels - 1) / shape.slabChannels),
                           static_cast<unsigned>(shape.chunks), static_cast<unsigned>(shape.batch));
    GESSO_LAUNCH((groupMoments<T>), momentsGrid, dim3(kNormThreads), stream, x, shift, shape, partial);
    constexpr int kElementsPerBlock = kNormThreads * 16;
    const std::int64_t elements = static_cast<std::int64_t>(shape.rows) * shape.channels;
    const dim3 grid(static_cast<unsigned>((elements + kElementsPerBlock - 1) / kElementsPerBlock), 1,
                    static_cast<unsigned>(shape.batch));
    if (silu) {
        GESSO_LAUNCH((groupNormalise<T, true>), grid, dim3(kNormThreads), stream, x, shift, weight, bias, shape, eps,
                     partial, kElementsPerBlock, y);
    } else {
        GESSO_LAUNCH((groupNormalise<T, false>), grid, dim3(kNormThreads), stream, x, shift, weight, bias, shape, eps,
                     partial, kElementsPerBlock, y);
    }
}

} // namespace gesso::inference::cuda
