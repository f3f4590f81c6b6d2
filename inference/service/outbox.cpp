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
template <typename Message> void keepLatest(std::deque<Message>& waiting, Message message)
{
    const auto same = std::ranges::find_if(waiting, [&](const Message& other) { return concernSame(other, message); });
    if (same == waiting.end()) {
        waiting.push_back(std::move(message));
    } else {
        *same = std::move(message);
    }
}

/// What a message holds of a finished picture.
std::size_t pictureBytes(const protocol::FromEngine& event)
{
    const auto* const made = std::get_if<protocol::PictureMade>(&event);
    return made == nullptr ? 0 : made->image.picture->byteCount() + made->image.latents.size() * sizeof(float);
}

template <typename Message> constexpr bool kEndsJob = std::is_same_v<Message, protocol::Finished> ||
                                                      std::is_same_v<Message, protocol::Failed> ||
                                                      std::is_same_v<Message, protocol::Cancelled>;

} // namespace

Outbox::Outbox(protocol::FrameChannel& channel)
    : m_channel(channel), m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

void Outbox::send(protocol::FromEngine event)
{
    std::unique_lock lock(m_mutex);
    std::visit(
        [&]<typename Message>(Message& message) {
            if constexpr (std::is_same_v<Message, protocol::Progress>) {
                keepLatest(m_progress.waiting, std::move(message));
            } else if constexpr (std::is_same_v<Message, protocol::Preview>) {
                keepLatest(m_previews.waiting, std::move(message));
            } else {
                if constexpr (kEndsJob<Message>) {
                    forget(message.job);
                } else if constexpr (std::is_same_v<Message, protocol::PictureMade>) {
                    std::erase_if(m_previews.waiting, [&](const protocol::Preview& preview) {
                        return preview.job == message.job && preview.index == message.image.index;
                    });
                }
                addAtOnce(lock, std::move(message));
            }
        },
        event);
    m_changed.notify_one();
}

void Outbox::addAtOnce(std::unique_lock<std::mutex>& lock, protocol::FromEngine event)
{
    const std::size_t bytes = pictureBytes(event);
    m_room.wait(lock, [&] { return bytes == 0 || m_pictureBytes == 0 || m_pictureBytes + bytes <= kMostPictureBytes; });
    m_pictureBytes += bytes;
    m_atOnce.push_back(std::move(event));
}

void Outbox::forget(JobId job)
{
    std::erase_if(m_progress.waiting, [job](const protocol::Progress& message) { return message.job == job; });
    std::erase_if(m_previews.waiting, [job](const protocol::Preview& message) { return message.job == job; });
}

void Outbox::run(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (const std::optional<protocol::FromEngine> event = takeDue(Clock::now())) {
            lock.unlock();
            write(*event);
            lock.lock();
            m_pictureBytes -= pictureBytes(*event);
            m_room.notify_all();
        } else if (stop.stop_requested()) {
            return;
        } else {
            const Clock::time_point due = nextDue();
            m_changed.wait_until(lock, stop, due, [&] { return !m_atOnce.empty() || nextDue() < due; });
        }
    }
}

std::optional<protocol::FromEngine> Outbox::takeDue(Clock::time_point now)
{
    const auto takeFirst = [](auto& waiting) {
        protocol::FromEngine first = std::move(waiting.front());
        waiting.pop_front();
        return first;
    };
    if (!m_atOnce.empty()) {
        return takeFirst(m_atOnce);
    }
    if (now >= m_heartbeat) {
        m_heartbeat = now + protocol::kHeartbeatInterval / 2;
        return protocol::Heartbeat{};
    }
    if (!m_progress.waiting.empty() && now >= m_progress.next) {
        m_progress.next = now + kProgressPause;
        return takeFirst(m_progress.waiting);
    }
    if (!m_previews.waiting.empty() && now >= m_previews.next) {
        m_previews.next = now + kPreviewPause;
        return takeFirst(m_previews.waiting);
    }
    return std::nullopt;
}

Outbox::Clock::time_point Outbox::nextDue() const
{
    Clock::time_point due = m_heartbeat;
    if (!m_progress.waiting.empty()) {
        due = std::min(due, m_progress.next);
    }
    return m_previews.waiting.empty() ? due : std::min(due, m_previews.next);
}

void Outbox::write(const protocol::FromEngine& event)
{
    // A client that is gone closes our input too: the service ends there.
    (void)m_channel.write(std::visit([](const auto& message) { return protocol::toFrame(message); }, event));
}

} // namespace gesso::inference
