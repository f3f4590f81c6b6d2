// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/dropped.h"

#include "core/metadata/read_metadata.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace gesso::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::Dropped)
};

DropRefused refused(const QString& why)
{
    return {why + u' ' + whatCanBeDropped()};
}

} // namespace

QString whatCanBeDropped()
{
    return Words::tr("One PNG, JPEG or WebP file made with Gesso or A1111 can be dropped here.");
}

Dropped readDrop(const QMimeData& data)
{
    if (data.hasUrls()) {
        const QList<QUrl> urls = data.urls();
        if (urls.size() > 1) {
            return refused(Words::tr("These are several files."));
        }
        if (urls.size() == 1 && urls.front().isLocalFile()) {
            return DroppedFile{urls.front().toLocalFile()};
        }
    }
    if (data.hasImage()) {
        if (QImage picture = qvariant_cast<QImage>(data.imageData()); !picture.isNull()) {
            return picture;
        }
    }
    if (data.hasUrls()) {
        return refused(Words::tr("This is an address, not a file: save the picture first."));
    }
    return refused(data.hasText() ? Words::tr("This is text: it belongs into the prompt.")
                                  : Words::tr("This is no picture."));
}

std::variant<PictureMetadata, DropRefused> readDroppedFile(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        return refused(Words::tr("“%1” is a folder.").arg(info.fileName()));
    }
    auto metadata = readMetadata(path.toStdString());
    if (!metadata && metadata.error().code == ErrorCode::Unsupported) {
        return refused(Words::tr("“%1” is no picture.").arg(info.fileName()));
    }
    if (!metadata) {
        return DropRefused{QString::fromStdString(metadata.error().message)};
    }
    if (!metadata->request) {
        return refused(Words::tr("“%1” does not tell how it was made.").arg(info.fileName()));
    }
    return *std::move(metadata);
}

} // namespace gesso::ui
