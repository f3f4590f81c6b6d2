// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QString>

namespace gesso::ui {

/// What went wrong in a few words: the title of a card.
[[nodiscard]] QString titleOf(ErrorCode code);

/// What is for a report alone: the lines behind the first one of the error's message; all of it where it is about the
/// machine within.
[[nodiscard]] QString detailsOf(const Error& error);

/// What stands below the title. Of what the user chose (a setting, a model, a file): the first line of the error's
/// message, which core and engine write in English; in a window of another language, cause and remedy of such an error
/// in that language stand before it. Of the machine within: a sentence with the remedy alone.
[[nodiscard]] QString textOf(const Error& error);

} // namespace gesso::ui
