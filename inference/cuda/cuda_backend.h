// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"
#include "inference/backend/kernel_trial.h"

#include <memory>
#include <vector>

namespace gesso::inference::cuda {

/// The operators on one NVIDIA GPU: cuDNN and cuBLAS through libtorch, own kernels where they have earned their place
/// on this device (KernelMemory). Convolutions run channels-last.
class CudaBackend final : public Backend {
public:
    /// `memory` belongs to this device and outlives the backend.
    CudaBackend(int device, KernelMemory& memory);

    [[nodiscard]] std::string_view name() const noexcept override;
    [[nodiscard]] at::Tensor groupNorm(const at::Tensor& x, const GroupNorm& norm, Activation activation,
                                       const at::Tensor& shift) const override;

    /// Every own kernel beside its reference, for each type that it takes.
    [[nodiscard]] std::vector<KernelTrial> trials() const;

private:
    [[nodiscard]] KernelTrial groupNormTrial(at::ScalarType type) const;

    const int m_device;
    KernelMemory& m_memory;
};

} // namespace gesso::inference::cuda
