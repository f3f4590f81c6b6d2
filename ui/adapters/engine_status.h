// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <QString>

#include <vector>

namespace gesso::ui {

/// Where the engine stands, as the window tells it in one quiet place.
enum class EngineState : std::uint8_t {
    Starting,
    Ready,
    Working,
    Silent,       ///< it has said nothing for some seconds
    Restarting,   ///< it died or hung; a new one is being started
    Stopped,      ///< it died too often; the next job starts it again
    NotFound,     ///< the program that makes pictures cannot be started
    OtherVersion, ///< it speaks another version of the protocol
};

struct EngineStatus {
    EngineState state = EngineState::Starting;
    std::vector<DeviceInfo> devices; ///< as last heard; empty until the engine was ready once
    QString message;                 ///< what went wrong and what to do; empty while all is well

    [[nodiscard]] bool needsUser() const
    {
        return state == EngineState::NotFound || state == EngineState::OtherVersion || state == EngineState::Stopped;
    }
};

} // namespace gesso::ui
