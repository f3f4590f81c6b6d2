// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/device_table.h"

#include <string>

namespace gesso::app {

/// gesso-engine doctor: compares and times every kernel of a device ("cpu" or "cuda:N") against the plain operators,
/// and a small picture. Prints a table; returns 0 when all is right and 4 when not. Errors are thrown.
[[nodiscard]] int doctorCommand(const inference::DeviceTable& devices, const std::string& device);

} // namespace gesso::app
