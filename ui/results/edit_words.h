// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>

namespace gesso::ui {

/// How the window calls an edit of this name (workspace.h): "Steps", "Discard a picture". Empty for none.
[[nodiscard]] QString editText(const std::string& name);

} // namespace gesso::ui
