// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/results/picture_saver.h"
#include "ui/widgets/notice_card.h"

#include <optional>

namespace gesso::ui {

/// What the user would not expect of a picture's file: that a second one belongs to it. Nothing for most.
[[nodiscard]] std::optional<Notice> savedNotice(const SavedPicture& saved);

} // namespace gesso::ui
