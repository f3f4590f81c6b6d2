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

/// The devices of this machine. May be shared by threads.
class DeviceTable {
public:
    /// Without a plugin there is the CPU alone; `plugin.missing` says why.
    explicit DeviceTable(OpenedPlugin plugin = {nullptr, "this engine was started without its CUDA plugin"})
        : m_plugin(plugin.devices), m_missing(std::move(plugin.missing))
    {
    }

    /// What Ready tells: the GPUs, then the CPU, whose note says why no GPU is used where that is so.
    [[nodiscard]] std::vector<DeviceInfo> infos() const;
    /// The devices that a request names; "auto" is all GPUs that can be used, or the CPU where there is none. Throws
    /// EngineError(DeviceUnavailable) naming the device that cannot be used, and why.
    [[nodiscard]] std::vector<WorkerDevice> choose(const DeviceChoice& choice) const;
    /// "No GPU is used: …", with what to do about it; empty where "auto" means one.
    [[nodiscard]] std::string whyNoGpu() const;
    [[nodiscard]] const Backend& backend(at::Device device) const;
    /// While it lives, the calling thread works on `device`; null for the CPU. Throws as DevicePlugin::enter does.
    [[nodiscard]] std::unique_ptr<DeviceScope> enter(at::Device device) const;
    /// Waits for all work that was queued on the device.
    void synchronize(at::Device device) const;
    /// Compares and times each own kernel of a GPU against its reference once more.
    [[nodiscard]] std::vector<KernelReport> checkKernels(at::Device device) const;
    /// Memory that can be had on an entered device now, in bytes; the largest number where nobody knows.
    [[nodiscard]] std::uint64_t availableMemory(at::Device device) const;
    /// All memory of the device, in bytes; 0 where nobody knows.
    [[nodiscard]] std::uint64_t totalMemory(at::Device device) const;
    /// Gives the memory that libtorch keeps unused for a device back to it.
    void releaseMemory(at::Device device) const;
    /// To be asked after a failure: why this process can do no more work on the device; empty where it can.
    [[nodiscard]] std::string lostReason(at::Device device) const noexcept;

private:
    [[nodiscard]] std::vector<DeviceInfo> gpus() const;
    [[nodiscard]] std::string whyNone(const std::vector<DeviceInfo>& gpus) const;
    [[nodiscard]] std::vector<WorkerDevice> allGpus(const std::vector<DeviceInfo>& gpus) const;
    [[nodiscard]] std::vector<WorkerDevice> chooseGpus(const std::vector<int>& indexes) const;

    DevicePlugin* m_plugin;
    std::string m_missing;
};

} // namespace gesso::inference
