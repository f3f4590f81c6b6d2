// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace gesso::ui {

/// Room around a floating card that its shadow takes, device-independent pixels.
inline constexpr int kCardShadow = 12;

/// A rounded card of surface.1 with a soft shadow around it.
void paintFloatingCard(QPainter& painter, const QRectF& card);

/// Fills what lies outside of a card's rounded corners, after its content has been painted over them.
void paintCardCorners(QPainter& painter, const QRectF& card, const QColor& outside);

} // namespace gesso::ui
