// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/info_command.h"

#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/registry.h"
#include "inference/memory/host_memory.h"

#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/headeronly/version.h>

#include <iostream>

namespace gesso::app {
namespace {

const char* yesOrNo(bool value)
{
    return value ? "yes" : "no";
}

} // namespace

int infoCommand(const inference::DeviceTable& devices)
{
    const inference::CpuFeatures& cpu = inference::cpuFeatures();
    std::cout << "gesso-engine " << GESSO_VERSION << "\nlibtorch     " << TORCH_VERSION << "\nthreads      "
              << at::get_num_threads() << "\nbackend      " << inference::backendFor(at::kCPU).name()
              << "\nAVX2         " << yesOrNo(cpu.avx2) << "\nAVX-512      " << yesOrNo(cpu.avx512) << "\nAVX-512 bf16 "
              << yesOrNo(cpu.avx512Bf16) << "\nAMX bf16     " << yesOrNo(cpu.amxBf16) << '\n';
    for (const DeviceInfo& device : devices.infos()) {
        std::cout << "device       " << device.id << ": " << device.name << ", "
                  << inference::readableBytes(device.memoryBytes) << ", " << inference::readableBytes(device.freeBytes)
                  << " free\n";
        if (!device.note.empty()) {
            std::cout << "             " << device.note << '\n';
        }
    }
    return 0;
}

} // namespace gesso::app
