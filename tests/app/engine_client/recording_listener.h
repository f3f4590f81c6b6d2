// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace gesso {

/// Writes down what it hears, as one line each, and lets a test wait for a line.
class RecordingListener final : public GenerationListener {
public:
    void engineReady(const std::vector<DeviceInfo>& devices) override
    {
        note("ready " + std::to_string(devices.size()));
    }
    void engineLost(const Error& error, bool restarting) override
    {
        note(std::string("lost ") + std::string(name(error.code)) + (restarting ? " restarting" : ""));
        const std::lock_guard lock(m_mutex);
        m_lostMessage = error.message;
    }
    void engineSilent(bool silent) override { note(silent ? "silent" : "speaking"); }
    void started(JobId job, const std::string& device) override
    {
        note("started " + std::to_string(job) + " " + device);
    }
    void progressed(JobId job, const JobProgress& progress) override
    {
        note("progress " + std::to_string(job) + " " + progress.stage + " " + std::to_string(progress.step));
    }
    void previewed(JobId job, int index, const Image&) override
    {
        note("preview " + std::to_string(job) + " " + std::to_string(index));
    }
    void pictureReady(JobId job, const JobImage& image) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_images.push_back(image);
        }
        note("picture " + std::to_string(job) + " " + std::to_string(image.index));
    }
    void devicesChanged(const std::vector<DeviceInfo>& devices) override
    {
        note("devices " + std::to_string(devices.front().freeBytes));
    }
    /// "tokens 7: 3/75", with "@12" where it is cut; "tokens 7: ?" where it cannot be told.
    void tokensCounted(std::uint64_t inquiry, const std::optional<TokenCount>& count) override
    {
        std::string line = "tokens " + std::to_string(inquiry) + ": ";
        line += count ? std::to_string(count->tokens) + "/" + std::to_string(count->limit) : "?";
        line += count && count->cutAt != std::string::npos ? "@" + std::to_string(count->cutAt) : "";
        note(std::move(line));
    }
    void noticed(JobId job, const std::string& notice) override
    {
        note("notice " + std::to_string(job) + " " + notice);
    }
    void finished(JobId job, JobResult result) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_result = std::move(result);
        }
        note("finished " + std::to_string(job));
    }
    void failed(JobId job, const Error& error) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_error = error;
        }
        note("failed " + std::to_string(job) + " " + std::string(name(error.code)));
    }
    void cancelled(JobId job) override { note("cancelled " + std::to_string(job)); }

    /// Waits until a line was noted `times` times; false when it takes longer than ten seconds.
    [[nodiscard]] bool waitFor(const std::string& line, int times = 1)
    {
        std::unique_lock lock(m_mutex);
        return m_news.wait_for(lock, std::chrono::seconds(10), [&] { return countLocked(line) >= times; });
    }
    [[nodiscard]] int count(const std::string& line)
    {
        const std::lock_guard lock(m_mutex);
        return countLocked(line);
    }
    [[nodiscard]] std::vector<std::string> lines()
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    [[nodiscard]] JobResult result()
    {
        const std::lock_guard lock(m_mutex);
        return m_result;
    }
    /// The pictures that came, in the order of their index.
    [[nodiscard]] std::vector<JobImage> images()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<JobImage> images = m_images;
        std::ranges::sort(images, {}, &JobImage::index);
        return images;
    }
    [[nodiscard]] Error error()
    {
        const std::lock_guard lock(m_mutex);
        return m_error;
    }
    [[nodiscard]] std::string lostMessage()
    {
        const std::lock_guard lock(m_mutex);
        return m_lostMessage;
    }

private:
    [[nodiscard]] int countLocked(const std::string& line) const
    {
        int found = 0;
        for (const std::string& noted : m_lines) {
            found += noted == line ? 1 : 0;
        }
        return found;
    }
    void note(std::string line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(std::move(line));
        m_news.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_news;
    std::vector<std::string> m_lines;
    std::vector<JobImage> m_images;
    JobResult m_result;
    Error m_error;
    std::string m_lostMessage;
};

} // namespace gesso
