// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "inference/backend/backend.h"
#include "inference/backend/kernel_trial.h"

#include <c10/core/Device.h>
#include <torch/headeronly/version.h>

#include <memory>
#include <string>
#include <vector>

namespace gesso::inference {

/// While it lives, the calling thread's work goes to one device and to a stream of that thread's own. Whoever works on
/// a device holds one for all its life: a stream for each picture would keep freed memory from the next one.
class DeviceScope {
public:
    virtual ~DeviceScope() = default;
};

/// Memory of a device that the next tensor can have, in bytes.
struct DeviceMemory {
    std::uint64_t free = 0; ///< that nobody has
    std::uint64_t kept = 0; ///< that libtorch's allocator has, and no tensor
};

/// What a kind of device (CUDA) brings into the engine: opened as a shared object at the engine's start (DESIGN R6).
/// All functions may be called from any thread; `index` is 0-based and below devices().size().
class DevicePlugin {
public:
    virtual ~DevicePlugin() = default;

    /// How libtorch names a device.
    [[nodiscard]] virtual at::Device device(int index) const = 0;
    /// Why there is no device, and what to do about it; empty where there are some.
    [[nodiscard]] virtual std::string missing() const = 0;
    /// The devices. One with a note cannot be used: the note says why. Opens none and throws nothing: of a device that
    /// nobody has entered yet, all memory counts as free.
    [[nodiscard]] virtual std::vector<DeviceInfo> devices() const = 0;
    /// The operators for one device. Lives as long as the plugin.
    [[nodiscard]] virtual const Backend& backend(int index) const = 0;
    /// Opens the device where nobody has yet, which takes time and memory there. Throws EngineError: DeviceUnavailable
    /// where it cannot be used, which devices() says from then on; OutOfDeviceMemory where others have its memory.
    [[nodiscard]] virtual std::unique_ptr<DeviceScope> enter(int index) = 0;
    /// Waits for all work that was queued on the device.
    virtual void synchronize(int index) = 0;
    /// Of a device that was entered.
    [[nodiscard]] virtual DeviceMemory memory(int index) const = 0;
    /// Gives memory that libtorch keeps unused back to the device.
    virtual void releaseMemory(int index) = 0;
    /// To be asked after a failure: why this process can do no more work on the device; empty where it can.
    [[nodiscard]] virtual std::string lostReason(int index) noexcept = 0;
    /// Compares and times each own kernel against its reference once more.
    [[nodiscard]] virtual std::vector<KernelReport> checkKernels(int index) = 0;
};

/// What a plugin exports: a function that says what it was built with (builtWith() then), and one that gives its
/// devices, which live to the program's end.
inline constexpr const char* kPluginBuiltWith = "gessoPluginBuiltWith";
inline constexpr const char* kPluginEntry = "gessoOpenDevicePlugin";
using PluginBuiltWith = const char* (*)();
using PluginEntry = DevicePlugin* (*)();

/// Version of Gesso, of libtorch and of this interface that the calling file is compiled with.
[[nodiscard]] inline std::string builtWith()
{
    return "Gesso " GESSO_VERSION ", libtorch " TORCH_VERSION ", plugin interface 2";
}

/// What came of looking for a plugin.
struct OpenedPlugin {
    DevicePlugin* devices = nullptr; ///< null where it could not be opened
    std::string missing;             ///< then why, and what to do about it
};

/// Opens the CUDA plugin beside this program when there is an NVIDIA driver. To be called first thing in main, before
/// anything asks libtorch for CUDA: that question pins its answer for good.
[[nodiscard]] OpenedPlugin openCudaPlugin();

/// Opens a plugin by its path.
[[nodiscard]] OpenedPlugin openPlugin(const std::string& path);

} // namespace gesso::inference
