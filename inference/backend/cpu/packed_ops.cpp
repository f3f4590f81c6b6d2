// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/packed_ops.h"

#include "inference/backend/cpu/cpu_features.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <optional>
#include <string_view>

namespace gesso::inference::packed {

namespace {

using Scalars = c10::List<std::optional<at::Scalar>>;
using OptionalTensor = const std::optional<at::Tensor>&;
using OptionalName = std::optional<std::string_view>;

template <typename Signature> c10::TypedOperatorHandle<Signature> find(const char* name, const char* overload = "")
{
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, overload).typed<Signature>();
}

std::optional<at::Tensor> given(const at::Tensor& bias)
{
    return bias.defined() ? std::optional(bias) : std::nullopt;
}

} // namespace

bool canPack(const at::Tensor& weight)
{
    return weight.defined() && weight.is_cpu() && weight.layout() == at::kStrided && weight.numel() > 0 &&
           (weight.scalar_type() == at::kFloat || (weight.scalar_type() == at::kBFloat16 && cpuFeatures().avx512));
}

at::Tensor packConvolution(const at::Tensor& weight, std::int64_t stride, std::int64_t padding,
                           at::IntArrayRef inputSize)
{
    using Signature = at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef, at::IntArrayRef, std::int64_t,
                                 at::OptionalIntArrayRef);
    static const auto pack = find<Signature>("mkldnn::_reorder_convolution_weight");
    const std::int64_t paddings[] = {padding, padding};
    const std::int64_t strides[] = {stride, stride};
    const std::int64_t dilations[] = {1, 1};
    return pack.call(weight.contiguous(at::MemoryFormat::ChannelsLast), paddings, strides, dilations, 1, inputSize);
}

at::Tensor packLinear(const at::Tensor& weight)
{
    using Signature = at::Tensor(const at::Tensor&, std::optional<std::int64_t>);
    static const auto pack = find<Signature>("mkldnn::_reorder_linear_weight");
    return pack.call(weight.contiguous(), std::nullopt);
}

at::Tensor unpack(const at::Tensor& packed)
{
    return packed.to_dense();
}

at::Tensor convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, std::int64_t stride,
                       std::int64_t padding)
{
    using Signature = at::Tensor(const at::Tensor&, const at::Tensor&, OptionalTensor, at::IntArrayRef, at::IntArrayRef,
                                 at::IntArrayRef, std::int64_t, std::string_view, Scalars, OptionalName);
    static const auto convolve = find<Signature>("mkldnn::_convolution_pointwise");
    const std::int64_t paddings[] = {padding, padding};
    const std::int64_t strides[] = {stride, stride};
    const std::int64_t dilations[] = {1, 1};
    return convolve.call(x.contiguous(at::MemoryFormat::ChannelsLast), weight, given(bias), paddings, strides,
                         dilations, 1, "none", Scalars(), "");
}

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias, Activation activation)
{
    using Signature =
        at::Tensor(const at::Tensor&, const at::Tensor&, OptionalTensor, std::string_view, Scalars, OptionalName);
    static const auto multiply = find<Signature>("mkldnn::_linear_pointwise");
    switch (activation) {
    case Activation::None:
        return multiply.call(x.contiguous(), weight, given(bias), "none", Scalars(), "");
    case Activation::Silu:
        return multiply.call(x.contiguous(), weight, given(bias), "swish", Scalars(), "");
    case Activation::Gelu:
        return multiply.call(x.contiguous(), weight, given(bias), "gelu", Scalars(), "none");
    case Activation::QuickGelu: {
        at::Tensor y = multiply.call(x.contiguous(), weight, given(bias), "none", Scalars(), "");
        return y.mul_(at::sigmoid(y * 1.702));
    }
    }
    return {};
}

at::Tensor linearWith(Binary operation, const at::Tensor& x, const at::Tensor& other, const at::Tensor& weight,
                      const at::Tensor& bias)
{
    using Signature =
        at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, OptionalTensor, std::string_view);
    static const auto multiply = find<Signature>("mkldnn::_linear_pointwise", "binary");
    return multiply.call(x.contiguous(), other.contiguous(), weight, given(bias),
                         operation == Binary::Add ? "add" : "mul");
}

} // namespace gesso::inference::packed
