// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>

#include <stop_token>
#include <vector>

namespace gesso::ui {

/// A picture and its halves, quarters, ... so that it can be painted at any size in a time that depends on the window
/// alone. Level 0 is the picture, in a form that is quick to paint unless it is very large; every next level has half
/// the sides. An immutable value once built; QImage shares the pixels.
struct PicturePyramid {
    static constexpr int kSmallestSide = 512; ///< no level is made of one whose sides are below this
    static constexpr qint64 kMaxQuickPixels = 48LL * 1024 * 1024; ///< larger pictures keep their form in level 0

    qint64 key = 0; ///< QImage::cacheKey() of the picture it was built from
    std::vector<QImage> levels;

    [[nodiscard]] bool empty() const { return levels.empty(); }
    [[nodiscard]] QSize size() const { return empty() ? QSize() : levels.front().size(); }
    [[nodiscard]] qint64 bytes() const;

    /// The smallest level that is at least `scale` (0..) times as large as the picture.
    [[nodiscard]] const QImage& levelFor(double scale) const;
};

/// Pictures up to this many pixels are prepared in a few milliseconds: that may be done on the window's thread.
inline constexpr qint64 kSmallPicturePixels = 640LL * 640;

[[nodiscard]] bool isSmallPicture(const QImage& picture);

/// Builds the levels; empty when stopped. Any thread. Needs no more memory than the result but for a few rows.
[[nodiscard]] PicturePyramid buildPyramid(const QImage& picture, const std::stop_token& stop = {});

/// The picture reduced to fit into `box` pixels, smooth, premultiplied or opaque 32 bits; never enlarged. Null when
/// stopped. Any thread.
[[nodiscard]] QImage reducedTo(const QSize& box, const QImage& picture, const std::stop_token& stop = {});

} // namespace gesso::ui
