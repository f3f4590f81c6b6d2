// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gesso {

/// What ExecutionOptions::device asks for, read from its text.
struct DeviceChoice {
    enum class Kind : std::uint8_t { Auto, Cpu, Cuda };
    static constexpr int kMaxDevices = 64;

    Kind kind = Kind::Auto;
    int cpuDevices = 1;           ///< Cpu: number of virtual devices, 1..64
    std::vector<int> cudaIndexes; ///< Cuda: the chosen devices, each once, 0..63; empty means all of them

    friend bool operator==(const DeviceChoice&, const DeviceChoice&) = default;
};

/// Reads "auto", "cpu", "cpu:N" (N virtual devices), "cuda" or "cuda:i,j". InvalidRequest for any other text; whether
/// such a device exists is for the engine to say.
[[nodiscard]] Result<DeviceChoice> parseDeviceChoice(std::string_view text);

} // namespace gesso
