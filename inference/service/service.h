// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/channel.h"
#include "inference/engine/device_table.h"

#include <functional>

namespace gesso::inference {

/// Speaks the protocol with one client until it says Shutdown or closes its side; then all work is cancelled, and a
/// program that is not done with that within a second is ended here. The first
/// heartbeat goes out before the devices are opened, which may take a driver its time.
/// ProtocolViolation or VersionMismatch where what it sends cannot be understood; throws what `openDevices` throws.
[[nodiscard]] Result<> serve(protocol::FrameChannel& channel, const std::function<DeviceTable()>& openDevices);

} // namespace gesso::inference
