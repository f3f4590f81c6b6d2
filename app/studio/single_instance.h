// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <functional>

class QLocalSocket;

namespace gesso {

/// What a second start asks of the first: which files to open, and whether in a window of their own.
struct StartRequest {
    QStringList files; ///< absolute
};

/// The door between starts of the program for one session: the first one listens, the others hand their files over and
/// end. Which of them is the first is decided by the session's lock, not by this: only who holds it may listen.
///
/// The door is a socket in the session's folder or, where that takes none, in XDG_RUNTIME_DIR; both are the user's own.
/// Either side talks to its own user alone.
class SingleInstance final : public QObject {
    Q_OBJECT

public:
    enum class Answer : std::uint8_t {
        Taken,   ///< the other start opens the files
        Nobody,  ///< nobody listens, or who did has ended: ask for the lock
        Silence, ///< somebody listens, but has not answered as long as it was waited for
    };
    using GoesOn = std::function<bool()>;

    explicit SingleInstance(std::filesystem::path sessionFolder, QObject* parent = nullptr);
    ~SingleInstance() override; ///< the socket goes

    /// Listens; what a crash left of an earlier door is removed. False when the system refuses.
    bool listen();

    /// Hands a request over to the program that listens and waits until it has taken it, as long as `goesOn`, which is
    /// asked many times a second, says so. A request that was not waited for is not carried out.
    [[nodiscard]] Answer handOver(const StartRequest& request, const GoesOn& goesOn) const;

Q_SIGNALS:
    void asked(const gesso::StartRequest& request);

private:
    void take();

    std::filesystem::path m_session;
    std::filesystem::path m_socket; ///< that this object listens at
    QLocalServer m_server;
};

} // namespace gesso
