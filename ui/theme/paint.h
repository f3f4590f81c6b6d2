// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QWidget>

/// Painting that the style and the widgets that draw themselves share.
namespace gesso::ui {

/// Fills a rounded rectangle; `radius` in device-independent pixels.
void fillRounded(QPainter& painter, const QRectF& rect, const QColor& color, qreal radius = Space::kControlRadius);

/// The accent ring of what has the focus, drawn inside `rect`.
void drawFocusRing(QPainter& painter, const QRectF& rect, qreal radius = Space::kControlRadius);

/// Whether a widget shows its focus ring: it has the focus, and the keyboard brought it there.
[[nodiscard]] bool showsFocusRing(const QWidget& widget);

/// Width of a text whose figures are all as wide as the widest, so that a number that changes does not dance.
[[nodiscard]] qreal tabularWidth(const QFontMetricsF& metrics, const QString& text);

/// Draws such a text in the painter's font and pen; `alignment` left, right or centred, always centred vertically.
void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text);

} // namespace gesso::ui
