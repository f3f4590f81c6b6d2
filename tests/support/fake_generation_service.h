// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace gesso {

/// How the fake behaves from now on.
struct FakeBehaviour {
    std::chrono::milliseconds stepTime{0}; ///< of each step
    int holdAtStep = -1;                   ///< a job waits at this step until release(); -1 never
    std::optional<Error> failure;          ///< every job fails with it, half way
    int deaths = 0;                        ///< so often the engine dies half way through a job, and takes it up again
    std::optional<Error> missing;          ///< there is no engine: every job fails with it at once
    bool senseless = false;                ///< adds answers about other jobs and pictures, empty and misshapen ones
    int previewSide = 16;                  ///< pixels of a preview's side
    bool tellsModelLate = false;           ///< what made a picture is said when the job has finished
};

/// A generation service without an engine: it makes coloured pictures on a thread of its own, as it is told to. One job
/// at a time. What the engine would refuse fails. A picture is a gradient that depends on its seed, so that tests can
/// tell pictures apart.
class FakeGenerationService final : public GenerationService {
public:
    FakeGenerationService();
    ~FakeGenerationService() override;

    /// To be called once, before the first job; says at once that the engine is ready unless it is missing.
    void start(GenerationListener& listener,
               std::vector<DeviceInfo> devices = {{"cpu:0", "CPU, 2 cores", 8ULL << 30, 4ULL << 30}});
    void behave(const FakeBehaviour& behaviour);
    void release(); ///< lets a held job go on, and holds no other

    void submit(JobId job, const GenerationRequest& request, const ExecutionOptions& options,
                const GenerationInputs& inputs) override;
    void cancel(JobId job) override;
    void countTokens(std::uint64_t inquiry, std::string model, std::string text, PromptSyntax syntax) override;
    void restart() override;

    [[nodiscard]] std::vector<GenerationRequest> submitted() const; ///< all so far, in order
    [[nodiscard]] std::vector<GenerationInputs> inputs() const;     ///< of those, in the same order

    /// The picture that a seed gives, in 8 bits.
    [[nodiscard]] static Image pictureOf(std::uint64_t seed, int width, int height);
    /// The same as it is sent: in 16 bits, with steps that 8 do not have.
    [[nodiscard]] static Picture finishedOf(std::uint64_t seed, int width, int height);

private:
    struct Job {
        JobId id;
        GenerationRequest request;
        std::optional<Error> refusal; ///< why the engine would not take it
        int made = 0;                 ///< pictures, also before the engine died
    };

    void run(const std::stop_token& stop);
    void runJob(Job& job, const std::stop_token& stop);
    /// Whether the picture was made; false when the job ended in another way.
    bool makePicture(Job& job, int index, const std::stop_token& stop);
    void step(const Job& job, int index, int step);
    /// Waits for a step's time, or for release(); false when the job was cancelled meanwhile.
    bool waitForStep(const Job& job, int step, const std::stop_token& stop);
    bool endsEarly(const Job& job, int step);
    void saySenseless(const Job& job);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_news;
    // Guarded by m_mutex.
    FakeBehaviour m_behaviour;
    std::deque<Job> m_jobs;
    std::vector<GenerationRequest> m_submitted;
    std::vector<GenerationInputs> m_inputs;
    std::set<JobId> m_cancelled;
    std::vector<DeviceInfo> m_devices;

    GenerationListener* m_listener = nullptr;
    std::jthread m_thread; ///< last
};

} // namespace gesso
