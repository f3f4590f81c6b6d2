// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/single_instance.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QLocalSocket>

#include <unistd.h>

namespace gesso {
namespace {

constexpr qint64 kMostBytes = 1 << 20;
constexpr quint8 kTaken = 1;

QString doorName(const QString& session)
{
    const QByteArray hash = QCryptographicHash::hash(session.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QStringLiteral("gesso-%1-%2").arg(::getuid()).arg(QString::fromLatin1(hash.left(16)));
}

} // namespace

SingleInstance::SingleInstance(const QString& session, QObject* parent) : QObject(parent), m_name(doorName(session))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::take);
}

bool SingleInstance::listen()
{
    QLocalServer::removeServer(m_name);
    return m_server.listen(m_name);
}

bool SingleInstance::handOver(const StartRequest& request, int milliseconds) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(milliseconds)) {
        return false;
    }
    QDataStream stream(&socket);
    stream << request.files;
    quint8 answer = 0;
    if (socket.waitForBytesWritten(milliseconds) && socket.waitForReadyRead(milliseconds)) {
        stream >> answer;
    }
    return answer == kTaken;
}

void SingleInstance::take()
{
    QLocalSocket* socket = m_server.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (socket->bytesAvailable() > kMostBytes) {
            socket->abort();
            return;
        }
        QDataStream stream(socket);
        StartRequest request;
        stream.startTransaction();
        stream >> request.files;
        if (stream.commitTransaction()) {
            stream << kTaken;
            socket->flush();
            Q_EMIT asked(request);
        }
    });
}

} // namespace gesso
