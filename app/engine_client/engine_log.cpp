// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_log.h"

#include "core/base/folders.h"
#include "core/generation/request_json.h"

#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

namespace gesso {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kOlderFiles = 4;
constexpr std::size_t kLongestLine = 4096;

std::shared_ptr<spdlog::sinks::sink> sinkFor(const std::filesystem::path& file)
{
    try {
        if (makePrivateFolder(file.parent_path())) {
            return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), kMostBytes, kOlderFiles);
        }
    } catch (const spdlog::spdlog_ex&) { // a log that cannot be written keeps nobody from working
    }
    return std::make_shared<spdlog::sinks::null_sink_mt>();
}

std::string dumped(const nlohmann::json& json)
{
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).substr(0, kLongestLine);
}

} // namespace

EngineLog::EngineLog(GenerationListener& next, const std::filesystem::path& file)
    : m_next(next), m_logger(std::make_shared<spdlog::logger>("gesso", sinkFor(file)))
{
    m_logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %P %l %v");
    m_logger->set_error_handler([](const std::string&) {}); // a full disk is told where pictures are saved
    m_logger->flush_on(spdlog::level::info);
    m_logger->info("Gesso {} started", GESSO_VERSION);
}

EngineLog::~EngineLog() = default;

void EngineLog::submitted(JobId job, const GenerationRequest& request, const ExecutionOptions& options)
{
    m_logger->info("job {} submitted: {} {}", job, dumped(toJson(request)), dumped(toJson(options)));
}

void EngineLog::printed(std::string_view line)
{
    m_logger->info("engine prints: {}", line.substr(0, kLongestLine));
}

void EngineLog::engineReady(const std::vector<DeviceInfo>& devices)
{
    std::string names;
    for (const DeviceInfo& device : devices) {
        names += (names.empty() ? "" : "; ") + device.id + " " + device.name;
    }
    m_logger->info("engine ready: {}", names);
    m_next.engineReady(devices);
}

void EngineLog::devicesChanged(const std::vector<DeviceInfo>& devices)
{
    m_next.devicesChanged(devices);
}

void EngineLog::engineSilent(bool silent)
{
    m_logger->warn(silent ? "engine silent" : "engine speaks again");
    m_next.engineSilent(silent);
}

void EngineLog::engineLost(const Error& error, bool restarting)
{
    m_logger->error("engine lost ({}), {}: {}", name(error.code), restarting ? "started again" : "not started again",
                    error.message);
    m_next.engineLost(error, restarting);
}

void EngineLog::started(JobId job, const std::string& device)
{
    m_logger->info("job {} started on {}", job, device);
    m_next.started(job, device);
}

void EngineLog::progressed(JobId job, const JobProgress& progress)
{
    m_next.progressed(job, progress);
}

void EngineLog::previewed(JobId job, int index, const Image& preview)
{
    m_next.previewed(job, index, preview);
}

void EngineLog::pictureReady(JobId job, const JobImage& image)
{
    m_logger->info("job {} picture {} ready, seed {}", job, image.index, image.seed);
    m_next.pictureReady(job, image);
}

void EngineLog::noticed(JobId job, const std::string& notice)
{
    m_logger->warn("job {}: {}", job, notice);
    m_next.noticed(job, notice);
}

void EngineLog::finished(JobId job, JobResult result)
{
    m_logger->info("job {} finished on {} in {}: load {:.2f} s, text {:.2f} s, denoise {:.2f} s, decode {:.2f} s", job,
                   result.device, result.precision, result.timings.load, result.timings.text, result.timings.denoise,
                   result.timings.decode);
    m_next.finished(job, std::move(result));
}

void EngineLog::failed(JobId job, const Error& error)
{
    m_logger->error("job {} failed ({}): {}", job, name(error.code), error.message);
    m_next.failed(job, error);
}

void EngineLog::cancelled(JobId job)
{
    m_logger->info("job {} cancelled", job);
    m_next.cancelled(job);
}

void EngineLog::tokensCounted(std::uint64_t inquiry, const std::optional<TokenCount>& count)
{
    m_next.tokensCounted(inquiry, count);
}

} // namespace gesso
