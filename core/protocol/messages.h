// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "core/protocol/frame.h"

#include <chrono>
#include <variant>

namespace gesso::protocol {

// All that the two sides say to each other (docs/architecture.md). The client opens with Hello and waits for Ready;
// then it may Submit at any time. The engine answers each Submit with Accepted, later Started, any number of Progress
// and Preview, Notices of what its user should know, one PictureMade for each finished picture as soon as it is
// decoded, and exactly one of Finished, Failed or Cancelled, and each CountTokens with one TokensCounted, whatever jobs
// run. From its start on it sends a Heartbeat at least every kHeartbeatInterval, whatever its devices do.
inline constexpr std::chrono::milliseconds kHeartbeatInterval{1000};

// To the engine.

/// The first message. The protocol's version stands in every frame; this one is the program's, for messages.
struct Hello {
    std::string version;
    friend bool operator==(const Hello&, const Hello&) = default;
};

/// Asks for a model to be loaded ahead of its first job. A hint without answer: what goes wrong is said by the job.
struct Load {
    std::string model; ///< as GenerationRequest::model
    ExecutionOptions options;
    friend bool operator==(const Load&, const Load&) = default;
};

struct Submit {
    JobId job = 0;
    GenerationRequest request; ///< validated by whoever reads the message
    ExecutionOptions options;
    GenerationInputs inputs; ///< attached: "init" and "mask", where they are there; they fit the request
    std::vector<int> made{}; ///< pictures that need not be made, ascending: an engine that died has sent them
    friend bool operator==(const Submit&, const Submit&) = default;
};

struct Cancel {
    JobId job = 0;
    friend bool operator==(const Cancel&, const Cancel&) = default;
};

/// Asks the engine to end now; the end of its input means the same.
struct Shutdown {
    friend bool operator==(const Shutdown&, const Shutdown&) = default;
};

/// Asks how many tokens a text has, read by this syntax.
struct CountTokens {
    std::uint64_t inquiry = 0; ///< the client's own number, which the answer bears
    std::string model;         ///< as GenerationRequest::model
    std::string text;          ///< UTF-8, at most RequestLimits::kMaxPromptBytes
    PromptSyntax syntax = PromptSyntax::Weighted;
    friend bool operator==(const CountTokens&, const CountTokens&) = default;
};

// From the engine.

struct Ready {
    std::string version; ///< the engine program's
    std::vector<DeviceInfo> devices;
};

struct Accepted {
    JobId job = 0;
    friend bool operator==(const Accepted&, const Accepted&) = default;
};

struct Started {
    JobId job = 0;
    std::string device; ///< "cpu:0"
    friend bool operator==(const Started&, const Started&) = default;
};

struct Progress {
    JobId job = 0;
    JobProgress progress;
};

struct Preview {
    JobId job = 0;
    int index = 0; ///< place of the picture in the request, 0-based
    Image image;
    friend bool operator==(const Preview&, const Preview&) = default;
};

/// One finished picture. Pictures go one by one, so that no frame grows with the number of pictures.
struct PictureMade {
    JobId job = 0;
    JobImage image;
};

/// The job is done and every PictureMade of it was sent.
struct Finished {
    JobId job = 0;
    StageTimings timings;
    std::string modelName, modelHash;
    std::string device, precision;
    std::string deviceNote{}; ///< as JobResult::deviceNote
};

struct Failed {
    JobId job = 0;
    Error error;
    friend bool operator==(const Failed&, const Failed&) = default;
};

struct Cancelled {
    JobId job = 0;
    friend bool operator==(const Cancelled&, const Cancelled&) = default;
};

/// A sign of life. Now and then it tells the devices as Ready does, with the memory that is free now.
struct Heartbeat {
    std::vector<DeviceInfo> devices; ///< empty: not told this time
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

struct TokensCounted {
    std::uint64_t inquiry = 0;
    std::optional<TokenCount> count; ///< nothing when it cannot be told
    friend bool operator==(const TokensCounted&, const TokensCounted&) = default;
};

/// Something that the user should know of a job that goes on all the same: an add-on that was skipped, tensors that
/// were ignored. The same may be said again.
struct Notice {
    JobId job = 0;
    std::string text; ///< a whole sentence
    friend bool operator==(const Notice&, const Notice&) = default;
};

using ToEngine = std::variant<Hello, Load, Submit, Cancel, Shutdown, CountTokens>;
using FromEngine = std::variant<Ready, Accepted, Started, Progress, Preview, PictureMade, Finished, Failed, Cancelled,
                                Heartbeat, TokensCounted, Notice>;

[[nodiscard]] Frame toFrame(const Hello& message);
[[nodiscard]] Frame toFrame(const Load& message);
[[nodiscard]] Frame toFrame(const Submit& message);
[[nodiscard]] Frame toFrame(const Cancel& message);
[[nodiscard]] Frame toFrame(const Shutdown& message);
[[nodiscard]] Frame toFrame(const CountTokens& message);
[[nodiscard]] Frame toFrame(const Ready& message);
[[nodiscard]] Frame toFrame(const Accepted& message);
[[nodiscard]] Frame toFrame(const Started& message);
[[nodiscard]] Frame toFrame(const Progress& message);
[[nodiscard]] Frame toFrame(const Preview& message);
[[nodiscard]] Frame toFrame(const PictureMade& message);
[[nodiscard]] Frame toFrame(const Finished& message);
[[nodiscard]] Frame toFrame(const Failed& message);
[[nodiscard]] Frame toFrame(const Cancelled& message);
[[nodiscard]] Frame toFrame(const Heartbeat& message);
[[nodiscard]] Frame toFrame(const TokensCounted& message);
[[nodiscard]] Frame toFrame(const Notice& message);

/// Reads a message for the engine. The frame is not trusted: members, types, bounds and attachments are checked.
/// Errors: ProtocolViolation; for a Submit or Load whose request is at fault, what requestFromJson says of it.
[[nodiscard]] Result<ToEngine> toEngineFromFrame(const Frame& frame);

/// Reads a message from the engine, as strictly.
[[nodiscard]] Result<FromEngine> fromEngineFromFrame(const Frame& frame);

/// The job that a frame for the engine is about; nothing when it names none. It lets the engine answer a Submit whose
/// request it must refuse with Failed.
[[nodiscard]] std::optional<JobId> jobOf(const Frame& frame);

} // namespace gesso::protocol
