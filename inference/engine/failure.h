// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace gesso::inference {

/// The one place where exceptions become an Error: describes the exception that is being handled. To be called inside
/// a catch block only. Running out of memory is recognised, also as libtorch reports it; what is not known is Internal.
[[nodiscard]] Error describeCurrentException() noexcept;

/// Says the error on standard error and ends the process at once, with the error's exit status and nothing tidied up:
/// destructors would wait for a device that answers no more.
[[noreturn]] void endProcess(const Error& error) noexcept;

} // namespace gesso::inference
