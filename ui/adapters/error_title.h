// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>

namespace gesso::ui {

/// What went wrong in a few words: the title of a card whose text is the error's message.
[[nodiscard]] QString titleOf(ErrorCode code);

} // namespace gesso::ui
