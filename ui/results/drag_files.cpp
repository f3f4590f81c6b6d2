// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/drag_files.h"

#include "core/export/save_picture.h"
#include "ui/results/picture_saver.h"

#include <QCoreApplication>
#include <QDir>
#include <QRegularExpression>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gesso::ui {
namespace {

Result<QString> write(const QString& folder, const Candidate& candidate)
{
    auto names = NameTemplate::parse(NameTemplate::kDefault);
    if (!names) {
        return tl::unexpected(std::move(names).error());
    }
    const SaveOptions options{folder.toStdString(), *names};
    return candidate.stored.read()
        .and_then([&](const Picture& picture) { return savePicture(options, *picture, metadataOf(candidate)); })
        .map([](const WrittenPicture& written) { return QString::fromStdString(written.path.string()); });
}

/// The lock of a folder; without a descriptor when another process holds it or it cannot be opened.
UniqueFd lockFolder(const std::filesystem::path& folder)
{
    UniqueFd descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (descriptor && ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
        descriptor.reset();
    }
    return descriptor;
}

bool isOurs(const std::filesystem::path& folder)
{
    struct stat status = {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

/// Removes the folders that ended processes of this user left.
void removeLeftovers(const QString& temporary)
{
    static const QRegularExpression kName(QStringLiteral("^gesso-drag-([1-9][0-9]*)-[A-Za-z0-9]{6}$"));
    const QStringList names = QDir(temporary).entryList({QStringLiteral("gesso-drag-*")}, QDir::Dirs | QDir::Hidden);
    for (const QString& name : names) {
        const QRegularExpressionMatch match = kName.match(name);
        const pid_t process = match.hasMatch() ? match.captured(1).toInt() : 0;
        const bool ended = process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
        const std::filesystem::path folder = temporary.toStdString() + "/" + name.toStdString();
        if (ended && isOurs(folder) && lockFolder(folder)) {
            QDir(temporary + u'/' + name).removeRecursively();
        }
    }
}

} // namespace

DragFiles::DragFiles(QObject* parent)
    : QObject(parent),
      m_folder(QDir::tempPath() + QStringLiteral("/gesso-drag-%1-XXXXXX").arg(QCoreApplication::applicationPid()))
{
    m_pool.setMaxThreadCount(1);
    // Held as long as this process lives: other machines and containers that share the folder know no process numbers.
    m_lock = lockFolder(m_folder.path().toStdString());
    m_pool.start([folder = QDir::tempPath()] { removeLeftovers(folder); });
}

DragFiles::~DragFiles()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void DragFiles::prepare(const Candidate& candidate)
{
    if (candidate.state != Candidate::State::Finished || m_paths.contains(candidate.id) ||
        m_writing.contains(candidate.id)) {
        return;
    }
    m_writing.insert(candidate.id);
    m_pool.start([this, candidate, folder = m_folder.path()] {
        const Result<QString> path = write(folder, candidate);
        QMetaObject::invokeMethod(
            this, [this, id = candidate.id, path] { take(id, path); }, Qt::QueuedConnection);
    });
}

void DragFiles::take(quint64 id, const Result<QString>& path)
{
    m_writing.remove(id);
    if (path) {
        m_paths.insert(id, *path);
        Q_EMIT ready(id);
    } else {
        Q_EMIT failed(id, path.error());
    }
}

} // namespace gesso::ui
