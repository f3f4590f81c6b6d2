// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/generation/inputs.h"

#include <QImage>
#include <QString>

#include <memory>
#include <stop_token>
#include <string>

namespace gesso::ui {

/// A picture that new ones are to begin from. Cheap to copy.
struct SourcePicture {
    std::shared_ptr<const Image> image; ///< RGB, 8 bits; null: none
    std::string hash;                   ///< of its pixels (hashOf in inputs.h)
    QString path;                       ///< empty when it has no file
    QString name;                       ///< for the user's eyes
    QImage thumbnail;
    bool transparent = false;    ///< its file has transparent parts, under which white was put
    bool profileIgnored = false; ///< its file's colour profile is of no use: it was taken for sRGB

    [[nodiscard]] bool empty() const { return image == nullptr; }
    [[nodiscard]] QSize size() const { return image == nullptr ? QSize() : QSize(image->width, image->height); }
};

/// An RGB picture as a source, whose hash and thumbnail it makes. Any thread.
[[nodiscard]] SourcePicture sourceOf(std::shared_ptr<const Image> image, const QString& path, const QString& name);

/// The same of a picture on the screen; what is transparent shows white.
[[nodiscard]] SourcePicture sourceOf(const QImage& picture, const QString& path, const QString& name);

/// Reads a picture file. Errors: those of readInputPicture (input_picture.h). Any thread but the window's.
[[nodiscard]] Result<SourcePicture> readSource(const QString& path, std::stop_token stop = {});

} // namespace gesso::ui
