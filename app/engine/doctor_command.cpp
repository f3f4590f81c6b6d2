// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/doctor_command.h"

#include "app/engine/measured_device.h"
#include "inference/bench/cpu_trials.h"
#include "inference/bench/doctor.h"

#include <c10/core/InferenceMode.h>

#include <iostream>

namespace gesso::app {

int doctorCommand(const inference::DeviceTable& devices, const std::string& name)
{
    const c10::InferenceMode inference;
    const MeasuredDevice device(devices, name);
    const inference::BenchDevice& bench = device.bench();
    std::vector<inference::KernelReport> reports;
    if (bench.device.is_cpu()) {
        for (const inference::KernelTrial& trial : inference::cpuTrials(bench.backend)) {
            reports.push_back(inference::runTrial(trial));
        }
    } else {
        reports = devices.checkKernels(bench.device);
    }
    const inference::Diagnosis diagnosis = inference::examine(bench, std::move(reports));
    std::cout << "device " << bench.device.str() << ", operators of backend '" << bench.backend.name() << "'\n";
    if (const std::string why = devices.whyNoGpu(); !why.empty()) {
        std::cout << why << '\n';
    }
    print(diagnosis, std::cout);
    return diagnosis.isHealthy() ? 0 : exitStatus(ErrorCode::DeviceFailure);
}

} // namespace gesso::app
