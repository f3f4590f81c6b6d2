// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/backend/backend.h"

#include <c10/core/Device.h>

namespace gesso::inference {

/// The operators for a device of this process's CPU half. The environment variable GESSO_BACKEND=reference picks the
/// plain libtorch operators. Throws EngineError(InvalidRequest) when GESSO_BACKEND names anything but "cpu" or
/// "reference", and EngineError(DeviceUnavailable) when the device is not a CPU: those belong to a DevicePlugin.
[[nodiscard]] const Backend& backendFor(at::Device device);

/// The plain libtorch operators, on any device: what every other backend is compared with.
[[nodiscard]] const Backend& referenceBackend();

} // namespace gesso::inference
