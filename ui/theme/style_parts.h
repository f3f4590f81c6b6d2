// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainter>
#include <QStyleOption>

/// Pieces that the sources of Style share; nothing outside ui/theme uses them.
namespace gesso::ui {

/// Half way between two colours.
[[nodiscard]] QColor mixed(const QColor& a, const QColor& b);

/// The frame of text edits and of a combo box's list; nothing around other frames.
void drawFrameOf(QPainter& painter, const QStyleOption& option, const QWidget* widget);

/// A QFrame with the role "card", "floating" or "line".
void drawRoleFrame(QPainter& painter, const QRect& rect, const QString& role);

/// A 16 px chevron in the middle of `rect`.
void drawChevron(QPainter& painter, const QString& name, const QRectF& rect, bool enabled);

} // namespace gesso::ui
