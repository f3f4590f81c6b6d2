// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/channel.h"
#include "inference/engine/device_table.h"

namespace gesso::inference {

/// Speaks the protocol with one client until it says Shutdown or closes its side; then all work is cancelled.
/// ProtocolViolation or VersionMismatch where what it sends cannot be understood.
[[nodiscard]] Result<> serve(protocol::FrameChannel& channel, DeviceTable devices);

} // namespace gesso::inference
