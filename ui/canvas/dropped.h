// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"

#include <QImage>
#include <QString>

#include <optional>
#include <variant>

class QMimeData;

namespace gesso::ui {

/// A file that was dropped and is still to be looked into.
struct DroppedFile {
    QString path;
};

/// Why what was dropped cannot be used, and what can: two sentences for the user.
struct DropRefused {
    QString why;
};

using Dropped = std::variant<DroppedFile, QImage, DropRefused>;

/// What a drop brings, without touching a file.
[[nodiscard]] Dropped readDrop(const QMimeData& data);

/// How a dropped picture was made, or why it cannot be told. Reads the file: any thread but the window's.
[[nodiscard]] std::variant<PictureMetadata, DropRefused> readDroppedFile(const QString& path);

/// "PNG, JPEG or WebP files made with Gesso or A1111 can be dropped here.", the last sentence of every refusal.
[[nodiscard]] QString whatCanBeDropped();

} // namespace gesso::ui
