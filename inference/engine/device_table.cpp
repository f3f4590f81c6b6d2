// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/device_table.h"

#include "inference/backend/allocator.h"
#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"
#include "inference/memory/host_memory.h"

#include <ATen/Parallel.h>

#include <fstream>
#include <limits>

namespace gesso::inference {
namespace {

DeviceInfo cpuInfo()
{
    DeviceInfo info;
    info.id = "cpu:0";
    info.name = processorName() + ", " + std::to_string(at::get_num_threads()) + " threads";
    info.memoryBytes = totalHostMemory();
    info.freeBytes = availableHostMemory().value_or(0);
    return info;
}

WorkerDevice cudaWorker(std::size_t index)
{
    return {"cuda:" + std::to_string(index), at::Device(at::kCUDA, static_cast<at::DeviceIndex>(index))};
}

} // namespace

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos) {
            return line.substr(colon + 2);
        }
    }
    return "processor";
}

DeviceTable::DeviceTable(DevicePlugin* cuda, std::string cudaMissing)
    : m_cuda(cuda), m_cudaMissing(std::move(cudaMissing))
{
}

std::vector<DeviceInfo> DeviceTable::infos() const
{
    std::vector<DeviceInfo> infos = m_cuda == nullptr ? std::vector<DeviceInfo>() : m_cuda->devices();
    infos.push_back(cpuInfo());
    return infos;
}

std::vector<WorkerDevice> DeviceTable::choose(const DeviceChoice& choice) const
{
    const bool hasCuda = m_cuda != nullptr && !m_cuda->devices().empty();
    if (choice.kind == DeviceChoice::Kind::Cuda || (choice.kind == DeviceChoice::Kind::Auto && hasCuda)) {
        return chooseCuda(choice.cudaIndexes);
    }
    std::vector<WorkerDevice> workers;
    for (int i = 0; i < choice.cpuDevices; ++i) {
        workers.push_back({"cpu:" + std::to_string(i), at::Device(at::kCPU)});
    }
    return workers;
}

std::vector<WorkerDevice> DeviceTable::chooseCuda(const std::vector<int>& indexes) const
{
    const std::size_t count = m_cuda == nullptr ? 0 : m_cuda->devices().size();
    if (count == 0) {
        throw EngineError(ErrorCode::DeviceUnavailable,
                          "device cuda cannot be used: " + m_cudaMissing + "; use --device cpu");
    }
    std::vector<WorkerDevice> workers;
    for (const int index : indexes) {
        if (static_cast<std::size_t>(index) >= count) {
            throw EngineError(ErrorCode::DeviceUnavailable, "device cuda:" + std::to_string(index) +
                                                                " is not there: this machine has " +
                                                                std::to_string(count) + ", counted from 0");
        }
        workers.push_back(cudaWorker(static_cast<std::size_t>(index)));
    }
    for (std::size_t i = 0; indexes.empty() && i < count; ++i) {
        workers.push_back(cudaWorker(i));
    }
    return workers;
}

const Backend& DeviceTable::backend(at::Device device) const
{
    return device.is_cuda() ? m_cuda->backend(device.index()) : backendFor(device);
}

std::unique_ptr<DeviceScope> DeviceTable::enter(at::Device device) const
{
    return device.is_cuda() ? m_cuda->enter(device.index()) : nullptr;
}

void DeviceTable::synchronize(at::Device device) const
{
    if (device.is_cuda()) {
        m_cuda->synchronize(device.index());
    }
}

std::vector<KernelReport> DeviceTable::checkKernels(at::Device device) const
{
    return device.is_cuda() ? m_cuda->checkKernels(device.index()) : std::vector<KernelReport>();
}

std::uint64_t DeviceTable::availableMemory(at::Device device) const
{
    if (device.is_cuda()) {
        return m_cuda->devices().at(static_cast<std::size_t>(device.index())).freeBytes;
    }
    const std::optional<std::uint64_t> free = availableHostMemory();
    return free ? *free + allocatorUse().kept : std::numeric_limits<std::uint64_t>::max();
}

} // namespace gesso::inference
