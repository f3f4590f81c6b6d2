// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/channel.h"
#include "core/protocol/messages.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace gesso::inference {

/// All that the engine sends, by a thread of its own: whoever has something to say never waits for the client. Progress
/// goes out at most 30 times a second and previews 10 times, the latest of each picture wins; a heartbeat goes out each
/// second; all else at once and in order. May be used by several threads.
class Outbox {
public:
    static constexpr std::chrono::milliseconds kProgressPause{34};
    static constexpr std::chrono::milliseconds kPreviewPause{200};
    /// Bytes of finished pictures that may wait for the client; a worker with one more waits until there is room.
    static constexpr std::size_t kMostPictureBytes = std::size_t{256} << 20;

    /// `channel` must outlive the outbox. At its end all is sent that may not be left out.
    explicit Outbox(protocol::FrameChannel& channel);

    /// Keeps an event until its turn. A finished picture takes back the preview that is kept of it, and an event that
    /// ends a job all that is kept of that job.
    void send(protocol::FromEngine event);

private:
    using Clock = std::chrono::steady_clock;

    /// Messages of one kind that wait for their turn, the oldest picture first.
    template <typename Message> struct Lane {
        std::deque<Message> waiting;
        Clock::time_point next{};
    };

    void run(const std::stop_token& stop);
    [[nodiscard]] std::optional<protocol::FromEngine> takeDue(Clock::time_point now);
    [[nodiscard]] Clock::time_point nextDue() const;
    void forget(JobId job);
    void addAtOnce(std::unique_lock<std::mutex>& lock, protocol::FromEngine event);
    void write(const protocol::FromEngine& event);

    protocol::FrameChannel& m_channel;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::condition_variable m_room;            ///< there is less of m_pictureBytes
    std::deque<protocol::FromEngine> m_atOnce; ///< guarded by m_mutex
    std::size_t m_pictureBytes = 0;            ///< in m_atOnce, and being sent; guarded by m_mutex
    Lane<protocol::Progress> m_progress;       ///< guarded by m_mutex
    Lane<protocol::Preview> m_previews;        ///< guarded by m_mutex
    Clock::time_point m_heartbeat{};           ///< guarded by m_mutex
    std::jthread m_thread;
};

} // namespace gesso::inference
