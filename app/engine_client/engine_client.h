// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine_client/engine_link.h"
#include "core/generation/generation_service.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gesso {

class EngineLog;
class Supervisor;

struct EngineClientOptions {
    std::vector<std::string> command; ///< the words that start the engine (engine_command.h)
    LinkLimits limits;
    std::filesystem::path log{}; ///< where to write what becomes of engines and jobs (engine_log.h); empty: nowhere
    int niceness = 0;            ///< how far the engine's process stands back behind this one (0..19)
};

/// Generation by an engine process that it starts, watches over and ends.
///
/// The engine is started at once. If it dies or hangs while it runs a job, it is started again and makes what the job
/// lacks; the second time without a picture in between the job fails with EngineDied or EngineHung. An engine that ends
/// before it is ready is started once more; only then, or where it cannot be executed, do the waiting jobs fail. One
/// that dies without a job is started again at once, twice in a row; then it waits for a job. One that does not stop a
/// cancelled job is ended and started again; the others' jobs go on.
///
/// submit() and cancel() may be called by any thread, also from within the listener, and never wait. The listener is
/// called from one thread of the client's. An id that is still running is not taken a second time.
class EngineClient final : public GenerationService {
public:
    /// The listener must outlive the client.
    EngineClient(EngineClientOptions options, GenerationListener& listener);

    /// Ends the engine, within 2 seconds, and leaves no process behind; neither does a client that is killed. Jobs that
    /// have not ended are dropped without a word. Not to be called from within the listener.
    ~EngineClient() override;

    void submit(JobId job, const GenerationRequest& request, const ExecutionOptions& options,
                const GenerationInputs& inputs) override;
    void cancel(JobId job) override;
    void countTokens(std::uint64_t inquiry, std::string model, std::string text, PromptSyntax syntax) override;
    void restart() override;

private:
    std::unique_ptr<EngineLog> m_log; ///< null without one
    std::unique_ptr<Supervisor> m_supervisor;
};

} // namespace gesso
