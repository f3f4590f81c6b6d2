// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/winograd_run.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/native/CPUBlas.h>

#include <algorithm>
#include <array>

namespace gesso::inference {

namespace {

using kernels::kWinogradPatch;
using kernels::kWinogradPositions;
using kernels::kWinogradTile;

// What one thread works on at a time stays near its second-level cache: transformed weights 36 x 256 x 64 (2.3 MB) and
// products 36 x 128 x 64 (1.2 MB). All threads share the transformed tiles of a chunk.
constexpr std::int64_t kInputBlock = 256;
constexpr std::int64_t kTileBlock = 128;
constexpr std::int64_t kChunkFloats = std::int64_t{16} << 20; // 64 MiB of transformed tiles at most
constexpr std::int64_t kLanes = 16;
constexpr std::int64_t kTaps = 9;

std::int64_t blocks(std::int64_t count, std::int64_t size)
{
    return (count + size - 1) / size;
}

/// Elements from one of the 36 matrices to the next, for matrices of `size` elements (a multiple of 16): an odd number
/// of cache lines, so that the same place in all of them does not fall into one set of the cache.
std::int64_t matrixStride(std::int64_t size)
{
    return size / kLanes % 2 == 0 ? size + kLanes : size;
}

/// One call: x and y lie [B, H, W, C] in memory.
class Run {
public:
    Run(const kernels::WinogradKernels& kernels, const at::Tensor& taps, const at::Tensor& bias, const at::Tensor& x,
        const at::Tensor& residual, std::int64_t zoom)
        : m_kernels(kernels), m_taps(taps), m_bias(bias), m_x(x.contiguous(at::MemoryFormat::ChannelsLast)),
          m_residual(residual.defined() ? residual.contiguous(at::MemoryFormat::ChannelsLast) : at::Tensor()),
          m_zoom(zoom), m_in(x.size(1)), m_out(bias.size(0)), m_height(zoom * x.size(2)), m_width(zoom * x.size(3)),
          m_rows(blocks(m_height, kWinogradTile)), m_columns(blocks(m_width, kWinogradTile)),
          m_tiles(x.size(0) * m_rows * m_columns), m_chunk(chunkOf(m_tiles, m_in)),
          m_y(at::empty({x.size(0), m_out, m_height, m_width}, x.options(), at::MemoryFormat::ChannelsLast)),
          m_stride(matrixStride(m_chunk * m_in)),
          m_transformed(at::empty({kWinogradPositions * m_stride}, x.options())),
          m_zeros(at::zeros({m_in}, x.options()))
    {
    }

    at::Tensor operator()()
    {
        for (std::int64_t first = 0; first < m_tiles; first += m_chunk) {
            const std::int64_t count = std::min(m_chunk, m_tiles - first);
            at::parallel_for(0, count, 8, [&](std::int64_t begin, std::int64_t end) {
                for (std::int64_t tile = begin; tile < end; ++tile) {
                    transform(first + tile, tile);
                }
            });
            const std::int64_t outputs = blocks(m_out, kWinogradOutputBlock);
            at::parallel_for(0, blocks(count, kTileBlock) * outputs, 1, [&](std::int64_t begin, std::int64_t end) {
                const at::Tensor weights = scratch(std::min(kInputBlock, m_in));
                const at::Tensor products = scratch(std::min(kTileBlock, count));
                for (std::int64_t task = begin; task < end; ++task) {
                    const std::int64_t tile = task / outputs * kTileBlock;
                    multiply(first, tile, std::min(kTileBlock, count - tile), task % outputs * kWinogradOutputBlock,
                             weights.mutable_data_ptr<float>(), products.mutable_data_ptr<float>());
                }
                at::native::cpublas::brgemm_release(false);
            });
        }
        return m_y;
    }

private:
    /// Where a tile's first pixel lies.
    struct Place {
        std::int64_t image, row, column;
    };

    /// A block of tiles for each thread, so that what it transforms is near when it multiplies.
    static std::int64_t chunkOf(std::int64_t tiles, std::int64_t channels)
    {
        const std::int64_t most = kChunkFloats / (kWinogradPositions * channels);
        return std::clamp<std::int64_t>(std::min(most, kTileBlock * at::get_num_threads()), 1, tiles);
    }

    /// 36 matrices of so many rows of a block of output channels.
    at::Tensor scratch(std::int64_t rows) const
    {
        return at::empty({kWinogradPositions * matrixStride(rows * kWinogradOutputBlock)}, m_x.options());
    }

