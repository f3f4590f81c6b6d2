// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    // The courier lives on the receiver's thread and goes with it, so that the pool's thread never touches a dead one.
    const std::shared_ptr<QObject> courier(new QObject, [](QObject* object) { object->deleteLater(); });
    courier->moveToThread(receiver->thread());
    const QPointer<QObject> alive(receiver);
    pool.start([courier, alive, work = std::move(work), done = std::move(done)]() mutable {
        auto result = std::make_shared<decltype(work())>(work());
        QMetaObject::invokeMethod(
            courier.get(),
            [courier, alive, done = std::move(done),
             result]() mutable { // which keeps the courier until it is delivered
                if (alive) {
                    done(std::move(*result));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace gesso::ui
