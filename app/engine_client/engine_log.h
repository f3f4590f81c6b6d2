// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <filesystem>
#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace gesso {

/// Writes what becomes of the engine and its jobs into a file that people can send with a report, and passes everything
/// on: when engines start, end and why, each job's request, device, times or error, and what engines print. Prompts
/// stand in it, pictures do not. Five files of 1 MiB are kept; where the file cannot be written nothing is logged, and
/// nothing else is changed.
class EngineLog final : public GenerationListener {
public:
    /// `next` must outlive the log. `file` is the newest of the files; its folder is made.
    EngineLog(GenerationListener& next, const std::filesystem::path& file);
    ~EngineLog() override;

    /// A job as it comes to the service. Any thread; it writes, so not the window's.
    void submitted(JobId job, const GenerationRequest& request, const ExecutionOptions& options);
    /// A line that the engine printed. Any thread.
    void printed(std::string_view line);

    void engineReady(const std::vector<DeviceInfo>& devices) override;
    void devicesChanged(const std::vector<DeviceInfo>& devices) override;
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
    void tokensCounted(std::uint64_t inquiry, const std::optional<TokenCount>& count) override;

private:
    GenerationListener& m_next;
    std::shared_ptr<spdlog::logger> m_logger;
};

} // namespace gesso
