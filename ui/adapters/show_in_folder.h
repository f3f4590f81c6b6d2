// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QString;

namespace gesso::ui {

/// Opens the folder of a file in the desktop's file manager.
void showInFolder(const QString& file);

} // namespace gesso::ui
