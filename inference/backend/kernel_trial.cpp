// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/kernel_trial.h"

#include "core/base/file.h"
#include "core/protocol/bounded_json.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>
#include <sstream>
#include <system_error>

namespace gesso::inference {
namespace {

/// The JSON of a file; null where it cannot be read.
nlohmann::json stored(const std::filesystem::path& file)
{
    constexpr std::size_t kMaxBytes = 1 << 20;
    return readFile(file, kMaxBytes).and_then(protocol::parseBoundedJson).value_or(nlohmann::json());
}

double relativeDifference(const at::Tensor& own, const at::Tensor& reference)
{
    if (own.sizes() != reference.sizes()) {
        return std::numeric_limits<double>::infinity();
    }
    const at::Tensor expected = reference.to(at::kDouble);
    const double scale = std::max(expected.abs().max().item<double>(), 1e-30);
    const double difference = (own.to(at::kDouble) - expected).abs().max().item<double>() / scale;
    return difference == difference ? difference : std::numeric_limits<double>::infinity();
}

double secondsOf(const std::function<at::Tensor()>& run, const std::function<void()>& synchronize)
{
    const auto begin = std::chrono::steady_clock::now();
    const at::Tensor result = run();
    if (synchronize) {
        synchronize();
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

KernelReport runTrial(const KernelTrial& trial, int rounds)
{
    constexpr double kNever = std::numeric_limits<double>::infinity();
    KernelReport report{trial.kernel, kNever, trial.tolerance, kNever, kNever};
    const at::Tensor expected = trial.reference();
    try {
        report.error = relativeDifference(trial.own(), expected);
        for (int round = 0; round < rounds; ++round) {
            report.ownSeconds = std::min(report.ownSeconds, secondsOf(trial.own, trial.synchronize));
            report.referenceSeconds = std::min(report.referenceSeconds, secondsOf(trial.reference, trial.synchronize));
        }
    } catch (const std::exception&) {
        report.error = kNever; // a kernel that cannot run here has not earned its place
    }
    return report;
}

KernelMemory::KernelMemory(std::filesystem::path file, std::string machine)
    : m_file(std::move(file)), m_machine(std::move(machine))
{
    load();
}

bool KernelMemory::useOwn(const KernelTrial& trial)
{
    return outcome(trial.kernel, [&] { return runTrial(trial).earnsItsPlace(); });
}

std::optional<bool> KernelMemory::known(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_outcomes.find(name);
    return found == m_outcomes.end() ? std::nullopt : std::optional(found->second);
}

bool KernelMemory::outcome(const std::string& name, const std::function<bool()>& decide)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_outcomes.find(name);
    if (known != m_outcomes.end()) {
        return known->second;
    }
    const bool decided = decide();
    m_outcomes.emplace(name, decided);
    store();
    return decided;
}

void KernelMemory::load()
{
    const nlohmann::json all = stored(m_file);
    if (!all.is_object() || !all.contains(m_machine) || !all[m_machine].is_object()) {
        return;
    }
    for (const auto& [kernel, earned] : all[m_machine].items()) {
        if (earned.is_boolean()) {
            m_outcomes.emplace(kernel, earned.get<bool>());
        }
    }
}

void KernelMemory::store() const
{
    nlohmann::json all = stored(m_file);
    if (!all.is_object()) {
        all = nlohmann::json::object();
    }
    all[m_machine] = m_outcomes;
    // A cache of ours: a lost write costs a trial at the next start, so failures are not reported.
    std::error_code ignored;
    std::filesystem::create_directories(m_file.parent_path(), ignored);
    std::filesystem::path partial = m_file;
    partial += ".part";
    std::ofstream(partial) << all.dump(2) << '\n';
    std::filesystem::rename(partial, m_file, ignored);
}

} // namespace gesso::inference
