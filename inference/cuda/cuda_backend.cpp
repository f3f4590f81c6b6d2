// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/cuda/cuda_backend.h"

#include "inference/base/engine_error.h"
#include "inference/cuda/group_norm.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAStream.h>

#include <limits>
#include <optional>

namespace gesso::inference::cuda {
namespace {

std::optional<NormType> normTypeOf(at::ScalarType type)
{
    switch (type) {
    case at::kFloat:
        return NormType::Float;
    case at::kHalf:
        return NormType::Half;
    case at::kBFloat16:
        return NormType::BFloat16;
    default:
        return std::nullopt;
    }
}

/// Whether the kernel can take this call: its types, its shape, and sizes that fit its 32-bit row count.
bool kernelTakes(const at::Tensor& x, const GroupNorm& norm, Activation activation)
{
    return normTypeOf(x.scalar_type()) && norm.weight.scalar_type() == x.scalar_type() && x.dim() == 4 &&
           (activation == Activation::None || activation == Activation::Silu) && x.numel() > 0 &&
           x.size(2) * x.size(3) <= std::numeric_limits<int>::max() / 2 && x.size(0) <= 65535 &&
           groupNormFits(static_cast<int>(x.size(1)), static_cast<int>(norm.groups));
}

at::Tensor ownGroupNorm(const at::Tensor& input, const GroupNorm& norm, Activation activation, const at::Tensor& shift)
{
    const at::Tensor x = input.contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor offsets = shift.defined() ? shift.contiguous() : at::Tensor();
    at::Tensor y = at::empty_like(x);
    const GroupNormCall call{*normTypeOf(x.scalar_type()),
                             x.const_data_ptr(),
                             offsets.defined() ? offsets.const_data_ptr() : nullptr,
                             norm.weight.const_data_ptr(),
                             norm.bias.const_data_ptr(),
                             y.mutable_data_ptr(),
                             static_cast<int>(x.size(0)),
                             static_cast<int>(x.size(2) * x.size(3)),
                             static_cast<int>(x.size(1)),
                             static_cast<int>(norm.groups),
                             static_cast<float>(norm.eps),
                             activation == Activation::Silu};
    const at::Tensor scratch =
        at::empty({static_cast<std::int64_t>(groupNormScratchBytes(call))}, x.options().dtype(at::kByte));
    const char* error = launchGroupNorm(call, scratch.mutable_data_ptr(), c10::cuda::getCurrentCUDAStream().stream());
    if (error != nullptr) {
        throw EngineError(ErrorCode::DeviceFailure, std::string("GroupNorm on the GPU: ") + error);
    }
    return y;
}

} // namespace

CudaBackend::CudaBackend(int device, KernelMemory& memory) : m_device(device), m_memory(memory) {}

std::string_view CudaBackend::name() const noexcept
{
    return "cuda";
}

at::Tensor CudaBackend::groupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                                  const at::Tensor& shift) const
{
    if (kernelTakes(x, norm, activation) && m_memory.useOwn(groupNormTrial(x.scalar_type()))) {
        return ownGroupNorm(x, norm, activation, shift);
    }
    return Backend::groupNorm(x, norm, activation, shift).contiguous(at::MemoryFormat::ChannelsLast);
}

/// The shape is that of Stable Diffusion 1.x's top level, both halves of guidance.
KernelTrial CudaBackend::groupNormTrial(at::ScalarType type) const
{
    struct Input {
        at::Tensor x, shift;
        GroupNorm norm;
    };
    const auto input = std::make_shared<std::optional<Input>>(); // made only when the trial really runs
    const int device = m_device;
    const auto get = [input, type, device]() -> const Input& {
        if (!*input) {
            const auto options = at::TensorOptions(type).device(at::kCUDA, static_cast<at::DeviceIndex>(device));
            const auto draw = [&](at::IntArrayRef shape) {
                return at::randn(shape, at::detail::createCPUGenerator(1)).to(options.device(), type);
            };
            *input = Input{draw({2, 320, 64, 64}).contiguous(at::MemoryFormat::ChannelsLast),
                           draw({2, 320}),
                           {draw({320}), draw({320}), 32, 1e-5}};
        }
        return **input;
    };
    const double tolerance = type == at::kFloat ? 1e-5 : (type == at::kHalf ? 4e-3 : 3e-2);
    return {std::string("group_norm ") + c10::toString(type), tolerance,
            [get] { return ownGroupNorm(get().x, get().norm, Activation::Silu, get().shift); },
            [get] {
                return Backend()
                    .groupNorm(get().x, get().norm, Activation::Silu, get().shift)
                    .contiguous(at::MemoryFormat::ChannelsLast);
            },
            [] { c10::cuda::getCurrentCUDAStream().synchronize(); }};
}

std::vector<KernelTrial> CudaBackend::trials() const
{
    return {groupNormTrial(at::kFloat), groupNormTrial(at::kHalf), groupNormTrial(at::kBFloat16)};
}

} // namespace gesso::inference::cuda
