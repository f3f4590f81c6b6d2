// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/outbox.h"

#include <algorithm>

namespace gesso::inference {
namespace {

bool concernSame(const protocol::Progress& a, const protocol::Progress& b)
{
    return a.job == b.job;
}

bool concernSame(const protocol::Preview& a, const protocol::Preview& b)
{
    return a.job == b.job && a.index == b.index;
}

/// Puts a message in the place of an older one about the same, or at the end.
template <typename Message> void keepLatest(std::deque<Message>& waiting, Message&& message)
{
    const auto same = std::ranges::find_if(waiting, [&](const Message& other) { return concernSame(other, message); });
    if (same == waiting.end()) {
        waiting.push_back(std::move(message));
    } else {
        *same = std::move(message);
    }
}

} // namespace

Outbox::Outbox(protocol::FrameChannel& channel)
    : m_channel(channel), m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void Outbox::send(protocol::FromEngine event)
{
    const std::lock_guard lock(m_mutex);
    std::visit(
        [this](auto&& message) {
            using Message = std::decay_t<decltype(message)>;
            if constexpr (std::is_same_v<Message, protocol::Progress>) {
                keepLatest(m_progress.waiting, std::move(message));
            } else if constexpr (std::is_same_v<Message, protocol::Preview>) {
                keepLatest(m_previews.waiting, std::move(message));
            } else {
                if constexpr (std::is_same_v<Message, protocol::Finished> ||
                              std::is_same_v<Message, protocol::Failed> ||
                              std::is_same_v<Message, protocol::Cancelled>) {
                    forget(message.job);
                }
                write(protocol::toFrame(message));
            }
        },
        std::move(event));
    m_changed.notify_one();
}

void Outbox::forget(JobId job)
{
    std::erase_if(m_progress.waiting, [job](const protocol::Progress& message) { return message.job == job; });
    std::erase_if(m_previews.waiting, [job](const protocol::Preview& message) { return message.job == job; });
}

void Outbox::run(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        sendDue(Clock::now());
        const Clock::time_point due = nextDue();
        m_changed.wait_until(lock, stop, due, [&] { return nextDue() < due; });
    }
}

void Outbox::sendDue(Clock::time_point now)
{
    if (now >= m_heartbeat) {
        write(protocol::toFrame(protocol::Heartbeat{}));
        m_heartbeat = now + protocol::kHeartbeatInterval / 2;
    }
    if (!m_progress.waiting.empty() && now >= m_progress.next) {
        write(protocol::toFrame(m_progress.waiting.front()));
        m_progress.waiting.pop_front();
        m_progress.next = now + kProgressPause;
    }
    if (!m_previews.waiting.empty() && now >= m_previews.next) {
        write(protocol::toFrame(m_previews.waiting.front()));
        m_previews.waiting.pop_front();
        m_previews.next = now + kPreviewPause;
    }
}

Outbox::Clock::time_point Outbox::nextDue() const
{
    Clock::time_point due = m_heartbeat;
    if (!m_progress.waiting.empty()) {
        due = std::min(due, m_progress.next);
    }
    return m_previews.waiting.empty() ? due : std::min(due, m_previews.next);
}

void Outbox::write(const protocol::Frame& frame)
{
    // A client that is gone closes our input too: the service ends there.
    (void)m_channel.write(frame);
}

} // namespace gesso::inference
