// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace gesso {

/// What a second start asks of the first: which files to open, and whether in a window of their own.
struct StartRequest {
    QStringList files; ///< absolute
};

/// The door between starts of the program for one session: the first one listens, the others hand their files over and
/// end. Which of them is the first is decided by the session's lock, not by this.
class SingleInstance final : public QObject {
    Q_OBJECT

public:
    /// `session` is the session's folder, which the door's name is made of.
    explicit SingleInstance(const QString& session, QObject* parent = nullptr);

    /// Listens; what a crash left of an earlier door is removed. False when the system refuses.
    bool listen();

    /// Hands a request over to the program that listens and waits until it has taken it; false after `milliseconds`.
    [[nodiscard]] bool handOver(const StartRequest& request, int milliseconds) const;

Q_SIGNALS:
    void asked(const gesso::StartRequest& request);

private:
    void take();

    QString m_name;
    QLocalServer m_server;
};

} // namespace gesso
