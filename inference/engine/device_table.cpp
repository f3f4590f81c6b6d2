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

std::vector<DeviceInfo> DeviceTable::gpus() const
{
    return m_plugin == nullptr ? std::vector<DeviceInfo>() : m_plugin->devices();
}

std::vector<DeviceInfo> DeviceTable::infos() const
{
    std::vector<DeviceInfo> infos = gpus();
    DeviceInfo cpu = cpuInfo();
    cpu.note = whyNone(infos);
    infos.push_back(std::move(cpu));
    return infos;
}

std::string DeviceTable::whyNoGpu() const
{
    return whyNone(gpus());
}

std::string DeviceTable::whyNone(const std::vector<DeviceInfo>& gpus) const
{
    if (!allGpus(gpus).empty()) {
        return {};
    }
    std::string cause = m_plugin == nullptr ? m_missing : m_plugin->missing();
    for (const DeviceInfo& gpu : gpus) {
        cause += (cause.empty() ? "" : "; ") + gpu.id + " (" + gpu.name + "): " + gpu.note;
    }
    return "No GPU is used: " + cause + ".";
}

std::vector<WorkerDevice> DeviceTable::allGpus(const std::vector<DeviceInfo>& gpus) const
{
    std::vector<WorkerDevice> workers;
    for (std::size_t i = 0; i < gpus.size(); ++i) {
        if (gpus[i].note.empty()) {
            workers.push_back({gpus[i].id, m_plugin->device(static_cast<int>(i))});
        }
    }
    return workers;
}

std::vector<WorkerDevice> DeviceTable::choose(const DeviceChoice& choice) const
{
    if (choice.kind == DeviceChoice::Kind::Cuda) {
        return chooseGpus(choice.cudaIndexes);
    }
    std::vector<WorkerDevice> workers =
        choice.kind == DeviceChoice::Kind::Auto ? allGpus(gpus()) : std::vector<WorkerDevice>();
    if (!workers.empty()) {
        return workers;
    }
    for (int i = 0; i < choice.cpuDevices; ++i) {
        workers.push_back({"cpu:" + std::to_string(i), at::Device(at::kCPU)});
    }
    return workers;
}

std::vector<WorkerDevice> DeviceTable::chooseGpus(const std::vector<int>& indexes) const
{
    const std::vector<DeviceInfo> known = gpus();
    std::vector<WorkerDevice> workers = allGpus(known);
    if (known.empty() || (indexes.empty() && workers.empty())) {
        throw EngineError(ErrorCode::DeviceUnavailable,
                          "device cuda cannot be used. " + whyNone(known) + " Until then take --device cpu");
    }
    if (indexes.empty()) {
        return workers;
    }
    workers.clear();
    for (const int index : indexes) {
        const auto place = static_cast<std::size_t>(index);
        if (place >= known.size()) {
            throw EngineError(ErrorCode::DeviceUnavailable, "device cuda:" + std::to_string(index) +
                                                                " is not there: this machine has " +
                                                                std::to_string(known.size()) + ", counted from 0");
        }
        if (!known[place].note.empty()) {
            throw EngineError(ErrorCode::DeviceUnavailable,
                              "device cuda:" + std::to_string(index) + " cannot be used: " + known[place].note);
        }
        workers.push_back({known[place].id, m_plugin->device(index)});
    }
    return workers;
}

const Backend& DeviceTable::backend(at::Device device) const
{
    return device.is_cpu() ? backendFor(device) : m_plugin->backend(device.index());
}

std::unique_ptr<DeviceScope> DeviceTable::enter(at::Device device) const
{
    return device.is_cpu() ? nullptr : m_plugin->enter(device.index());
}

void DeviceTable::synchronize(at::Device device) const
{
    if (!device.is_cpu()) {
        m_plugin->synchronize(device.index());
    }
}

std::vector<KernelReport> DeviceTable::checkKernels(at::Device device) const
{
    return device.is_cpu() ? std::vector<KernelReport>() : m_plugin->checkKernels(device.index());
}

std::uint64_t DeviceTable::availableMemory(at::Device device) const
{
    if (!device.is_cpu()) {
        const DeviceMemory memory = m_plugin->memory(device.index());
        return memory.free + memory.kept;
    }
    const std::optional<std::uint64_t> free = availableHostMemory();
    return free ? *free + allocatorUse().kept : std::numeric_limits<std::uint64_t>::max();
}

std::uint64_t DeviceTable::totalMemory(at::Device device) const
{
    return device.is_cpu() ? totalHostMemory() : gpus().at(static_cast<std::size_t>(device.index())).memoryBytes;
}

void DeviceTable::releaseMemory(at::Device device) const
{
    if (device.is_cpu()) {
        releaseKeptMemory();
    } else {
        m_plugin->releaseMemory(device.index());
    }
}

std::string DeviceTable::lostReason(at::Device device) const noexcept
{
    return device.is_cpu() ? std::string() : m_plugin->lostReason(device.index());
}

} // namespace gesso::inference
