// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/device_table.h"

#include <functional>

namespace gesso::app {

/// gesso-engine serve: takes standard output for the protocol first of all, then opens the devices and serves until
/// standard input ends. Returns the exit status; errors are told on standard error.
[[nodiscard]] int serveCommand(const std::function<inference::DeviceTable()>& openDevices);

} // namespace gesso::app
