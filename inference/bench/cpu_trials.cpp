// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/cpu_trials.h"

#include "inference/backend/registry.h"

#include <ATen/ATen.h>

#include <cmath>

namespace gesso::inference {

namespace {

constexpr std::int64_t kChannels = 320;
constexpr std::int64_t kTrialSide = 32;
constexpr std::int64_t kHeads = 8;
constexpr std::int64_t kTokens = 77;
constexpr std::uint64_t kTrialSeed = 20;

/// Makes trials of one precision; all inputs come from one seeded stream.
class Trials {
public:
    Trials(const Backend& own, at::ScalarType dtype)
        : m_own(own), m_dtype(dtype), m_generator(at::detail::createCPUGenerator(kTrialSeed))
    {
    }

    void add(std::vector<KernelTrial>& trials)
    {
        const at::Tensor picture =
            normal({2, kChannels, kTrialSide, kTrialSide}).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor tokens = normal({2, kTrialSide * kTrialSide, kChannels});
        addConvolutions(trials, picture);
        addLinears(trials, tokens);
        addAttentions(trials, tokens);
        const GroupNorm norm{1 + 0.1 * normal({kChannels}), normal({kChannels}), 32, 1e-5};
        push(trials, "group_norm + silu", [=](const Backend& backend) {
            return [=, &backend] { return backend.groupNorm(picture, norm, Activation::Silu); };
        });
    }

private:
    using Run = std::function<at::Tensor()>;

    at::Tensor normal(at::IntArrayRef shape) { return at::randn(shape, m_generator).to(m_dtype); }

    at::Tensor weight(at::IntArrayRef shape)
    {
        const auto fanIn = static_cast<double>(c10::multiply_integers(shape.slice(1)));
        return (at::randn(shape, m_generator) / std::sqrt(fanIn)).to(m_dtype);
    }

    /// `make` gives what is timed for a backend; it prepares its layers beforehand.
    void push(std::vector<KernelTrial>& trials, const std::string& kernel,
              const std::function<Run(const Backend&)>& make) const
    {
        const bool precise = m_dtype == at::kFloat;
        trials.push_back({.kernel = kernel + (precise ? " fp32" : " bf16"),
                          .tolerance = precise ? 1e-5 : 1.6e-2,
                          .own = make(m_own),
                          .reference = make(referenceBackend()),
                          .synchronize = {}});
    }

    void addConvolutions(std::vector<KernelTrial>& trials, const at::Tensor& picture)
    {
        Conv2d conv;
        conv.weight = weight({kChannels, kChannels, 3, 3});
        conv.bias = normal({kChannels});
        conv.padding = 1;
        push(trials, "convolution", [=](const Backend& backend) {
            Conv2d prepared = conv;
            backend.prepare(prepared);
            return [=, &backend] { return backend.conv2d(picture, prepared, picture); };
        });
        push(trials, "upsampling convolution", [=](const Backend& backend) {
            Conv2d prepared = conv;
            backend.prepare(prepared);
            backend.prepareUpsampling(prepared);
            return [=, &backend] { return backend.upsampleConv(picture, 2 * kTrialSide, 2 * kTrialSide, prepared); };
        });
    }

    void addLinears(std::vector<KernelTrial>& trials, const at::Tensor& tokens)
    {
        Linear square;
        square.weight = weight({kChannels, kChannels});
        square.bias = normal({kChannels});
        push(trials, "linear", [=](const Backend& backend) {
            Linear prepared = square;
            backend.prepare(prepared);
            return [=, &backend] { return backend.linear(tokens, prepared, Activation::None, tokens); };
        });
        Linear wide;
        wide.weight = weight({8 * kChannels, kChannels});
        wide.bias = normal({8 * kChannels});
        push(trials, "geglu", [=](const Backend& backend) {
            Linear prepared = wide;
            backend.prepare(prepared);
            backend.prepareGeglu(prepared);
            return [=, &backend] { return backend.geglu(tokens, prepared); };
        });
    }

    void addAttentions(std::vector<KernelTrial>& trials, const at::Tensor& tokens)
    {
        // Of one picture, since the reference builds the full matrix of each head.
        const at::Tensor single = tokens.slice(0, 0, 1);
        push(trials, "self-attention", [=](const Backend& backend) {
            return [=, &backend] { return backend.attention(single, single, single, kHeads); };
        });
        const at::Tensor text = normal({2, kTokens, kChannels});
        push(trials, "cross-attention", [=](const Backend& backend) {
            return [=, &backend] { return backend.attention(tokens, text, text, kHeads); };
        });
    }

    const Backend& m_own;
    const at::ScalarType m_dtype;
    const at::Generator m_generator;
};

} // namespace

std::vector<KernelTrial> cpuTrials(const Backend& own)
{
    std::vector<KernelTrial> trials;
    for (const at::ScalarType dtype : {at::kFloat, at::kBFloat16}) {
        Trials(own, dtype).add(trials);
    }
    return trials;
}

} // namespace gesso::inference
