// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/dropped.h"

#include <QCoreApplication>
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
    return Words::tr("Drop one picture here: PNG, JPEG, WebP, TIFF or EXR.");
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
    return refused(data.hasText() ? Words::tr("This is text: drop it into the prompt.")
                                  : Words::tr("This is not a picture."));
}

} // namespace gesso::ui
