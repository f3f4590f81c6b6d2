// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job_queue.h"

namespace gesso::test {

/// A queue whose service takes jobs and says nothing, for what needs one and looks at something else.
struct IdleQueue final : private GenerationService, private JobQueueListener {
    JobQueue queue{*this, *this};

private:
    void submit(JobId, const GenerationRequest&, const ExecutionOptions&, const GenerationInputs&) override {}
    void cancel(JobId) override {}
    void countTokens(std::uint64_t, std::string, std::string, PromptSyntax) override {}
    void restart() override {}

    void jobAdded(JobId) override {}
    void jobChanged(JobId) override {}
    void jobRemoved(JobId) override {}
    void jobsReordered() override {}
    void queuePaused(bool) override {}
    void jobSubmitted(JobId) override {}
    void jobFailed(JobId, const Error&) override {}
    void jobCancelled(JobId) override {}
    void jobHeldBack(JobId, const Error&) override {}
};

} // namespace gesso::test
