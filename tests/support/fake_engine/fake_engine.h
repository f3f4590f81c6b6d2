// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/channel.h"
#include "core/protocol/messages.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

namespace gesso::fake {

/// Speaks the engine's side of the protocol on stdin and stdout. Pictures depend on the seed alone; of a text each byte
/// is a token. What it does wrong is named by the first word of its command line:
///
///     serve            nothing is wrong
///     slow             a step takes 50 ms, and there are 2000 of them
///     die              ends itself in every job, with exit status 7 and a line on stderr
///     die-once FILE    is killed by a signal in the first job of all, which FILE remembers
///     die-young FILE   is killed by a signal before it is ready, once, which FILE remembers
///     die-midway FILE  is killed by a signal when it has sent a job's first picture, once, which FILE remembers
///     die-whole FILE   as die-midway, when it has sent all its pictures
///     die-each FILE    as die-midway, again and again, until the pictures are made
///     first-then-slow  sends a job's first picture at once; for the others it is slow
///     first-then-fail  sends a job's first picture, then fails
///     first-then-die   sends a job's first picture, then ends itself, each time
///     deaf-to-cancel   does not stop a job, which takes as long as with "slow"
///     sick FILE        ends itself in the first job of all, which FILE remembers, because its device is lost
///     die-at-start     says on stderr why, and ends with exit status 3
///     hang             says nothing any more from the first job on
///     hang-at-start    says nothing at all
///     garbage          prints a login banner before anything else
///     garbage-in-job   prints text into the protocol in a job
///     wrong-protocol   speaks another version of the protocol
///     wrong-program    is of another version of Gesso
///     late             speaks of jobs that have ended, and of jobs that were never there
///     no-pictures      finishes without its pictures
///     wrong-seed       sends pictures of other seeds
///     fail CODE        fails each job with the ErrorCode of this number
///     deaf             does not end when its input ends, nor on SIGTERM
///     devices          tells the free memory with each heartbeat: 1000 bytes, then 2000 ...
///     no-tokenizer     cannot tell how many tokens a text has
///     die-on-count     ends itself when it is asked for tokens
///     long-cut         cuts each text behind its end
///     log FILE         writes each request that it gets to FILE, as one line of JSON
class FakeEngine final {
public:
    FakeEngine(std::string behaviour, std::string argument);

    /// Serves until its input ends; the exit status.
    int serve();

private:
    [[nodiscard]] bool is(const char* behaviour) const { return m_behaviour == behaviour; }
    template <typename Message> void say(const Message& message);
    void greet();
    void misbehaveAtStart();
    void misbehaveInJob();
    void start(protocol::Submit submit);
    void count(const protocol::CountTokens& inquiry);
    void runJob(const protocol::Submit& submit, const std::stop_token& stop);
    void finish(const protocol::Submit& submit);
    void sendPictures(const protocol::Submit& submit);
    void sendPicture(const protocol::Submit& submit, int index);
    /// Whether the argument's file was not there; it is now.
    [[nodiscard]] bool isFirstTime() const;
    void beat(const std::stop_token& stop);

    const std::string m_behaviour;
    const std::string m_argument;
    protocol::FrameChannel m_channel;
    std::atomic<bool> m_silent = false;
    bool m_sentFirst = false; ///< with first-then-...
    std::jthread m_heart;
    std::jthread m_job; ///< one at a time, in the order of their coming
};

/// The picture that the fake engine makes of a seed: 8 bits. It sends each level's own one of 16.
[[nodiscard]] Image pictureOf(std::uint64_t seed, int width, int height);

} // namespace gesso::fake
