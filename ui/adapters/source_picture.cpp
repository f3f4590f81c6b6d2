// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/source_picture.h"

#include "core/picture_files/read/input_picture.h"
#include "ui/adapters/picture.h"

#include <QFile>
#include <QFileInfo>

namespace gesso::ui {
namespace {

constexpr int kThumbnail = 192; ///< device pixels of the longer side
constexpr int kWhite = 255;

/// In two steps and without a copy: the picture may have hundreds of megabytes.
QImage thumbnailOf(const Image& image)
{
    const QImage view(image.u8().data(), image.width, image.height, static_cast<qsizetype>(image.rowValues()),
                      QImage::Format_RGB888);
    constexpr int kStep = 8 * kThumbnail;
    const bool large = image.width > kStep || image.height > kStep;
    const QImage smaller = large ? view.scaled(kStep, kStep, Qt::KeepAspectRatio, Qt::FastTransformation) : view;
    return smaller.scaled(kThumbnail, kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace

SourcePicture sourceOf(std::shared_ptr<const Image> image, const QString& path, const QString& name)
{
    SourcePicture source;
    source.hash = hashOf(*image);
    source.path = path;
    source.name = name;
    source.thumbnail = thumbnailOf(*image);
    source.image = std::move(image);
    return source;
}

SourcePicture sourceOf(const QImage& picture, const QString& path, const QString& name)
{
    return sourceOf(std::make_shared<const Image>(opaqueRgb(toImage(picture), kWhite)), path, name);
}

Result<SourcePicture> readSource(const QString& path, std::stop_token stop)
{
    return readInputPicture(QFile::encodeName(path).toStdString(), std::move(stop)).map([&](InputPicture picture) {
        auto image = std::make_shared<const Image>(std::move(picture.image));
        SourcePicture source = sourceOf(std::move(image), path, QFileInfo(path).fileName());
        source.transparent = picture.transparent;
        source.profileIgnored = picture.profileIgnored;
        return source;
    });
}

} // namespace gesso::ui
