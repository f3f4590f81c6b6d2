// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/device_choice.h"
#include "core/generation/generation_service.h"
#include "inference/backend/backend.h"
#include "inference/backend/device_plugin.h"

#include <c10/core/Device.h>

#include <string>
#include <vector>

namespace gesso::inference {

/// One thing that works on pictures: a GPU, the CPU, or one of several virtual devices on the same CPU.
struct WorkerDevice {
    std::string id; ///< "cpu:0", "cuda:1": unique
    at::Device device{at::kCPU};

    friend bool operator==(const WorkerDevice&, const WorkerDevice&) = default;
};

/// What the processor calls itself, "AMD EPYC".
[[nodiscard]] std::string processorName();

/// The devices of this machine. Immutable; may be shared by threads.
class DeviceTable {
public:
    /// `cuda` may be null; then `cudaMissing` says why.
    explicit DeviceTable(DevicePlugin* cuda = nullptr, std::string cudaMissing = "this engine has no CUDA plugin");

    /// What Ready tells: the GPUs, then the CPU.
    [[nodiscard]] std::vector<DeviceInfo> infos() const;
    /// The devices that a request names; "auto" is all GPUs, or the CPU where there is none. Throws
    /// EngineError(DeviceUnavailable) naming the device that is not there.
    [[nodiscard]] std::vector<WorkerDevice> choose(const DeviceChoice& choice) const;
    [[nodiscard]] const Backend& backend(at::Device device) const;
    /// While it lives, the calling thread works on `device`; null for the CPU.
    [[nodiscard]] std::unique_ptr<DeviceScope> enter(at::Device device) const;
    /// Waits for all work that was queued on the device.
    void synchronize(at::Device device) const;
    /// Compares and times each own kernel of a GPU against its reference, anew.
    [[nodiscard]] std::vector<KernelReport> checkKernels(at::Device device) const;
    /// Memory that can be had on the device now, in bytes; the largest number where nobody knows.
    [[nodiscard]] std::uint64_t availableMemory(at::Device device) const;

private:
    [[nodiscard]] std::vector<WorkerDevice> chooseCuda(const std::vector<int>& indexes) const;

    DevicePlugin* m_cuda;
    std::string m_cudaMissing;
};

} // namespace gesso::inference
