// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/composition.h"
#include "app/studio/profile.h"
#include "app/studio/single_instance.h"
#include "app/studio/start_options.h"
#include "core/settings/session.h"

#include <QApplication>

namespace {

/// How long a window that is already open may take to answer; then this start opens one of its own.
constexpr int kAnswerMs = 3000;

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gesso"));
    QApplication::setApplicationDisplayName(QStringLiteral("Gesso"));
    QApplication::setApplicationVersion(QStringLiteral(GESSO_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("gesso"));
    const gesso::StartOptions options = gesso::readStartOptions(application);

    const std::filesystem::path folder = gesso::sessionFolder();
    gesso::SingleInstance door(QString::fromStdString(folder.string()));
    gesso::Profile profile;
    if (options.newWindow) {
        profile = gesso::freeProfile(folder);
    } else if (gesso::Result<gesso::Profile> first = gesso::firstProfile(folder)) {
        profile = std::move(*first);
        door.listen();
    } else if (door.handOver({options.files}, kAnswerMs)) {
        return 0;
    } else {
        profile = gesso::freeProfile(folder);
    }
    gesso::Composition studio(std::move(profile));
    QObject::connect(&door, &gesso::SingleInstance::asked, &door,
                     [&studio](const gesso::StartRequest& request) { studio.openAgain(request.files); });
    studio.open(options.files);
    return QApplication::exec();
}
