// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

#include <QImage>

namespace gesso::ui {

/// The picture for Qt: RGB888, RGBA8888 or Grayscale8, a copy. Null for an empty image or one whose bytes do not fit
/// its size.
[[nodiscard]] QImage toQImage(const Image& image);

/// The picture for core, as RGB, or as RGBA where it has transparency. Empty for a null picture. 16 bits become 8.
[[nodiscard]] Image toImage(const QImage& picture);

} // namespace gesso::ui
