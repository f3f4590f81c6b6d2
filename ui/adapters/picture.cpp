// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/picture.h"

#include "core/image/levels.h"

#include <algorithm>

namespace gesso::ui {
namespace {

QImage::Format formatOf(int channels)
{
    switch (channels) {
    case 1:
        return QImage::Format_Grayscale8;
    case 3:
        return QImage::Format_RGB888;
    case 4:
        return QImage::Format_RGBA8888;
    default:
        return QImage::Format_Invalid;
    }
}

} // namespace

QImage toQImage(const Image& image)
{
    if (image.format() != PixelFormat::U8) {
        return toQImage(inFormat(image, PixelFormat::U8));
    }
    const QImage::Format format = formatOf(image.channels);
    if (format == QImage::Format_Invalid || !image.isWhole()) {
        return {};
    }
    QImage picture(image.width, image.height, format);
    for (int y = 0; y < picture.height(); ++y) {
        const auto* row = image.u8().data() + image.rowValues() * static_cast<std::size_t>(y);
        std::copy_n(row, image.rowValues(), picture.scanLine(y));
    }
    return picture;
}

Image toImage(const QImage& picture)
{
    if (picture.isNull()) {
        return {};
    }
    const bool transparent = picture.hasAlphaChannel();
    const QImage plain = picture.convertToFormat(transparent ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    Image image{plain.width(), plain.height(), transparent ? 4 : 3, {}};
    image.u8().reserve(image.rowValues() * static_cast<std::size_t>(image.height));
    for (int y = 0; y < plain.height(); ++y) {
        const uchar* row = plain.constScanLine(y);
        image.u8().insert(image.u8().end(), row, row + image.rowValues());
    }
    return image;
}

} // namespace gesso::ui
