// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/composition.h"
#include "app/studio/end_signals.h"
#include "app/studio/profile.h"
#include "app/studio/silent_window.h"
#include "app/studio/single_instance.h"
#include "app/studio/start_options.h"
#include "core/settings/session.h"

#include <QApplication>
#include <QThread>

#include <csignal>

namespace {

using gesso::SingleInstance;

/// The session that this start writes; nothing when a window that is open has taken its files, or the user gave up. Who
/// gets the lock opens the window; the others wait for its door as long as it holds the lock, and ask for the lock
/// again when it ends.
std::optional<gesso::Profile> profileFor(const gesso::StartOptions& options, const std::filesystem::path& folder,
                                         SingleInstance& door)
{
    constexpr unsigned long kPauseMs = 20;
    gesso::SilentWindow silence;
    auto choice = gesso::SilentWindow::Choice::Wait;
    const auto goesOn = [&] {
        choice = silence.choice(gesso::holderOf(folder));
        return choice == gesso::SilentWindow::Choice::Wait;
    };
    while (!options.newWindow) {
        gesso::Result<gesso::Profile> first = gesso::firstProfile(folder);
        if (first) {
            if (first->lock) {
                door.listen();
            }
            return std::move(*first);
        }
        if (door.handOver({options.files}, goesOn) == SingleInstance::Answer::Taken) {
            return std::nullopt;
        }
        if (!goesOn()) {
            break;
        }
        QThread::msleep(kPauseMs);
    }
    if (choice == gesso::SilentWindow::Choice::GiveUp) {
        return std::nullopt;
    }
    return gesso::freeProfile(folder);
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN); // a limit on files' sizes is an error of that file, not the end
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("gesso"));
    QApplication::setApplicationDisplayName(QStringLiteral("Gesso"));
    QApplication::setApplicationVersion(QStringLiteral(GESSO_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("gesso"));
    const gesso::StartOptions options = gesso::readStartOptions(application);

    const std::filesystem::path folder = gesso::sessionFolder();
    SingleInstance door(folder);
    std::optional<gesso::Profile> profile = profileFor(options, folder, door);
    if (!profile) {
        return 0;
    }
    const gesso::EndSignals signals;
    gesso::Composition studio(std::move(*profile));
    QObject::connect(&door, &SingleInstance::asked, &door,
                     [&studio](const gesso::StartRequest& request) { studio.openAgain(request.files); });
    QObject::connect(&signals, &gesso::EndSignals::asked, &door, [&studio] { QApplication::exit(studio.end()); });
    studio.open(options.files);
    return QApplication::exec();
}
