// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/device_table.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace gesso::app {

/// gesso-engine bench: times the stages of a picture on one device. Declares its options on `command`; the returned
/// function runs it once they are parsed, prints one line for each stage or one JSON object, and returns the exit
/// status. Errors are thrown.
[[nodiscard]] std::function<int(const inference::DeviceTable&)> addBenchCommand(CLI::App& command);

} // namespace gesso::app
