// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/source_picture.h"

#include "core/codec/input_picture.h"
#include "ui/adapters/picture.h"

#include <QFileInfo>

namespace gesso::ui {
namespace {

constexpr int kThumbnail = 192; ///< device pixels of the longer side
constexpr int kWhite = 255;

} // namespace

SourcePicture sourceOf(std::shared_ptr<const Image> image, const QString& path, const QString& name)
{
    SourcePicture source;
    source.hash = hashOf(*image);
    source.path = path;
    source.name = name;
    source.thumbnail = toQImage(*image).scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    source.image = std::move(image);
    return source;
}

SourcePicture sourceOf(const QImage& picture, const QString& path, const QString& name)
{
    return sourceOf(std::make_shared<const Image>(opaqueRgb(toImage(picture), kWhite)), path, name);
}

Result<SourcePicture> readSource(const QString& path)
{
    return readInputPicture(path.toStdString()).map([&](Image image) {
        return sourceOf(std::make_shared<const Image>(std::move(image)), path, QFileInfo(path).fileName());
    });
}

} // namespace gesso::ui
