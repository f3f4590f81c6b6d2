// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/generation/inputs.h"
#include "core/generation/request.h"
#include "core/image/image.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gesso {

/// Number that the submitter gives a job; never used twice in a service's life.
using JobId = std::uint64_t;

/// Seconds spent in each stage of a job; what the command line's JSON and the bench report.
struct StageTimings {
    double load = 0., text = 0., denoise = 0., decode = 0., total = 0.;
};

/// A device that the engine can use.
struct DeviceInfo {
    std::string id;   ///< "cpu:0", "cuda:1"
    std::string name; ///< "AMD EPYC, 2 threads", "NVIDIA H100 80GB HBM3"
    std::uint64_t memoryBytes = 0;
    std::uint64_t freeBytes = 0;
    std::string note{}; ///< what the user should know of it: what is wrong with it, or why only the CPU is used

    friend bool operator==(const DeviceInfo&, const DeviceInfo&) = default;
};

/// Where a job stands. `stage` is one of "load", "text", "denoise", "decode".
struct JobProgress {
    std::string stage;
    int image = 0; ///< index of the image in the request, 0-based
    int step = 0;  ///< steps finished of this stage
    int of = 0;    ///< steps of this stage; 0 when not known
};

/// What a picture was made with.
struct MadeWith {
    std::string modelName, modelHash;
    std::string device, precision;

    friend bool operator==(const MadeWith&, const MadeWith&) = default;
};

struct JobImage {
    Picture picture; ///< RGB, 16 bits; of the request's resultSize()
    std::uint64_t seed = 0;
    int index = 0;              ///< place in the request, 0-based
    std::vector<float> latents; ///< [4, h/8, w/8] when asked for, else empty
    MadeWith madeWith{};        ///< so that it can be saved before its job ends
};

/// What is to be told of a job that has ended well; its pictures have gone before.
struct JobResult {
    StageTimings timings;
    std::string modelName, modelHash;
    std::string device, precision;
    std::string deviceNote{};           ///< why it was made on the CPU, where the choice was left to the engine
    std::vector<std::string> notices{}; ///< what `noticed` told, in that order, each once
};

/// How much of a model's prompt a text takes.
///
/// In the plain syntax the model reads one chunk of tokens. In the weighted one it reads as many chunks as the text
/// needs, so that nothing falls off: `tokens` is the place of the last one, brackets and tags not counted, what a chunk
/// leaves empty at a comma or at BREAK counted; of prompts that change with the steps or are joined by AND it is the
/// longest.
struct TokenCount {
    int tokens = 0;                        ///< of the whole text, without the start and the end tokens
    int limit = 75;                        ///< that the model reads; what is beyond them falls off
    std::size_t cutAt = std::string::npos; ///< byte of the text where what falls off begins; npos when nothing does

    friend bool operator==(const TokenCount&, const TokenCount&) = default;
};

/// Receives what becomes of jobs. Called from the service's own thread, in order; each job ends in exactly one of
/// finished, failed or cancelled.
class GenerationListener {
public:
    virtual ~GenerationListener() = default;
    virtual void engineReady(const std::vector<DeviceInfo>& devices) = 0;
    /// The devices as they are now: their free memory has changed.
    virtual void devicesChanged(const std::vector<DeviceInfo>& /*devices*/) {}
    /// The engine has said nothing for some seconds (true), though it should speak every second, or speaks again
    /// (false). One that stays silent is ended, and lost.
    virtual void engineSilent(bool /*silent*/) {}
    /// The engine is gone (its cause in `error`); `restarting` says whether a new one is being started. Otherwise the
    /// next job, or restart(), starts one.
    virtual void engineLost(const Error& error, bool restarting) = 0;
    virtual void started(JobId job, const std::string& device) = 0;
    virtual void progressed(JobId job, const JobProgress& progress) = 0;
    virtual void previewed(JobId job, int index, const Image& preview) = 0;
    /// A picture of a job that goes on, as soon as it is made. Each is told once: a job that is run again after the
    /// engine's death makes only the pictures that are missing.
    virtual void pictureReady(JobId job, const JobImage& image) = 0;
    /// Something that the user should know of a job that goes on: a whole sentence, told once for each job.
    virtual void noticed(JobId /*job*/, const std::string& /*notice*/) {}
    virtual void finished(JobId job, JobResult result) = 0;
    virtual void failed(JobId job, const Error& error) = 0;
    virtual void cancelled(JobId job) = 0;
    /// The answer to countTokens(); nothing when it cannot be told: no engine, no such model, or none that says how it
    /// reads texts.
    virtual void tokensCounted(std::uint64_t /*inquiry*/, const std::optional<TokenCount>& /*count*/) {}
};

/// The one door to generation (DESIGN R3): the real one supervises an engine process, tests have a fake.
class GenerationService {
public:
    virtual ~GenerationService() = default;
    /// `inputs` are the pictures that the request begins from; the engine checks that they fit it.
    virtual void submit(JobId job, const GenerationRequest& request, const ExecutionOptions& options,
                        const GenerationInputs& inputs) = 0;
    /// Asks for a job to end early; the listener hears `cancelled`, or `finished` if that came first.
    virtual void cancel(JobId job) = 0;
    /// Asks how many tokens `text` (UTF-8, at most 1 MiB), read by `syntax`, has in the words of the model in the
    /// folder `model`. It is answered once by `tokensCounted`, also while a job runs. The number is the asker's own; of
    /// inquiries that wait, the older ones may be answered with nothing.
    virtual void countTokens(std::uint64_t inquiry, std::string model, std::string text, PromptSyntax syntax) = 0;
    /// Starts the engine now if it does not run, for instance after the user has mended what kept it from starting.
    virtual void restart() = 0;
};

} // namespace gesso
