// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>

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

/// "One picture can be dropped here ...", the last sentence of every refusal.
[[nodiscard]] QString whatCanBeDropped();

} // namespace gesso::ui
