// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

namespace gesso::inference {

/// The one place where exceptions become an Error: describes the exception that is being handled. To be called inside
/// a catch block only. Running out of memory is recognised, also as libtorch reports it; what is not known is Internal.
[[nodiscard]] Error describeCurrentException() noexcept;

} // namespace gesso::inference
