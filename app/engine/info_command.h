// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/engine/device_table.h"

namespace gesso::app {

/// gesso-engine info: version, libtorch, processor and devices on standard output. Returns the exit status.
[[nodiscard]] int infoCommand(const inference::DeviceTable& devices);

} // namespace gesso::app
