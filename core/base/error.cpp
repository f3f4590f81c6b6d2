// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <array>

namespace gesso {
namespace {

struct Entry {
    ErrorCode code;
    std::string_view name;
    int exitStatus;
};

constexpr int kBadUse = 2;
constexpr int kBadFile = 3;
constexpr int kEngineFailure = 4;
constexpr int kInterrupted = 130;

constexpr std::array kEntries{
    Entry{ErrorCode::InvalidRequest, "invalid-request", kBadUse},
    Entry{ErrorCode::Unsupported, "unsupported", kBadUse},
    Entry{ErrorCode::ModelNotFound, "model-not-found", kBadFile},
    Entry{ErrorCode::ModelDamaged, "model-damaged", kBadFile},
    Entry{ErrorCode::ModelUnsupported, "model-unsupported", kBadFile},
    Entry{ErrorCode::FileNotReadable, "file-not-readable", kBadFile},
    Entry{ErrorCode::FileNotWritable, "file-not-writable", kBadFile},
    Entry{ErrorCode::DiskFull, "disk-full", kBadFile},
    Entry{ErrorCode::FileDamaged, "file-damaged", kBadFile},
    Entry{ErrorCode::FileExists, "file-exists", kBadFile},
    Entry{ErrorCode::DeviceUnavailable, "device-unavailable", kEngineFailure},
    Entry{ErrorCode::OutOfDeviceMemory, "out-of-device-memory", kEngineFailure},
    Entry{ErrorCode::OutOfHostMemory, "out-of-host-memory", kEngineFailure},
    Entry{ErrorCode::DeviceFailure, "device-failure", kEngineFailure},
    Entry{ErrorCode::BadPicture, "bad-picture", kEngineFailure},
    Entry{ErrorCode::EngineNotFound, "engine-not-found", kEngineFailure},
    Entry{ErrorCode::EngineDied, "engine-died", kEngineFailure},
    Entry{ErrorCode::EngineHung, "engine-hung", kEngineFailure},
    Entry{ErrorCode::ProtocolViolation, "protocol-violation", kEngineFailure},
    Entry{ErrorCode::VersionMismatch, "version-mismatch", kEngineFailure},
    Entry{ErrorCode::Cancelled, "cancelled", kInterrupted},
    Entry{ErrorCode::Internal, "internal", kEngineFailure},
};

constexpr const Entry& entryOf(ErrorCode code) noexcept
{
    for (const Entry& entry : kEntries) {
        if (entry.code == code) {
            return entry;
        }
    }
    return kEntries.back();
}

} // namespace

std::string_view name(ErrorCode code) noexcept
{
    return entryOf(code).name;
}

ErrorCode errorCodeFromNumber(std::uint64_t value) noexcept
{
    for (const Entry& entry : kEntries) {
        if (static_cast<std::uint64_t>(entry.code) == value) {
            return entry.code;
        }
    }
    return ErrorCode::Internal;
}

int exitStatus(ErrorCode code) noexcept
{
    return entryOf(code).exitStatus;
}

} // namespace gesso
