// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/bench/bench_stages.h"
#include "inference/engine/device_table.h"

#include <memory>
#include <string>

namespace gesso::app {

/// The one device that bench and doctor work on; while it lives, the calling thread's work goes there.
class MeasuredDevice {
public:
    /// `name` is "cpu" or "cuda:N". Throws EngineError(InvalidRequest) for a name that cannot be read or means several
    /// devices, and DeviceUnavailable for one that is not there.
    MeasuredDevice(const inference::DeviceTable& devices, const std::string& name);

    [[nodiscard]] const inference::BenchDevice& bench() const noexcept { return m_bench; }

private:
    MeasuredDevice(const inference::DeviceTable& devices, at::Device device);

    std::unique_ptr<inference::DeviceScope> m_scope;
    inference::BenchDevice m_bench;
};

} // namespace gesso::app
