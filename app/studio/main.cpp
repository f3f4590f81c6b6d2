// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/composition.h"
#include "app/studio/end_signals.h"
#include "app/studio/profile.h"
#include "app/studio/single_instance.h"
#include "app/studio/start_options.h"
#include "core/settings/session.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QThread>

#include <chrono>
#include <csignal>

namespace {

using gesso::SingleInstance;

/// How long a window that is open, but does not answer, is waited for: it may be starting, or ending, on a machine that
/// has other work. Then this start opens one of its own.
constexpr std::chrono::seconds kPatience{60};
constexpr unsigned long kPauseMs = 20;

/// The session that this start writes; nothing when a window that is open has taken its files. Who gets the lock opens
/// the window; the others wait for its door as long as it holds the lock, and ask for the lock again when it ends.
std::optional<gesso::Profile> profileFor(const gesso::StartOptions& options, const std::filesystem::path& folder,
                                         SingleInstance& door)
{
    const QDeadlineTimer patience(kPatience);
    while (!options.newWindow && !patience.hasExpired()) {
        gesso::Result<gesso::Profile> first = gesso::firstProfile(folder);
        if (first) {
            if (first->lock) {
                door.listen();
            }
            return std::move(*first);
        }
        if (door.handOver({options.files}, static_cast<int>(patience.remainingTime())) ==
            SingleInstance::Answer::Taken) {
            return std::nullopt;
        }
        QThread::msleep(kPauseMs);
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
