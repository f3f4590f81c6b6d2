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
        notice.title = SavedWords::tr("How it was made is kept beside the picture");
        notice.text = SavedWords::tr("It is too long for this kind of file and stands in %1. Move the two together.")
                          .arg(QString::fromStdString(saved.sidecar.filename().string()));
        return notice;
    }
    if (saved.bits > kMade) {
        notice.title = SavedWords::tr("The file has %n bits per channel, the picture 8 bits", nullptr, saved.bits);
        notice.text =
            SavedWords::tr("Pictures are made with 8 bits per channel: more in the file make no finer steps.");
        return notice;
    }
    return std::nullopt;
}

} // namespace gesso::ui
