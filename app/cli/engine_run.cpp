// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/engine_run.h"

#include "app/cli/job_watch.h"
#include "app/cli/progress_line.h"
#include "app/engine_client/engine_client.h"

#include <array>
#include <cstdio>
#include <poll.h>

namespace gesso::cli {
namespace {

constexpr JobId kJob = 1;
/// After a signal the engine gets this long to stop by itself before it is ended.
constexpr std::chrono::milliseconds kCancelPatience{1000};

/// Waits for news or a signal; with a limit when it is not negative.
void waitForNews(const JobWatch& watch, int signalDescriptor, int limitMs)
{
    std::array<pollfd, 2> awaited{pollfd{watch.descriptor(), POLLIN, 0}, pollfd{signalDescriptor, POLLIN, 0}};
    ::poll(awaited.data(), awaited.size(), limitMs);
}

/// Asks the job to stop, and waits a moment for it.
Error stopJob(EngineClient& client, JobWatch& watch)
{
    client.cancel(kJob);
    const auto deadline = std::chrono::steady_clock::now() + kCancelPatience;
    while (!watch.take().outcome && std::chrono::steady_clock::now() < deadline) {
        constexpr int kStepMs = 50;
        waitForNews(watch, -1, kStepMs);
    }
    return {ErrorCode::Cancelled, "Interrupted: no picture was saved."};
}

} // namespace

Result<JobResult> runOnEngine(const std::vector<std::string>& engine, const GenerationRequest& request,
                              const ExecutionOptions& execution, const GenerationInputs& inputs, const Signals& signals,
                              bool showProgress)
{
    JobWatch watch;
    EngineClient client({engine, {}}, watch);
    ProgressDisplay display(request.count, showProgress);
    client.submit(kJob, request, execution, inputs);
    while (true) {
        waitForNews(watch, signals.descriptor(), -1);
        if (signals.interrupted()) {
            return tl::unexpected<Error>(stopJob(client, watch));
        }
        JobWatch::News news = watch.take();
        if (news.restartCause && showProgress) {
            display.clear();
            std::fprintf(stderr, "gesso-cli: %s It is started once more.\n", news.restartCause->message.c_str());
        }
        if (news.outcome) {
            return std::move(*news.outcome);
        }
        if (news.progress) {
            display.show(*news.progress);
        }
    }
}

} // namespace gesso::cli
