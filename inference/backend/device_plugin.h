// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "inference/backend/backend.h"
#include "inference/backend/kernel_trial.h"

#include <memory>
#include <vector>

namespace gesso::inference {

/// While it lives, the calling thread's work goes to one device and to a stream of that thread's own.
class DeviceScope {
public:
    virtual ~DeviceScope() = default;
};

/// What a kind of device (CUDA) brings into the engine: opened as a shared object at the engine's start (DESIGN R6).
/// All functions may be called from any thread; `index` is 0-based and below devices().size().
class DevicePlugin {
public:
    virtual ~DevicePlugin() = default;

    /// The devices, with the memory that is free now.
    [[nodiscard]] virtual std::vector<DeviceInfo> devices() const = 0;
    /// The operators for one device. Lives as long as the plugin.
    [[nodiscard]] virtual const Backend& backend(int index) const = 0;
    [[nodiscard]] virtual std::unique_ptr<DeviceScope> enter(int index) const = 0;
    /// Waits for all work that was queued on the device.
    virtual void synchronize(int index) const = 0;
    /// Gives cached memory back to the device.
    virtual void releaseMemory(int index) const = 0;
    /// Compares and times each own kernel against its reference, anew.
    [[nodiscard]] virtual std::vector<KernelReport> checkKernels(int index) const = 0;
};

/// Name of the function that a plugin exports, and the version that it is asked for.
inline constexpr const char* kPluginEntry = "gessoOpenDevicePlugin";
inline constexpr int kPluginVersion = 1;
using PluginEntry = DevicePlugin* (*)(int version);

/// Opens the CUDA plugin when there is an NVIDIA driver; null otherwise. To be called first thing in main, before
/// anything asks libtorch for CUDA: that question pins its answer for good. `reason` receives why there is none.
[[nodiscard]] DevicePlugin* openCudaPlugin(std::string& reason);

} // namespace gesso::inference
