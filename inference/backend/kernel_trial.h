// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace gesso::inference {

/// How a kernel of ours did against its plain reference on one machine.
struct KernelReport {
    std::string kernel; ///< "group_norm fp16"
    double error = 0.;  ///< largest difference over the reference's largest value; infinite when the kernel threw
    double tolerance = 0.;
    double ownSeconds = 0., referenceSeconds = 0.; ///< best of several

    [[nodiscard]] bool agrees() const noexcept { return error <= tolerance; }
    /// Ours is used where it gives the right result and is not slower.
    [[nodiscard]] bool earnsItsPlace() const noexcept { return agrees() && ownSeconds <= referenceSeconds; }
};

/// A kernel and its reference on the same seeded input.
struct KernelTrial {
    std::string kernel;
    double tolerance = 0.;
    std::function<at::Tensor()> own, reference;
    std::function<void()> synchronize; ///< waits for the device; empty on the CPU
};

/// Runs both sides of a trial: one comparison, then `rounds` timed runs in turn, of which the best counts.
[[nodiscard]] KernelReport runTrial(const KernelTrial& trial, int rounds = 5);

/// Outcomes of trials, remembered in a file per machine (device, driver and version): an own kernel has to earn its
/// place once on each. Safe to use from several threads.
class KernelMemory {
public:
    /// `machine` names device, driver and version; `file` is JSON, and its damage or absence only means new trials.
    KernelMemory(std::filesystem::path file, std::string machine);

    /// Whether the own side of this trial is to be used; runs the trial when its outcome is not known yet.
    [[nodiscard]] bool useOwn(const KernelTrial& trial);
    /// The outcome that is known under this name.
    [[nodiscard]] std::optional<bool> known(const std::string& name);
    /// The outcome that is known under this name, or what `decide` says now. What it throws is not remembered.
    [[nodiscard]] bool outcome(const std::string& name, const std::function<bool()>& decide);

private:
    void load();
    void store() const;

    const std::filesystem::path m_file;
    const std::string m_machine;
    std::mutex m_mutex;
    std::map<std::string, bool> m_outcomes; ///< guarded by m_mutex
};

} // namespace gesso::inference
