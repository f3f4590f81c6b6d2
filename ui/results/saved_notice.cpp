// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/saved_notice.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

struct SavedWords {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::SavedNotice)
};

} // namespace

std::optional<Notice> savedNotice(const SavedPicture& saved)
{
    if (saved.sidecar.empty()) {
        return std::nullopt;
    }
    Notice notice;
    notice.title = SavedWords::tr("Prompt and settings are saved in a second file");
    notice.text =
        SavedWords::tr("They are too long for this file format, so they are in %1. Keep the two files together.")
            .arg(QString::fromStdString(saved.sidecar.filename().string()));
    return notice;
}

} // namespace gesso::ui
