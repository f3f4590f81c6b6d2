// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/saved_notice.h"

#include <QCoreApplication>

namespace gesso::ui {
namespace {

struct SavedWords {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::SavedNotice)
};

} // namespace

std::optional<Notice> savedNotice(const SavedPicture& saved)
{
    constexpr int kMade = 8; // bits per channel
    Notice notice;
    if (!saved.sidecar.empty()) {
        notice.title = SavedWords::tr("Prompt and settings are saved in a second file");
        notice.text =
            SavedWords::tr("They are too long for this file format, so they are in %1. Keep the two files together.")
                .arg(QString::fromStdString(saved.sidecar.filename().string()));
        return notice;
    }
    if (saved.bits > kMade) {
        notice.title = SavedWords::tr("Saved with %n bits per channel from an 8-bit picture", nullptr, saved.bits);
        notice.text = SavedWords::tr("Pictures are made with 8 bits per channel; a deeper file has no finer tones.");
        return notice;
    }
    return std::nullopt;
}

} // namespace gesso::ui
