// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/candidate.h"

#include "ui/adapters/picture.h"

#include <QFileInfo>

namespace gesso::ui {

QString shortName(const Candidate& candidate)
{
    constexpr int kCharacters = 48;
    if (!candidate.savedAs.isEmpty()) {
        return QFileInfo(candidate.savedAs).fileName();
    }
    const QString prompt = QString::fromStdString(candidate.request.prompt).simplified();
    return prompt.size() > kCharacters ? prompt.left(kCharacters).trimmed() + QChar(0x2026) : prompt;
}

Result<Picture> pixelsOf(const Candidate& candidate)
{
    if (candidate.stored || candidate.picture.isNull()) {
        return candidate.stored.read();
    }
    return std::make_shared<const Image>(toImage(candidate.picture));
}

} // namespace gesso::ui
