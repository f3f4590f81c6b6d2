// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"
#include "inference/backend/layers.h"
#include "inference/weights/layer_stock.h"
#include "inference/weights/weight_source.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// Hands a model its tensors by name and keeps account of them: what was missing, misshapen, or never asked for, which
/// is no error.
///
/// A model's constructor walks down with scope() and asks for each layer; problems are collected, so that finish() can
/// name them all in one error. Tensors come in the wanted dtype on the wanted device, and layers are already prepared
/// by the backend.
class WeightLoader {
public:
    /// Layers that `others` have are taken from there; those of this network are put into `stock` where it is given.
    WeightLoader(std::shared_ptr<WeightSource> source, const Backend& backend, at::ScalarType dtype, at::Device device,
                 std::shared_ptr<LayerStock> stock = nullptr, LayerExchange::Stocks others = {});

    /// The same loader one level down: scope("conv_in") asks for "conv_in.weight".
    [[nodiscard]] WeightLoader scope(std::string_view name) const;
    [[nodiscard]] WeightLoader scope(std::string_view list, std::int64_t index) const;

    /// Whether a tensor of that name (below this scope) exists. Does not count as asking for it.
    [[nodiscard]] bool has(std::string_view name) const;
    /// The tensor `name` of exactly this shape; a stand-in of that shape without memory of its own when it is missing,
    /// misshapen or not of floating point, so that loading goes on and finish() can name all such tensors.
    [[nodiscard]] at::Tensor tensor(std::string_view name, at::IntArrayRef shape) const;

    /// The same, from a stock where one has it: for large tensors that are used as they are.
    [[nodiscard]] at::Tensor table(std::string_view name, at::IntArrayRef shape) const;

    [[nodiscard]] Conv2d conv2d(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1,
                                std::int64_t padding = 0) const;
    /// A weight stored as a 1x1 convolution [O, I, 1, 1] is taken too.
    [[nodiscard]] Linear linear(std::int64_t in, std::int64_t out, bool bias = true) const;
    /// A 3x3 convolution that is used through Backend::upsampleConv.
    [[nodiscard]] Conv2d upsamplingConv2d(std::int64_t channels) const;
    /// A projection that is used through Backend::geglu: out is twice the hidden width.
    [[nodiscard]] Linear gegluLinear(std::int64_t in, std::int64_t out) const;
    /// Several layers of in -> out in one, stacked in the order of their names (below this scope).
    [[nodiscard]] Linear stackedLinear(const std::vector<std::string_view>& names, std::int64_t in, std::int64_t out,
                                       bool bias) const;
    [[nodiscard]] GroupNorm groupNorm(std::int64_t channels, std::int64_t groups, double eps) const;
    [[nodiscard]] LayerNorm layerNorm(std::int64_t channels, double eps) const;

    /// The tensor of that name (below this scope) may be there without being asked for, e.g. "position_ids".
    void ignore(std::string_view name) const;
    /// The tensors below this scope that nothing asked for: what other tools, or a training, left in the file.
    [[nodiscard]] std::vector<std::string> leftOver() const;
    /// Throws EngineError(ModelDamaged) when a tensor below this scope was missing, or had another shape or type; names
    /// `component` ("UNet"), and behind the first line, for details, up to eight tensors of each kind of trouble.
    void finish(std::string_view component) const;

    /// Whether all tensors so far were right. Only then are layers made fit for the backend: stand-ins have no memory,
    /// and must get none for a model that finish() is going to refuse.
    [[nodiscard]] bool sound() const;
    [[nodiscard]] const Backend& backend() const;
    [[nodiscard]] at::ScalarType dtype() const;

private:
    struct Account;

    /// A layer of the tensors `names` (below this scope), from a stock or by `make`. `how` tells kinds of layers that
    /// are made of the same tensors in another way.
    template <typename Layer, typename Make>
    [[nodiscard]] Layer made(std::string_view how, const std::vector<std::string>& names, Make make) const;
    /// [out, in]; one stored as a 1x1 convolution is taken too.
    [[nodiscard]] at::Tensor matrix(const std::string& name, std::int64_t in, std::int64_t out) const;
    [[nodiscard]] Linear plainLinear(std::int64_t in, std::int64_t out, bool bias) const;
    [[nodiscard]] Conv2d plainConv2d(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                                     std::int64_t padding) const;

    std::shared_ptr<Account> m_account;
    std::string m_prefix;
};

} // namespace gesso::inference
