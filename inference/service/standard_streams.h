// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/base/result.h"

namespace gesso::inference {

/// Takes standard output away for the protocol: returns a private copy of descriptor 1 and points 1 at standard error,
/// so that no print of a library can reach the protocol. Also ignores SIGPIPE. To be called once, before all else.
[[nodiscard]] Result<UniqueFd> takeStandardOutput();

/// Makes the kernel end this process when its parent dies, so that no engine is left behind, not even one that is
/// stopped. (The end of standard input, for which the service looks, is the sign everywhere else.)
///
/// What the kernel tells of is the end of the parent's thread that started us. Where the parent has one thread that is
/// the parent's end. Where it has several, we look whether the parent is still there.
void endWithParent();

} // namespace gesso::inference
