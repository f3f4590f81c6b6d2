// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/picture_pyramid.h"

#include <algorithm>

namespace gesso::ui {
namespace {

constexpr int kBandRows = 256;

QImage::Format quickFormat(const QImage& picture)
{
    return picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
}

qint64 pixelsOf(const QImage& picture)
{
    return static_cast<qint64>(picture.width()) * picture.height();
}

/// The mean of two pixels, channel by channel; of premultiplied ones, that is the right mean.
quint32 mean(quint32 a, quint32 b)
{
    return (a & b) + (((a ^ b) & 0xFEFEFEFEU) >> 1);
}

/// Half the sides (at least 1), a band of rows at a time: a last odd row or column is left out.
QImage halved(const QImage& picture, const std::stop_token& stop)
{
    const int width = std::max(1, picture.width() / 2);
    const int height = std::max(1, picture.height() / 2);
    const int nextX = picture.width() > 1 ? 1 : 0;
    const int nextY = picture.height() > 1 ? 1 : 0;
    QImage half(width, height, quickFormat(picture));
    for (int top = 0; top < height && !half.isNull(); top += kBandRows) {
        if (stop.stop_requested()) {
            return {};
        }
        const int rows = std::min(kBandRows, height - top);
        const QRect source(0, 2 * top, picture.width(), std::min(2 * rows, picture.height() - 2 * top));
        const QImage band = picture.format() == half.format() ? picture.copy(source)
                                                              : picture.copy(source).convertToFormat(half.format());
        for (int y = 0; y < rows; ++y) {
            const auto* upper = reinterpret_cast<const quint32*>(band.constScanLine(2 * y));
            const auto* lower = reinterpret_cast<const quint32*>(band.constScanLine(2 * y + nextY));
            auto* row = reinterpret_cast<quint32*>(half.scanLine(top + y));
            for (qsizetype x = 0; x < width; ++x) {
                row[x] = mean(mean(upper[2 * x], upper[2 * x + nextX]), mean(lower[2 * x], lower[2 * x + nextX]));
            }
        }
    }
    return half;
}

} // namespace

qint64 PicturePyramid::bytes() const
{
    qint64 sum = 0;
    for (const QImage& level : levels) {
        sum += level.sizeInBytes();
    }
    return sum;
}

const QImage& PicturePyramid::levelFor(double scale) const
{
    std::size_t level = 0;
    for (double half = 0.5; level + 1 < levels.size() && half >= scale; half /= 2) {
        ++level;
    }
    return levels[level];
}

bool isSmallPicture(const QImage& picture)
{
    return pixelsOf(picture) <= kSmallPicturePixels;
}

PicturePyramid buildPyramid(const QImage& picture, const std::stop_token& stop)
{
    PicturePyramid pyramid{picture.cacheKey(), {}};
    if (picture.isNull()) {
        return pyramid;
    }
    QImage first = picture;
    if (pixelsOf(picture) <= PicturePyramid::kMaxQuickPixels) {
        first.convertTo(quickFormat(picture));
    }
    first.setDevicePixelRatio(1.);
    pyramid.levels.push_back(first);
    while (std::max(pyramid.levels.back().width(), pyramid.levels.back().height()) > PicturePyramid::kSmallestSide) {
        QImage half = halved(pyramid.levels.back(), stop);
        if (half.isNull()) { // stopped, or no memory for it
            return stop.stop_requested() ? PicturePyramid{} : pyramid;
        }
        pyramid.levels.push_back(half);
    }
    return pyramid;
}

QImage reducedTo(const QSize& box, const QImage& picture, const std::stop_token& stop)
{
    if (picture.isNull()) {
        return {};
    }
    QSize size = picture.size();
    if (size.width() > box.width() || size.height() > box.height()) {
        size = size.scaled(box, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    }
    QImage reduced = picture;
    while (reduced.width() >= 2 * size.width() && reduced.height() >= 2 * size.height()) {
        reduced = halved(reduced, stop);
        if (reduced.isNull()) {
            return {};
        }
    }
    reduced.convertTo(quickFormat(picture));
    return reduced.size() == size ? reduced : reduced.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace gesso::ui
