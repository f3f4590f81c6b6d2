// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/weight_loader.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace gesso::inference {
namespace {

constexpr std::size_t kNamedTensors = 8;

std::string shapeText(at::IntArrayRef shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape) {
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    }
    return text + "]";
}

// "2 tensors are missing; ": nothing when there are none.
std::string counted(const std::vector<std::string>& tensors, std::string_view trouble)
{
    if (tensors.empty()) {
        return {};
    }
    return std::to_string(tensors.size()) + (tensors.size() == 1 ? " tensor " : " tensors ") + std::string(trouble) +
           "; ";
}

// "2 tensors missing: a, b. ": likewise.
std::string named(const std::vector<std::string>& tensors, std::string_view trouble)
{
    if (tensors.empty()) {
        return {};
    }
    std::string text =
        std::to_string(tensors.size()) + (tensors.size() == 1 ? " tensor " : " tensors ") + std::string(trouble);
    for (std::size_t i = 0; i < std::min(tensors.size(), kNamedTensors); ++i) {
        text.append(i == 0 ? ": " : ", ").append(tensors[i]);
    }
    return text + (tensors.size() > kNamedTensors ? ", ... " : ". ");
}

// One pass over the memory: a sum is finite only where all values are, but for sums that overflow, which are looked at
// again. Numbers of eight bits, which cannot be summed, and tensors without memory are not looked at.
bool isFinite(const at::Tensor& tensor)
{
    return tensor.element_size() == 1 || tensor.is_meta() || std::isfinite(at::sum(tensor, at::kFloat).item<float>()) ||
           at::isfinite(tensor).all().item<bool>();
}

} // namespace

/// What all scopes of one loader share.
struct WeightLoader::Account {
    std::shared_ptr<WeightSource> source;
    const Backend& backend;
    at::ScalarType dtype;
    at::Device device;
    std::shared_ptr<LayerStock> stock;
    LayerExchange::Stocks others;
    std::set<std::string> asked;
    std::vector<std::string> missing, unfit, broken;

    [[nodiscard]] std::vector<std::string> leftOver(const std::string& prefix) const
    {
        std::vector<std::string> names;
        for (std::string& name : source->names()) {
            if (name.starts_with(prefix) && !asked.contains(name)) {
                names.push_back(std::move(name));
            }
        }
        std::sort(names.begin(), names.end());
        return names;
    }
};

WeightLoader::WeightLoader(std::shared_ptr<WeightSource> source, const Backend& backend, at::ScalarType dtype,
                           at::Device device, std::shared_ptr<LayerStock> stock, LayerExchange::Stocks others)
    : m_account(
          new Account{std::move(source), backend, dtype, device, std::move(stock), std::move(others), {}, {}, {}, {}})
{
}

WeightLoader WeightLoader::scope(std::string_view name) const
{
    WeightLoader inner = *this;
    inner.m_prefix.append(name).append(".");
    return inner;
}

WeightLoader WeightLoader::scope(std::string_view list, std::int64_t index) const
{
    return scope(list).scope(std::to_string(index));
}

bool WeightLoader::has(std::string_view name) const
{
    return m_account->source->contains(m_prefix + std::string(name));
}

at::Tensor WeightLoader::tensor(std::string_view name, at::IntArrayRef shape) const
{
    Account& account = *m_account;
    const std::string full = m_prefix + std::string(name);
    const at::TensorOptions options = at::TensorOptions(account.device).dtype(account.dtype);
    account.asked.insert(full);
    if (!account.source->contains(full)) {
        account.missing.push_back(full);
        return at::empty({}, options).expand(shape);
    }
    const std::vector<std::int64_t> stored = account.source->shapeFor(full, shape);
    if (at::IntArrayRef(stored) != shape) {
        account.unfit.push_back(full + ": " + shapeText(stored) + " instead of " + shapeText(shape));
        return at::empty({}, options).expand(shape);
    }
    const at::Tensor loaded = account.source->load(full);
    if (!loaded.is_floating_point()) {
        account.unfit.push_back(full + ": " + c10::toString(loaded.scalar_type()) + " instead of floating point");
        return at::empty({}, options).expand(shape);
    }
    if (!isFinite(loaded)) {
        account.broken.push_back(full);
    }
    return loaded.to(options);
}

template <typename Layer, typename Make>
Layer WeightLoader::made(std::string_view how, const std::vector<std::string>& names, Make make) const
{
    Account& account = *m_account;
    std::vector<std::string> tensors;
    LayerStock::Key key(how);
    for (const std::string& name : names) {
        tensors.push_back(m_prefix + name);
        key += ' ' + LayerStock::versioned(*account.source, tensors.back());
    }
    const Layer* found = nullptr;
    for (const std::shared_ptr<const LayerStock>& other : account.others) {
        found = found != nullptr ? found : other->find(key, found);
    }
    if (found != nullptr) {
        account.asked.insert(tensors.begin(), tensors.end());
    }
    Layer layer = found != nullptr ? *found : make();
    if (account.stock && sound()) {
        account.stock->add(key, layer);
        for (const std::string& tensor : tensors) {
            account.stock->addTensor(LayerStock::versioned(*account.source, tensor));
        }
    }
    return layer;
}

at::Tensor WeightLoader::table(std::string_view name, at::IntArrayRef shape) const
{
    return made<at::Tensor>("table", {std::string(name)}, [&] { return tensor(name, shape); });
}

