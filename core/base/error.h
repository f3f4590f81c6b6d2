// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gesso {

/// What went wrong, as one number that crosses the wire. The groups follow who can mend it.
enum class ErrorCode : std::uint16_t {
    // The request: the caller asked for something that cannot be.
    InvalidRequest = 100, ///< a value is out of its range
    Unsupported = 101,    ///< understood, but this version cannot do it
    // Models and files.
    ModelNotFound = 200,
    ModelDamaged = 201,     ///< truncated, corrupt, or not what its name says
    ModelUnsupported = 202, ///< whole, but of an architecture that is not known
    FileNotReadable = 300,
    FileNotWritable = 301,
    DiskFull = 302,
    FileDamaged = 303,
    FileExists = 304, ///< and was to be kept
    // Devices.
    DeviceUnavailable = 400,
    OutOfDeviceMemory = 401,
    OutOfHostMemory = 402,
    DeviceFailure = 403,
    BadPicture = 404, ///< NaN, infinite or flat, even after the retry in fp32
    // The engine as a process.
    EngineNotFound = 500,
    EngineDied = 501,
    EngineHung = 502,
    ProtocolViolation = 503,
    VersionMismatch = 504,
    Cancelled = 600,
    Internal = 900,
};

/// A failure with a message fit to be shown: the offending value, its cause, and what to do.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;

    friend bool operator==(const Error&, const Error&) = default;
};

/// Stable lower-case name of a code, for JSON and logs ("model-damaged").
[[nodiscard]] std::string_view name(ErrorCode code) noexcept;

/// The code whose number is `value`; Internal for a number that is not known.
[[nodiscard]] ErrorCode errorCodeFromNumber(std::uint64_t value) noexcept;

/// Exit status of the command line: 2 bad use, 3 file or model, 4 engine or device, 130 interrupted.
[[nodiscard]] int exitStatus(ErrorCode code) noexcept;

} // namespace gesso
