// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/picture.h"

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
    const QImage::Format format = formatOf(image.channels);
    if (image.empty() || format == QImage::Format_Invalid || image.width <= 0 || image.height <= 0 ||
        image.pixels.size() != image.rowBytes() * static_cast<std::size_t>(image.height)) {
        return {};
    }
    QImage picture(image.width, image.height, format);
    for (int y = 0; y < picture.height(); ++y) {
        const auto* row = image.pixels.data() + image.rowBytes() * static_cast<std::size_t>(y);
        std::copy_n(row, image.rowBytes(), picture.scanLine(y));
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
    image.pixels.reserve(image.rowBytes() * static_cast<std::size_t>(image.height));
    for (int y = 0; y < plain.height(); ++y) {
        const uchar* row = plain.constScanLine(y);
        image.pixels.insert(image.pixels.end(), row, row + image.rowBytes());
    }
    return image;
}

} // namespace gesso::ui
