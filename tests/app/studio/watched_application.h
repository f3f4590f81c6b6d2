// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMetaEnum>
#include <QMouseEvent>
#include <QThread>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <ctime>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gesso::test {

/// A share of 0..1 of all values is no more than this; 0 where there are none.
inline double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0. : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// A movement of the pointer that knows when the hand made it.
class PointerMove final : public QMouseEvent {
public:
    PointerMove(const QPointF& at, const QPointF& global, qint64 made)
        : QMouseEvent(MouseMove, at, global, Qt::NoButton, Qt::MiddleButton, Qt::NoModifier), made(made)
    {
    }
    const qint64 made; ///< nanoseconds of the application's clock
};

/// An application that knows how long each event holds its thread, and when the movements of a pointer over a widget
/// have been painted.
class WatchedApplication final : public QApplication {
public:
    WatchedApplication(int& argc, char** argv) : QApplication(argc, argv) { m_clock.start(); }

    [[nodiscard]] qint64 now() const { return m_clock.nsecsElapsed(); }

    /// Movements over this widget are timed from now on; what was measured is forgotten.
    void watch(const QWidget* widget)
    {
        m_widget = widget;
        m_unpainted.clear();
        m_latencies.clear();
        m_work.clear();
        m_longest = {};
    }

    /// Milliseconds from each movement to the end of the frame that shows it.
    [[nodiscard]] const std::vector<double>& latencies() const { return m_latencies; }
    /// Milliseconds of this thread's own work for each of those frames: whatever else the machine does.
    [[nodiscard]] const std::vector<double>& work() const { return m_work; }

    /// The event that held the thread longest.
    struct Longest {
        double milliseconds = 0.;
        QString name; ///< its type and its receiver
    };
    [[nodiscard]] const Longest& longest() const { return m_longest; }

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (QThread::currentThread() != thread()) {
            return QApplication::notify(receiver, event);
        }
        const qint64 start = now();
        const qint64 workBefore = threadNs();
        const QEvent::Type type = event->type();
        const char* const receivers = receiver->metaObject()->className();
        if (const auto* move = receiver == m_widget ? dynamic_cast<const PointerMove*>(event) : nullptr) {
            m_unpainted.push_back(move->made);
        }
        m_painted = m_painted || (type == QEvent::Paint && receiver == m_widget);
        ++m_depth;
        const bool taken = QApplication::notify(receiver, event);
        if (--m_depth == 0) {
            noteEnd(start, workBefore, type, receivers);
        }
        return taken;
    }

private:
    static qint64 threadNs()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * qint64{1'000'000'000} + time.tv_nsec;
    }
    void noteEnd(qint64 start, qint64 workBefore, QEvent::Type type, const char* receivers)
    {
        constexpr double kNsPerMs = 1e6;
        const qint64 end = now();
        if (const double took = static_cast<double>(end - start) / kNsPerMs; took > m_longest.milliseconds) {
            m_longest = {took, QStringLiteral("%1 of %2")
                                   .arg(QString::fromLatin1(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)),
                                        QString::fromLatin1(receivers))};
        }
        if (m_painted && !m_unpainted.empty()) {
            m_work.push_back(static_cast<double>(threadNs() - workBefore) / kNsPerMs);
        }
        if (m_painted) { // and it is on the screen: the frame's event has ended
            for (const qint64 made : m_unpainted) {
                m_latencies.push_back(static_cast<double>(end - made) / kNsPerMs);
            }
            m_unpainted.clear();
            m_painted = false;
        }
    }

    QElapsedTimer m_clock;
    const QObject* m_widget = nullptr;
    std::vector<qint64> m_unpainted;
    std::vector<double> m_latencies, m_work;
    Longest m_longest;
    int m_depth = 0;
    bool m_painted = false;
};

/// Lets the event loop run as a program's does until this is so; whether it was within two minutes. (Qt Test's own
/// waits sleep for ten milliseconds between looks, in which nothing is painted.)
template <typename Is> bool runUntil(Is is)
{
    constexpr int kLookMs = 20;
    constexpr int kPatienceMs = 120'000;
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (is()) {
            loop.quit();
        }
    });
    look.start(kLookMs);
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    loop.exec();
    return is();
}

/// A hand that drags a widget's middle button about, 125 times a second and from a thread of its own, as a mouse does.
class DraggingHand final {
public:
    DraggingHand(WatchedApplication& application, QWidget& widget)
    {
        const QPointF middle = QRectF(widget.rect()).center();
        const QPointF global = widget.mapToGlobal(middle);
        QCoreApplication::postEvent(&widget, new QMouseEvent(QEvent::MouseButtonPress, middle, global, Qt::MiddleButton,
                                                             Qt::MiddleButton, Qt::NoModifier));
        m_release = [&widget, middle, global] {
            QCoreApplication::postEvent(&widget, new QMouseEvent(QEvent::MouseButtonRelease, middle, global,
                                                                 Qt::MiddleButton, Qt::NoButton, Qt::NoModifier));
        };
        m_thread = std::jthread([&application, &widget, middle, global](const std::stop_token& stop) {
            constexpr std::chrono::milliseconds kPause{8};
            constexpr int kWay = 40; // pixels there, and as many back
            for (int i = 0; !stop.stop_requested(); ++i) {
                const QPointF by(std::abs(i % (2 * kWay) - kWay), 0.);
                QCoreApplication::postEvent(&widget, new PointerMove(middle + by, global + by, application.now()));
                std::this_thread::sleep_for(kPause);
            }
        });
    }
    ~DraggingHand()
    {
        m_thread.request_stop();
        m_thread.join();
        m_release();
    }

private:
    std::function<void()> m_release;
    std::jthread m_thread;
};

} // namespace gesso::test
