// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/file.h"
#include "core/base/result.h"
#include "core/generation/generation_service.h"

#include <mutex>
#include <optional>
#include <vector>

namespace gesso::cli {

/// Hears of one job on the service's thread and hands it over to the thread that waits for it.
class JobWatch final : public GenerationListener {
public:
    JobWatch();

    /// What is new since the last take(). Of several progresses only the latest is kept.
    struct News {
        std::optional<JobProgress> progress;
        std::vector<JobImage> pictures;    ///< finished ones, in the order of their coming
        std::optional<bool> silent;        ///< the engine says nothing, or speaks again
        std::optional<Error> restartCause; ///< the engine was lost and is being started again
        std::vector<std::string> notices;  ///< what the user should know of a job that goes on
        std::optional<Result<JobResult>> outcome;
    };

    /// Readable when there are news.
    [[nodiscard]] int descriptor() const noexcept { return m_wakeUp.get(); }
    [[nodiscard]] News take();

    void engineReady(const std::vector<DeviceInfo>& devices) override;
    void engineSilent(bool silent) override;
    void engineLost(const Error& error, bool restarting) override;
    void started(JobId job, const std::string& device) override;
    void progressed(JobId job, const JobProgress& progress) override;
    void previewed(JobId job, int index, const Image& preview) override;
    void pictureReady(JobId job, const JobImage& image) override;
    void noticed(JobId job, const std::string& notice) override;
    void finished(JobId job, JobResult result) override;
    void failed(JobId job, const Error& error) override;
    void cancelled(JobId job) override;

private:
    /// Changes the news under the lock and wakes the waiting thread.
    template <typename Change> void note(Change&& change);

    const UniqueFd m_wakeUp; ///< an eventfd
    std::mutex m_mutex;
    News m_news; ///< guarded by m_mutex
};

} // namespace gesso::cli
