// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

/// The dynamic property "role" and what it does. It may be set or changed at any time.
///
/// * buttons: "primary" (the one filled with the accent), "quiet" (no fill until the pointer is there), "danger" (red
/// text);
/// * QLabel: "caption" (12 px, text.2), "title" (15 px), "page" (20 px), "muted" (text.2), "error" (danger);
/// * QFrame: "card" (surface.1, radius 10), "floating" (the same with a line around it, for what lies over the
/// picture),
///   "line" (a 1 px separator).
namespace gesso::ui {

[[nodiscard]] QString roleOf(const QWidget* widget);

/// Whether the property "dense" asks for a control of 28 px.
[[nodiscard]] bool isDense(const QWidget* widget);

/// Sets font and palette of a label or button as its role says; nothing for one without a role.
void applyRole(QWidget& widget);

} // namespace gesso::ui
