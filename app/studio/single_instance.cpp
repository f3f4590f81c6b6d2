// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/single_instance.h"

#include "core/base/file.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QLocalSocket>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr qint64 kMostBytes = 1 << 20;
constexpr quint8 kTaken = 1;
constexpr quint8 kWaited = 2;
constexpr mode_t kOthers = 077;

/// Whether it is a folder of this user's into which nobody else can put anything.
bool isPrivate(const fs::path& folder)
{
    struct stat status = {};
    return ::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid() &&
           (status.st_mode & kOthers) == 0;
}

/// Takes from a session's folder what lets others in; folders of earlier versions, or made by hand, may be open.
void closeToOthers(const fs::path& folder)
{
    constexpr mode_t kOwnersAlone = 0700;
    struct stat status = {};
    if (::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && (status.st_mode & kOthers) != 0) {
        ::chmod(folder.c_str(), kOwnersAlone);
    }
}

/// Where the door of a session can be, the best place first.
std::vector<fs::path> placesFor(const fs::path& session)
{
    std::vector<fs::path> places;
    if (isPrivate(session)) {
        places.push_back(session / "door");
    }
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    if (runtime != nullptr && fs::path(runtime).is_absolute() && isPrivate(runtime)) {
        const QByteArray hash =
            QCryptographicHash::hash(QByteArray::fromStdString(session.string()), QCryptographicHash::Sha256).toHex();
        places.push_back(fs::path(runtime) / ("gesso-" + hash.left(16).toStdString()));
    }
    return places;
}

/// Binds or connects a new socket to a path of any length: an address holds 107 bytes, so the way goes by the folder's
/// descriptor. No descriptor when that fails.
UniqueFd socketAt(const fs::path& path, int (*join)(int, const sockaddr*, socklen_t))
{
    const UniqueFd folder(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string way = "/proc/self/fd/" + std::to_string(folder.get()) + "/" + path.filename().string();
    if (!folder || !socket || way.size() >= sizeof(address.sun_path)) {
        return {};
    }
    std::memcpy(address.sun_path, way.c_str(), way.size() + 1);
    if (join(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        socket.reset();
    }
    return socket;
}

/// Whether the other end is a process of this user's.
bool isOwnUser(qintptr socket)
{
    ucred peer = {};
    socklen_t size = sizeof(peer);
    return ::getsockopt(static_cast<int>(socket), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           peer.uid == ::geteuid();
}

} // namespace

SingleInstance::SingleInstance(std::filesystem::path sessionFolder, QObject* parent)
    : QObject(parent), m_session(std::move(sessionFolder))
{
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::take);
}

SingleInstance::~SingleInstance()
{
    if (!m_socket.empty()) {
        ::unlink(m_socket.c_str());
    }
}

bool SingleInstance::listen()
{
    constexpr int kBacklog = 128;
    closeToOthers(m_session);
    for (const fs::path& place : placesFor(m_session)) {
        ::unlink(place.c_str()); // nobody else listens there: the session's lock is ours
        UniqueFd socket = socketAt(place, ::bind);
        if (!socket || ::listen(socket.get(), kBacklog) != 0) {
            continue;
        }
        if (m_server.listen(static_cast<qintptr>(socket.get()))) {
            static_cast<void>(socket.release()); // the server closes it
            m_socket = place;
            return true;
        }
    }
    return false;
}

SingleInstance::Answer SingleInstance::handOver(const StartRequest& request, const GoesOn& goesOn) const
{
    constexpr int kSliceMs = 20;
    for (const fs::path& place : placesFor(m_session)) {
        UniqueFd descriptor = socketAt(place, ::connect);
        if (!descriptor || !isOwnUser(descriptor.get())) {
            continue;
        }
        QLocalSocket socket;
        socket.setSocketDescriptor(descriptor.release());
        QDataStream stream(&socket);
        stream << request.files;
        socket.flush();
        while (socket.state() == QLocalSocket::ConnectedState && socket.bytesAvailable() == 0) {
            if (!goesOn()) {
                return Answer::Silence;
            }
            socket.waitForReadyRead(kSliceMs);
        }
        quint8 answer = 0;
        stream >> answer;
        if (answer != kTaken) {
            return Answer::Nobody;
        }
        stream << kWaited;
        socket.waitForBytesWritten();
        return Answer::Taken;
    }
    return Answer::Nobody;
}

void SingleInstance::take()
{
    QLocalSocket* socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    if (!isOwnUser(socket->socketDescriptor())) {
        socket->abort();
        return;
    }
    // First the request, then the word that its sender still waits: a start that was given up while this window did not
    // answer opens nothing here.
    connect(socket, &QLocalSocket::readyRead, this, [this, socket, request = std::optional<StartRequest>()]() mutable {
        QDataStream stream(socket);
        if (socket->bytesAvailable() > kMostBytes) {
            socket->abort();
        } else if (!request) {
            StartRequest read;
            stream.startTransaction();
            stream >> read.files;
            if (stream.commitTransaction()) {
                request = std::move(read);
                stream << kTaken;
                socket->flush();
            }
        } else {
            quint8 word = 0;
            stream >> word;
            if (word == kWaited) {
                Q_EMIT asked(*request);
            }
            request.reset();
        }
    });
}

} // namespace gesso
