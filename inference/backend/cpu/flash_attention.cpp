// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/flash_attention.h"

#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/cpu/kernels/attention_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/native/CPUBlas.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace gesso::inference {

namespace {

constexpr std::int64_t kQueryBlock = 64;
constexpr std::int64_t kKeyBlock = 512;

bool takes(const at::Tensor& t)
{
    return t.dim() == 3 && t.is_cpu() && t.size(0) > 0 && t.size(1) > 0 && t.stride(2) == 1;
}

/// Buffers of one thread.
struct Scratch {
    at::Tensor scores, probabilities, output, maximum, sum;
};

/// One call's shapes, and keys and values as the micro-kernels want them. T is float or at::BFloat16.
template <typename T> class Attention {
public:
    Attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads)
        : m_q(q), m_k(k), m_v(v), m_heads(heads), m_width(q.size(2) / heads), m_queries(q.size(1)), m_keys(k.size(1)),
          m_output(at::empty(q.sizes(), q.options()))
    {
        const std::int64_t rows = q.size(0) * heads;
        m_packedKeys = at::empty({rows, m_keys * m_width}, q.options());
        m_packedValues = at::empty({rows, (m_keys + m_keys % 2) * m_width}, q.options());
    }

    at::Tensor run()
    {
        at::parallel_for(0, m_q.size(0) * m_heads, 1, [this](std::int64_t begin, std::int64_t end) {
            for (std::int64_t head = begin; head < end; ++head) {
                pack(head);
            }
        });
        const std::int64_t tasks = m_q.size(0) * m_heads * queryBlocks();
        at::parallel_for(0, tasks, 1, [this](std::int64_t begin, std::int64_t end) { attend(begin, end); });
        return m_output;
    }

private:
    using Bits = std::conditional_t<std::is_same_v<T, float>, float, std::uint16_t>;

    static const kernels::AttentionKernels<Bits>& kernels()
    {
        if constexpr (std::is_same_v<T, float>) {
            return kernels::kAttentionAvx512;
        } else {
            return kernels::kAttentionAvx512Bf16;
        }
    }

    static Bits* bits(T* pointer) { return reinterpret_cast<Bits*>(pointer); }
    static const Bits* bits(const T* pointer) { return reinterpret_cast<const Bits*>(pointer); }

    std::int64_t queryBlocks() const { return (m_queries + kQueryBlock - 1) / kQueryBlock; }

    /// First element of head `head` (batch x heads) of a [B, N, C] tensor.
    const T* start(const at::Tensor& t, std::int64_t head) const
    {
        return t.const_data_ptr<T>() + head / m_heads * t.stride(0) + head % m_heads * m_width;
    }

    /// Packs block by block: block b of a head starts at b * kKeyBlock * width.
    void pack(std::int64_t head)
    {
        T* const keys = m_packedKeys.mutable_data_ptr<T>() + head * m_packedKeys.size(1);
        T* const values = m_packedValues.mutable_data_ptr<T>() + head * m_packedValues.size(1);
        for (std::int64_t key = 0; key < m_keys; key += kKeyBlock) {
            const std::int64_t count = std::min(kKeyBlock, m_keys - key);
            kernels().packKeys(bits(start(m_k, head) + key * m_k.stride(1)), count, m_width, m_k.stride(1),
                               bits(keys + key * m_width));
            kernels().packValues(bits(start(m_v, head) + key * m_v.stride(1)), count, m_width, m_v.stride(1),
                                 bits(values + key * m_width));
        }
    }

    void attend(std::int64_t begin, std::int64_t end)
    {
        const std::int64_t columns = (std::min(kKeyBlock, m_keys) + 31) / 32 * 32;
        const auto floats = m_q.options().dtype(at::kFloat);
        const Scratch scratch{at::empty({kQueryBlock, columns}, floats),
                              at::empty({kQueryBlock, columns}, m_q.options()),
                              at::empty({kQueryBlock, m_width}, floats), at::empty({kQueryBlock}, floats),
                              at::empty({kQueryBlock}, floats)};
        for (std::int64_t task = begin; task < end; ++task) {
            attendBlock(task / queryBlocks(), task % queryBlocks() * kQueryBlock, scratch);
        }
        at::native::cpublas::brgemm_release(!std::is_same_v<T, float>);
    }

    /// Queries query..query+63 of one head against all keys.
    void attendBlock(std::int64_t head, std::int64_t query, const Scratch& scratch)
    {
        const std::int64_t rows = std::min(kQueryBlock, m_queries - query);
        const std::int64_t stride = scratch.scores.size(1);
        const T* const queries = start(m_q, head) + query * m_q.stride(1);
        const T* const keys = m_packedKeys.const_data_ptr<T>() + head * m_packedKeys.size(1);
        const T* const values = m_packedValues.const_data_ptr<T>() + head * m_packedValues.size(1);
        float* const scores = scratch.scores.mutable_data_ptr<float>();
        T* const probabilities = scratch.probabilities.mutable_data_ptr<T>();
        float* const output = scratch.output.mutable_data_ptr<float>();
        float* const sum = scratch.sum.mutable_data_ptr<float>();
        const auto scale = static_cast<float>(M_LOG2E / std::sqrt(static_cast<double>(m_width)));
        constexpr bool kPaired = !std::is_same_v<T, float>;
        for (std::int64_t key = 0; key < m_keys; key += kKeyBlock) {
            const std::int64_t count = std::min(kKeyBlock, m_keys - key);
            const std::int64_t summed = kPaired ? count + count % 2 : count;
            at::native::cpublas::brgemm(rows, count, m_width, m_q.stride(1), count, stride, false, queries,
                                        keys + key * m_width, scores, kPaired);
            kernels().softmax({scores, rows, count, stride, scale, key == 0, scratch.maximum.mutable_data_ptr<float>(),
                               sum, output, m_width},
                              bits(probabilities));
            at::native::cpublas::brgemm(rows, m_width, summed, stride, m_width, m_width, key > 0, probabilities,
                                        values + key * m_width, output, kPaired);
        }
        T* const target = m_output.mutable_data_ptr<T>() + head / m_heads * m_output.stride(0) +
                          query * m_output.stride(1) + head % m_heads * m_width;
        kernels().finish(output, sum, rows, m_width, bits(target), m_output.stride(1));
    }

    const at::Tensor &m_q, &m_k, &m_v;
    const std::int64_t m_heads, m_width, m_queries, m_keys;
    at::Tensor m_packedKeys, m_packedValues, m_output;
};

} // namespace

bool canFlashAttend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads)
{
    const at::ScalarType type = q.scalar_type();
    const bool kernel = (type == at::kFloat && cpuFeatures().avx512) ||
                        (type == at::kBFloat16 && cpuFeatures().avx512Bf16 && q.size(-1) / heads % 2 == 0);
    return kernel && takes(q) && takes(k) && takes(v) && k.scalar_type() == type && v.scalar_type() == type;
}

at::Tensor flashAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, std::int64_t heads)
{
    return q.scalar_type() == at::kFloat ? Attention<float>(q, k, v, heads).run()
                                         : Attention<at::BFloat16>(q, k, v, heads).run();
}

} // namespace gesso::inference