Conv2d WeightLoader::plainConv2d(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                                 std::int64_t padding) const
{
    Conv2d conv;
    conv.weight = tensor("weight", {out, in, kernel, kernel});
    conv.bias = tensor("bias", {out});
    conv.stride = stride;
    conv.padding = padding;
    if (sound()) {
        m_account->backend.prepare(conv);
    }
    return conv;
}

Conv2d WeightLoader::conv2d(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                            std::int64_t padding) const
{
    return made<Conv2d>("conv2d", {"weight", "bias"}, [&] { return plainConv2d(in, out, kernel, stride, padding); });
}

Conv2d WeightLoader::upsamplingConv2d(std::int64_t channels) const
{
    return made<Conv2d>("upsampling", {"weight", "bias"}, [&] {
        Conv2d conv = plainConv2d(channels, channels, 3, 1, 1);
        if (sound()) {
            m_account->backend.prepareUpsampling(conv);
        }
        return conv;
    });
}

at::Tensor WeightLoader::matrix(const std::string& name, std::int64_t in, std::int64_t out) const
{
    const std::string full = m_prefix + name;
    const std::vector<std::int64_t> convolution{out, in, 1, 1};
    const bool isConvolution = m_account->source->contains(full) && m_account->source->shape(full) == convolution;
    return isConvolution ? tensor(name, convolution).reshape({out, in}) : tensor(name, {out, in});
}

Linear WeightLoader::plainLinear(std::int64_t in, std::int64_t out, bool bias) const
{
    Linear linear;
    linear.weight = matrix("weight", in, out);
    if (bias) {
        linear.bias = tensor("bias", {out});
    }
    if (sound()) {
        m_account->backend.prepare(linear);
    }
    return linear;
}

Linear WeightLoader::linear(std::int64_t in, std::int64_t out, bool bias) const
{
    return made<Linear>("linear",
                        bias ? std::vector<std::string>{"weight", "bias"} : std::vector<std::string>{"weight"},
                        [&] { return plainLinear(in, out, bias); });
}

Linear WeightLoader::gegluLinear(std::int64_t in, std::int64_t out) const
{
    return made<Linear>("geglu", {"weight", "bias"}, [&] {
        Linear linear = plainLinear(in, out, true);
        if (sound()) {
            m_account->backend.prepareGeglu(linear);
        }
        return linear;
    });
}

Linear WeightLoader::stackedLinear(const std::vector<std::string_view>& names, std::int64_t in, std::int64_t out,
                                   bool bias) const
{
    std::vector<std::string> tensors;
    for (const std::string_view name : names) {
        tensors.push_back(std::string(name) + ".weight");
        if (bias) {
            tensors.push_back(std::string(name) + ".bias");
        }
    }
    return made<Linear>("stacked", tensors, [&] {
        std::vector<at::Tensor> rows;
        std::vector<at::Tensor> biases;
        for (const std::string& name : tensors) {
            const bool isBias = name.ends_with(".bias");
            (isBias ? biases : rows).push_back(isBias ? tensor(name, {out}) : matrix(name, in, out));
        }
        Linear stacked;
        if (!sound()) {
            return stacked;
        }
        stacked.weight = at::cat(rows);
        if (bias) {
            stacked.bias = at::cat(biases);
        }
        m_account->backend.prepare(stacked);
        return stacked;
    });
}

GroupNorm WeightLoader::groupNorm(std::int64_t channels, std::int64_t groups, double eps) const
{
    return {.weight = tensor("weight", {channels}), .bias = tensor("bias", {channels}), .groups = groups, .eps = eps};
}

LayerNorm WeightLoader::layerNorm(std::int64_t channels, double eps) const
{
    return {.weight = tensor("weight", {channels}), .bias = tensor("bias", {channels}), .eps = eps};
}

void WeightLoader::ignore(std::string_view name) const
{
    m_account->asked.insert(m_prefix + std::string(name));
}

std::vector<std::string> WeightLoader::leftOver() const
{
    return m_account->leftOver(m_prefix);
}

void WeightLoader::finish(std::string_view component) const
{
    const std::string part(component);
    if (!m_account->missing.empty() || !m_account->unfit.empty()) {
        throw EngineError(
            ErrorCode::ModelDamaged,
            "The weights of the " + part + " do not fit its config.json: " + counted(m_account->missing, "missing") +
                counted(m_account->unfit, "of another shape or type") +
                "the files are damaged or belong to different models: download the whole folder again.\n" +
                named(m_account->missing, "missing") + named(m_account->unfit, "of another shape or type") +
                named(m_account->leftOver(m_prefix), "unexpected"));
    }
    if (!m_account->broken.empty()) {
        throw EngineError(ErrorCode::ModelDamaged,
                          "The weights of the " + part + " hold values that are no numbers (" +
                              counted(m_account->broken, "with such values") +
                              "the file is damaged, or its training failed): download it again, or choose another "
                              "model.\n" +
                              named(m_account->broken, "with values that are no numbers"));
    }
}

const Backend& WeightLoader::backend() const
{
    return m_account->backend;
}

at::ScalarType WeightLoader::dtype() const
{
    return m_account->dtype;
}

bool WeightLoader::sound() const
{
    return m_account->missing.empty() && m_account->unfit.empty() && m_account->broken.empty();
}

} // namespace gesso::inference
