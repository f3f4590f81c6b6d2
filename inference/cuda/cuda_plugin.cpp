// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/device_plugin.h"
#include "inference/base/cache_folder.h"
#include "inference/base/engine_error.h"
#include "inference/cuda/cuda_backend.h"
#include "inference/cuda/driver.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <cuda_runtime_api.h>

#include <deque>
#include <filesystem>
#include <mutex>

namespace gesso::inference::cuda {
namespace {

void check(cudaError_t error, const char* what)
{
    if (error != cudaSuccess) {
        const auto code = error == cudaErrorMemoryAllocation ? ErrorCode::OutOfDeviceMemory : ErrorCode::DeviceFailure;
        throw EngineError(code, std::string(what) + ": " + cudaGetErrorString(error));
    }
}

/// Device, driver and version: what an own kernel has to earn its place on again.
std::string machineKey(const DriverGpu& gpu, int driver)
{
    return gpu.name + " | driver " + std::to_string(driver) + " | " + GESSO_VERSION;
}

/// libtorch's messages go on for lines about how to debug Python.
std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

class CudaScope final : public DeviceScope {
public:
    explicit CudaScope(int index) : m_guard(c10::cuda::getStreamFromPool(false, static_cast<c10::DeviceIndex>(index)))
    {
        check(cudaStreamSynchronize(m_guard.current_stream().stream()), "starting a stream on the GPU");
    }

private:
    c10::cuda::CUDAStreamGuard m_guard;
};

/// What is known of one GPU, and what works on it.
class Gpu {
public:
    Gpu(int index, DriverGpu seen, int driver)
        : m_index(index), m_seen(std::move(seen)), m_memory(cacheFolder() / "kernels.json", machineKey(m_seen, driver)),
          m_backend(index, m_memory)
    {
    }

    [[nodiscard]] const CudaBackend& backend() const noexcept { return m_backend; }

    [[nodiscard]] DeviceInfo info() const
    {
        DeviceInfo info{"cuda:" + std::to_string(m_index), m_seen.name, m_seen.memoryBytes, m_seen.memoryBytes,
                        trouble()};
        if (info.note.empty() && isOpen()) {
            try {
                const DeviceMemory now = memory();
                info.freeBytes = now.free + now.kept;
            } catch (const std::exception&) {
                info.freeBytes = 0; // whether it is lost is found by whoever works there
            }
        }
        return info;
    }

    std::unique_ptr<DeviceScope> enter()
    {
        if (const std::string why = trouble(); !why.empty()) {
            throw EngineError(ErrorCode::DeviceUnavailable, id() + " cannot be used: " + why);
        }
        try {
            at::globalContext().lazyInitDevice(at::kCUDA);
            auto scope = std::make_unique<CudaScope>(m_index);
            const std::lock_guard lock(m_mutex);
            m_isOpen = true;
            return scope;
        } catch (const std::exception& error) {
            refuse(firstLine(error.what()));
        }
    }

    [[nodiscard]] DeviceMemory memory() const
    {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(m_index));
        std::size_t free = 0;
        std::size_t total = 0;
        check(cudaMemGetInfo(&free, &total), "asking for the GPU's memory");
        const auto stats = c10::cuda::CUDACachingAllocator::getDeviceStats(static_cast<c10::DeviceIndex>(m_index));
        constexpr auto kAll = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
        const std::int64_t kept = stats.reserved_bytes[kAll].current - stats.allocated_bytes[kAll].current;
        return {free, static_cast<std::uint64_t>(std::max<std::int64_t>(kept, 0))};
    }

    [[nodiscard]] std::string lostReason() const noexcept
    {
        if (!isOpen()) {
            return {};
        }
        try {
            const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(m_index));
            // What does not stay goes with the first two.
            static_cast<void>(cudaDeviceSynchronize());
            static_cast<void>(cudaGetLastError());
            const cudaError_t error = cudaDeviceSynchronize();
            return error == cudaSuccess ? std::string() : id() + " has failed: " + cudaGetErrorString(error);
        } catch (const std::exception& error) {
            return id() + " has failed: " + firstLine(error.what());
        }
    }

private:
    [[nodiscard]] std::string id() const { return "cuda:" + std::to_string(m_index); }
    [[nodiscard]] bool isOpen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_isOpen;
    }
    [[nodiscard]] std::string trouble() const
    {
        const std::lock_guard lock(m_mutex);
        return m_seen.trouble;
    }

    /// A GPU whose memory others have may be free later; any other cause stays.
    [[noreturn]] void refuse(const std::string& why)
    {
        if (why.find("out of memory") != std::string::npos) {
            throw EngineError(ErrorCode::OutOfDeviceMemory,
                              id() + " has no memory left to begin with: close other programs that use it");
        }
        const std::lock_guard lock(m_mutex);
        m_seen.trouble = "this GPU could not be opened: " + why;
        throw EngineError(ErrorCode::DeviceUnavailable, id() + " cannot be used: " + m_seen.trouble);
    }

    const int m_index;
    mutable std::mutex m_mutex;
    DriverGpu m_seen;      ///< its trouble is guarded by m_mutex
    bool m_isOpen = false; ///< guarded by m_mutex
    KernelMemory m_memory;
    CudaBackend m_backend;
};

class CudaPlugin final : public DevicePlugin {
public:
    CudaPlugin()
    {
        const DriverView view = askDriver();
        m_missing = view.missing;
        for (const DriverGpu& gpu : view.gpus) {
            m_gpus.emplace_back(static_cast<int>(m_gpus.size()), gpu, view.version);
        }
        at::globalContext().setBenchmarkCuDNN(true);
        at::globalContext().setAllowTF32CuDNN(false); // fp32 means fp32
    }

    at::Device device(int index) const override { return {at::kCUDA, static_cast<at::DeviceIndex>(index)}; }

    std::string missing() const override { return m_missing; }

    std::vector<DeviceInfo> devices() const override
    {
        std::vector<DeviceInfo> infos;
        for (const Gpu& gpu : m_gpus) {
            infos.push_back(gpu.info());
        }
        return infos;
    }

    const Backend& backend(int index) const override { return gpu(index).backend(); }

    std::unique_ptr<DeviceScope> enter(int index) override
    {
        return m_gpus.at(static_cast<std::size_t>(index)).enter();
    }

    void synchronize(int index) override
    {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
        c10::cuda::device_synchronize();
    }

    DeviceMemory memory(int index) const override { return gpu(index).memory(); }

    void releaseMemory(int /*index*/) override { c10::cuda::CUDACachingAllocator::emptyCache(); }

    std::string lostReason(int index) noexcept override { return gpu(index).lostReason(); }

    std::vector<KernelReport> checkKernels(int index) override
    {
        const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(index));
        std::vector<KernelReport> reports;
        for (const KernelTrial& trial : gpu(index).backend().trials()) {
            reports.push_back(runTrial(trial, 20));
        }
        return reports;
    }

private:
    const Gpu& gpu(int index) const { return m_gpus.at(static_cast<std::size_t>(index)); }

    std::string m_missing;
    std::deque<Gpu> m_gpus; // a deque: the backends refer to their neighbours' memory, nothing may move
};

} // namespace
} // namespace gesso::inference::cuda

extern "C" __attribute__((visibility("default"))) const char* gessoPluginBuiltWith()
{
    static const std::string with = gesso::inference::builtWith();
    return with.c_str();
}

extern "C" __attribute__((visibility("default"))) gesso::inference::DevicePlugin* gessoOpenDevicePlugin()
{
    static gesso::inference::cuda::CudaPlugin plugin;
    return &plugin;
}
