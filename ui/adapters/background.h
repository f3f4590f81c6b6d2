// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace gesso::ui {

/// Runs `work()` on a thread of the pool and then `done(its result)` on the thread of `receiver`, unless that is gone
/// by then. The order of works is the pool's.
template <typename Work, typename Done> void inBackground(QThreadPool& pool, QObject* receiver, Work work, Done done)
{
    // The outcome goes by the application, which outlives every pool, so that the pool's thread never touches a dead
    // receiver. Nothing in the event may post events of its own when it is thrown away: the queue is locked then.
    const QPointer<QObject> alive(receiver);
    pool.start([alive, work = std::move(work), done = std::move(done)]() mutable {
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [alive, done = std::move(done), result]() mutable {
                if (alive) {
                    done(std::move(*result));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace gesso::ui