    Place place(std::int64_t tile) const
    {
        const std::int64_t inImage = tile % (m_rows * m_columns);
        return {tile / (m_rows * m_columns), inImage / m_columns * kWinogradTile, inImage % m_columns * kWinogradTile};
    }

    /// Transforms the patch of picture tile `tile` into row `slot` of the matrices.
    void transform(std::int64_t tile, std::int64_t slot)
    {
        const Place at = place(tile);
        const float* const image = m_x.const_data_ptr<float>() + at.image * m_x.size(2) * m_x.size(3) * m_in;
        std::array<const float*, kWinogradPositions> pixels{};
        for (std::int64_t i = 0; i < kWinogradPositions; ++i) {
            const std::int64_t row = at.row + i / kWinogradPatch - 1;
            const std::int64_t column = at.column + i % kWinogradPatch - 1;
            const bool inside = row >= 0 && row < m_height && column >= 0 && column < m_width;
            pixels[static_cast<std::size_t>(i)] = inside ? image + (row / m_zoom * m_x.size(3) + column / m_zoom) * m_in
                                                         : m_zeros.const_data_ptr<float>();
        }
        m_kernels.input(pixels.data(), m_in, m_transformed.mutable_data_ptr<float>() + slot * m_in, m_stride);
    }

    /// Output channels out..out+63 of `count` tiles: those in rows slot.. of the matrices, of which row 0 is `first`.
    void multiply(std::int64_t first, std::int64_t slot, std::int64_t count, std::int64_t out, float* weights,
                  float* products)
    {
        const std::int64_t width = std::min(kWinogradOutputBlock, m_out - out);
        const std::int64_t productStride = matrixStride(count * width);
        for (std::int64_t in = 0; in < m_in; in += kInputBlock) {
            const std::int64_t depth = std::min(kInputBlock, m_in - in);
            const std::int64_t weightStride = matrixStride(depth * width);
            m_kernels.weight(m_taps.const_data_ptr<float>() + (out * m_in + in * width) * kTaps, depth, width, weights,
                             weightStride);
            for (std::int64_t position = 0; position < kWinogradPositions; ++position) {
                const float* const tiles =
                    m_transformed.const_data_ptr<float>() + position * m_stride + slot * m_in + in;
                at::native::cpublas::brgemm(count, width, depth, m_in, width, width, in > 0, tiles,
                                            weights + position * weightStride, products + position * productStride,
                                            false);
            }
        }
        for (std::int64_t tile = 0; tile < count; ++tile) {
            finish(place(first + slot + tile), out, width, products + tile * width, productStride);
        }
    }

    void finish(const Place& at, std::int64_t out, std::int64_t width, const float* products, std::int64_t stride)
    {
        constexpr std::int64_t kPixels = kWinogradTile * kWinogradTile;
        std::array<float*, kPixels> pixels{};
        std::array<const float*, kPixels> residual{};
        for (std::int64_t i = 0; i < kPixels; ++i) {
            const std::int64_t row = at.row + i / kWinogradTile;
            const std::int64_t column = at.column + i % kWinogradTile;
            if (row < m_height && column < m_width) {
                const std::int64_t offset = ((at.image * m_height + row) * m_width + column) * m_out + out;
                const auto pixel = static_cast<std::size_t>(i);
                pixels[pixel] = m_y.mutable_data_ptr<float>() + offset;
                residual[pixel] = m_residual.defined() ? m_residual.const_data_ptr<float>() + offset : nullptr;
            }
        }
        m_kernels.output(products, stride, width, m_bias.const_data_ptr<float>() + out, residual.data(), pixels.data());
    }

    const kernels::WinogradKernels& m_kernels;
    const at::Tensor &m_taps, &m_bias;
    const at::Tensor m_x, m_residual;
    const std::int64_t m_zoom, m_in, m_out, m_height, m_width;
    const std::int64_t m_rows, m_columns, m_tiles; ///< tiles of one picture's height and width, and of all
    const std::int64_t m_chunk;                    ///< tiles that are transformed at once
    const at::Tensor m_y;
    const std::int64_t m_stride;    ///< from one of the matrices [m_chunk, I] to the next
    const at::Tensor m_transformed; ///< 36 of them
    const at::Tensor m_zeros;       ///< a pixel outside the picture
};

} // namespace

at::Tensor runWinograd(const kernels::WinogradKernels& kernels, const at::Tensor& taps, const at::Tensor& bias,
                       const at::Tensor& x, const at::Tensor& residual, std::int64_t zoom)
{
    return Run(kernels, taps, bias, x, residual, zoom)();
}

} // namespace gesso::inference
