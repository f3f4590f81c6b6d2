// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace gesso::inference::kernels {

// The parts of flash attention between its two matrix products, for one instruction set. This header is read by files
// that are compiled with wider instruction sets than the rest: it must stay free of inline functions and of libtorch.

/// Scores of `rows` queries against a block of `columns` keys, and what is known of those queries so far.
struct ScoreBlock {
    const float* scores; ///< [rows, columns], `stride` apart
    std::int64_t rows, columns, stride;
    float scale;    ///< log2(e) / sqrt(head width): scores become powers of two
    bool first;     ///< no block was seen before: maximum, sum and output are not read
    float* maximum; ///< [rows], of the scaled scores
    float* sum;     ///< [rows], of the probabilities
    float* output;  ///< [rows, width]: rescaled when the maximum grows
    std::int64_t width;
};

/// One instruction set's functions for elements T: float, or bf16 as its 16 bits.
template <typename T> struct AttentionKernels {
    /// Keys [count, width], rows `stride` apart -> the right side of queries x keys.
    void (*packKeys)(const T* keys, std::int64_t count, std::int64_t width, std::int64_t stride, T* packed);
    /// Values [count, width] -> the right side of probabilities x values.
    void (*packValues)(const T* values, std::int64_t count, std::int64_t width, std::int64_t stride, T* packed);
    /// One step of the running softmax. Writes 2^(scaled score - maximum) to probabilities [rows, columns made even],
    /// `block.stride` apart; the odd last column is 0.
    void (*softmax)(const ScoreBlock& block, T* probabilities);
    /// target [rows, width], rows `stride` apart = output / sum.
    void (*finish)(const float* output, const float* sum, std::int64_t rows, std::int64_t width, T* target,
                   std::int64_t stride);
};

extern const AttentionKernels<float> kAttentionAvx512;
extern const AttentionKernels<std::uint16_t> kAttentionAvx512Bf16;

} // namespace gesso::inference::kernels
