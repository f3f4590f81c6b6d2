// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/engine_run.h"

#include "app/cli/job_watch.h"
#include "app/cli/progress_line.h"
#include "app/cli/report.h"
#include "app/engine_client/engine_client.h"
#include "core/base/folders.h"

#include <array>
#include <chrono>
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

/// One job on its way through the engine.
class EngineRun final {
public:
    EngineRun(const std::vector<std::string>& engine, int count, const Signals& signals, bool showProgress,
              const TakePicture& take)
        : m_take(take), m_signals(signals), m_talks(showProgress),
          m_client({engine, {}, logFile("gesso-cli")}, m_watch), m_display(count, showProgress)
    {
    }

    [[nodiscard]] EngineClient& client() { return m_client; }

    /// Waits for the job's end.
    [[nodiscard]] Result<JobResult> wait()
    {
        while (true) {
            waitForNews(m_watch, m_signals.descriptor(), -1);
            if (m_signals.interrupted()) {
                return stop({ErrorCode::Cancelled, "Interrupted"});
            }
            JobWatch::News news = m_watch.take();
            tell(news);
            if (Result<> taken = takePictures(news); !taken) {
                return stop(taken.error());
            }
            if (news.outcome) {
                return std::move(*news.outcome);
            }
            if (news.progress) {
                m_display.show(*news.progress);
            }
        }
    }

private:
    void say(const std::string& line)
    {
        m_display.clear();
        printError(line);
    }

    void tell(const JobWatch::News& news)
    {
        for (const std::string& notice : news.notices) {
            say("Note: " + notice);
        }
        if (!m_talks) {
            return;
        }
        if (news.restartCause) {
            say(news.restartCause->message + " It is started once more.");
        }
        if (news.silent) {
            say(*news.silent ? "The engine does not answer. If it stays silent it is started again."
                             : "The engine answers again.");
        }
    }

    Result<> takePictures(const JobWatch::News& news)
    {
        for (const JobImage& picture : news.pictures) {
            m_display.clear(); // the picture's name may be printed
            if (Result<> taken = m_take(picture); !taken) {
                return taken;
            }
        }
        return {};
    }

    /// Asks the job to stop, waits a moment for it, and takes what is finished meanwhile.
    [[nodiscard]] tl::unexpected<Error> stop(const Error& cause)
    {
        m_client.cancel(kJob);
        const auto deadline = std::chrono::steady_clock::now() + kCancelPatience;
        for (bool ended = false; !ended;) {
            const JobWatch::News news = m_watch.take();
            const bool goesOn = cause.code == ErrorCode::Cancelled && takePictures(news).has_value();
            ended = news.outcome || !goesOn || std::chrono::steady_clock::now() >= deadline;
            if (!ended) {
                constexpr int kStepMs = 50;
                waitForNews(m_watch, -1, kStepMs);
            }
        }
        return tl::unexpected<Error>(cause);
    }

    const TakePicture& m_take;
    const Signals& m_signals;
    const bool m_talks;
    JobWatch m_watch;
    EngineClient m_client;
    ProgressDisplay m_display;
};

} // namespace

Result<JobResult> runOnEngine(const std::vector<std::string>& engine, const GenerationRequest& request,
                              const ExecutionOptions& execution, const GenerationInputs& inputs, const Signals& signals,
                              bool showProgress, const TakePicture& take)
{
    EngineRun run(engine, request.count, signals, showProgress, take);
    run.client().submit(kJob, request, execution, inputs);
    return run.wait();
}

} // namespace gesso::cli
