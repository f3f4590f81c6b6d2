// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/channel.h"
#include "core/protocol/messages.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace gesso::inference {

/// All that the engine sends. Progress goes out at most 30 times a second and previews 10 times, the latest of each
/// picture wins; a heartbeat goes out each second; all else at once. May be used by several threads.
class Outbox {
public:
    static constexpr std::chrono::milliseconds kProgressPause{34};
    static constexpr std::chrono::milliseconds kPreviewPause{100};

    /// `channel` must outlive the outbox.
    explicit Outbox(protocol::FrameChannel& channel);

    /// Sends an event, or keeps it until its turn. An event that ends a job takes back what is kept of that job.
    void send(protocol::FromEngine event);

private:
    using Clock = std::chrono::steady_clock;

    /// Messages of one kind that wait for their turn, the oldest picture first.
    template <typename Message> struct Lane {
        std::deque<Message> waiting;
        Clock::time_point next{};
    };

    void run(const std::stop_token& stop);
    void sendDue(Clock::time_point now);
    [[nodiscard]] Clock::time_point nextDue() const;
    void forget(JobId job);
    void write(const protocol::Frame& frame);

    protocol::FrameChannel& m_channel;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    Lane<protocol::Progress> m_progress; ///< guarded by m_mutex
    Lane<protocol::Preview> m_previews;  ///< guarded by m_mutex
    Clock::time_point m_heartbeat{};     ///< guarded by m_mutex
    std::jthread m_thread;
};

} // namespace gesso::inference
