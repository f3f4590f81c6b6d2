// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gesso::ui {

/// Lets screen readers see a NumberField as a slider with a value that they may read and set. Called by its
/// constructor.
void installNumberFieldAccess();

} // namespace gesso::ui
