// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace gesso::test {

/// Keeps what an engine tells, in its order. May be used from several threads.
class EventLog {
public:
    using Event = protocol::FromEngine;

    void add(Event event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(std::move(event));
        m_added.notify_all();
    }

    /// Waits until an event is told for which `wanted` holds; false after a minute.
    bool waitFor(const std::function<bool(const Event&)>& wanted)
    {
        std::unique_lock lock(m_mutex);
        return m_added.wait_for(lock, std::chrono::minutes(1),
                                [&] { return std::any_of(m_events.begin(), m_events.end(), wanted); });
    }

    /// Waits for an event of one kind that concerns a job.
    template <typename Message> bool waitFor(JobId job)
    {
        return waitFor([job](const Event& event) {
            const auto* const message = std::get_if<Message>(&event);
            return message != nullptr && message->job == job;
        });
    }

    /// All events of one kind that concern a job.
    template <typename Message> std::vector<Message> all(JobId job)
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Message> result;
        for (const Event& event : m_events) {
            const auto* const message = std::get_if<Message>(&event);
            if (message != nullptr && message->job == job) {
                result.push_back(*message);
            }
        }
        return result;
    }

    /// How many events end this job: exactly one is right.
    std::size_t ends(JobId job)
    {
        return all<protocol::Finished>(job).size() + all<protocol::Failed>(job).size() +
               all<protocol::Cancelled>(job).size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_added;
    std::vector<Event> m_events; ///< guarded by m_mutex
};

} // namespace gesso::test
