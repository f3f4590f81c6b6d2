// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/device_plugin.h"
#include "inference/base/cache_folder.h"
#include "inference/base/engine_error.h"
#include "inference/cuda/cuda_backend.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>

#include <cstdlib>
#include <deque>
#include <filesystem>

namespace gesso::inference::cuda {
namespace {

void check(cudaError_t error, const char* what)
{
    if (error != cudaSuccess) {
        throw EngineError(ErrorCode::DeviceFailure, std::string(what) + ": " + cudaGetErrorString(error));
    }
}

std::string deviceName(int index)
{
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, index), "asking for the GPU's name");
    return properties.name;
}

/// Device, driver and version: what an own kernel has to earn its place on anew.
std::string machineKey(int index)
{
    int driver = 0;
    check(cudaDriverGetVersion(&driver), "asking for the driver's version");
    return deviceName(index) + " | driver " + std::to_string(driver) + " | " + GESSO_VERSION;
}

class CudaScope final : public DeviceScope {
public:
    explicit CudaScope(int index) : m_guard(c10::cuda::getStreamFromPool(false, static_cast<c10::DeviceIndex>(index)))
    {
    }

private:
    c10::cuda::CUDAStreamGuard m_guard;
};

struct Gpu {
    explicit Gpu(int index) : memory(cacheFolder() / "kernels.json", machineKey(index)), backend(index, memory) {}
    KernelMemory memory;
    CudaBackend backend;
};

class CudaPlugin final : public DevicePlugin {
public:
    CudaPlugin()
    {
        for (int index = 0; index < c10::cuda::device_count(); ++index) {
            m_gpus.emplace_back(index);
        }
        at::globalContext().setBenchmarkCuDNN(true);
    }

    std::vector<DeviceInfo> devices() const override
    {
        std::vector<DeviceInfo> infos;
        for (int index = 0; index < static_cast<int>(m_gpus.size()); ++index) {
            const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
            std::size_t free = 0;
            std::size_t total = 0;
            check(cudaMemGetInfo(&free, &total), "asking for the GPU's memory");
            infos.push_back({"cuda:" + std::to_string(index), deviceName(index), total, free});
        }
        return infos;
    }

    const Backend& backend(int index) const override { return gpu(index).backend; }

    std::unique_ptr<DeviceScope> enter(int index) const override { return std::make_unique<CudaScope>(index); }

    void synchronize(int index) const override
    {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
        c10::cuda::device_synchronize();
    }

    void releaseMemory(int /*index*/) const override { c10::cuda::CUDACachingAllocator::emptyCache(); }

    std::vector<KernelReport> checkKernels(int index) const override
    {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
        std::vector<KernelReport> reports;
        for (const KernelTrial& trial : gpu(index).backend.trials()) {
            reports.push_back(runTrial(trial, 20));
        }
        return reports;
    }

private:
    const Gpu& gpu(int index) const { return m_gpus.at(static_cast<std::size_t>(index)); }

    std::deque<Gpu> m_gpus; // a deque: the backends refer to their neighbours' memory, nothing may move
};

} // namespace
} // namespace gesso::inference::cuda

extern "C" __attribute__((visibility("default"))) gesso::inference::DevicePlugin* gessoOpenDevicePlugin(int version)
{
    if (version != gesso::inference::kPluginVersion) {
        return nullptr;
    }
    static gesso::inference::cuda::CudaPlugin plugin;
    return &plugin;
}
