// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace gesso::ui {

/// What a disk, or the way to it, may refuse today and take tomorrow: worth another attempt.
[[nodiscard]] inline bool mayPass(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileNotReadable:
    case ErrorCode::FileDamaged:
    case ErrorCode::FileExists:
        return true;
    default:
        return false;
    }
}

/// The Result of `work()`, done once more when it fails: a disk may fail once.
template <typename Work> [[nodiscard]] auto twice(Work work)
{
    auto outcome = work();
    return outcome ? std::move(outcome) : work();
}

} // namespace gesso::ui
