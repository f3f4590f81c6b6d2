// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/doctor.h"

#include "inference/backend/registry.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace gesso::inference {

namespace {

constexpr int kSide = 64;
constexpr int kSteps = 3;
constexpr double kLevels = 255. / 2.; // a picture's values are -1..1

at::Tensor smallPicture(const BenchDevice& device)
{
    BenchStages stages(BenchModel::synthetic("tiny"), device, at::kFloat, kSide, kSide);
    stages.prepareText();
    stages.prepareUnet();
    stages.prepareVae();
    return stages.run(kSteps).to(at::kCPU, at::kDouble).clamp(-1, 1);
}

const char* verdict(const KernelReport& report)
{
    return !report.agrees() ? "WRONG" : report.earnsItsPlace() ? "ok" : "ok, but slower";
}

} // namespace

bool Diagnosis::isHealthy() const
{
    const bool kernelsAgree =
        std::all_of(kernels.begin(), kernels.end(), [](const KernelReport& report) { return report.agrees(); });
    return kernelsAgree && pictureMade && pictureDifference <= 1.;
}

Diagnosis examine(const BenchDevice& device, std::vector<KernelReport> kernels)
{
    const c10::InferenceMode inference;
    Diagnosis diagnosis{.kernels = std::move(kernels), .trouble = {}};
    try {
        const BenchDevice reference{.device = at::kCPU, .backend = referenceBackend()};
        const at::Tensor difference = (smallPicture(device) - smallPicture(reference)).abs().max();
        diagnosis.pictureDifference = difference.item<double>() * kLevels;
        diagnosis.pictureMade = true;
    } catch (const std::exception& error) {
        diagnosis.trouble = error.what();
    }
    return diagnosis;
}

void print(const Diagnosis& diagnosis, std::ostream& out)
{
    out << std::left << std::setw(30) << "kernel" << std::right << std::setw(12) << "difference" << std::setw(12)
        << "allowed" << std::setw(12) << "own ms" << std::setw(14) << "libtorch ms" << std::setw(9) << "times"
        << "  verdict\n";
    for (const KernelReport& report : diagnosis.kernels) {
        out << std::left << std::setw(30) << report.kernel << std::right << std::scientific << std::setprecision(1)
            << std::setw(12) << report.error << std::setw(12) << report.tolerance << std::fixed << std::setprecision(2)
            << std::setw(12) << 1e3 * report.ownSeconds << std::setw(14) << 1e3 * report.referenceSeconds
            << std::setw(9) << report.referenceSeconds / report.ownSeconds << "  " << verdict(report) << '\n';
    }
    if (diagnosis.pictureMade) {
        out << "picture of a small model: differs from the reference's by " << std::setprecision(3)
            << diagnosis.pictureDifference << "/255 at most (allowed: 1)\n";
    } else {
        out << "picture of a small model: FAILED: " << diagnosis.trouble << '\n';
    }
    out << (diagnosis.isHealthy() ? "healthy\n" : "NOT HEALTHY\n");
}

} // namespace gesso::inference
