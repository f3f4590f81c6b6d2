// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <stdexcept>
#include <stop_token>

namespace gesso::inference {

/// The exception of this library: carries the code and a message fit to be shown. Caught once, in inference/engine.
class EngineError : public std::runtime_error {
public:
    EngineError(ErrorCode code, const std::string& message) : std::runtime_error(message), m_code(code) {}
    [[nodiscard]] ErrorCode code() const noexcept { return m_code; }

private:
    ErrorCode m_code;
};

/// Thrown where a job was asked to stop.
class Cancelled final : public EngineError {
public:
    Cancelled() : EngineError(ErrorCode::Cancelled, "cancelled") {}
};

/// Called between the blocks of a network: throws Cancelled once a stop was asked for.
inline void checkStop(const std::stop_token& stop)
{
    if (stop.stop_requested()) {
        throw Cancelled();
    }
}

} // namespace gesso::inference
