// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"
#include "inference/tokenizer/clip_tokenizer.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace gesso::inference {

/// How many tokens the text has in the plain syntax, and where it is cut when it has too many (clip_tokenizer.h): the
/// byte at which the first character begins that is not whole within the model's length, blanks before it passed over.
[[nodiscard]] TokenCount countTokens(const ClipTokenizer& tokenizer, std::string_view text);

/// Answers inquiries about tokens on a thread of its own, so that no job keeps them waiting. Each is answered once;
/// those that wait when it goes are not. It remembers the last models' tokenizers while their files stay as they are.
class TokenCounter {
public:
    /// Of more inquiries than these that wait, the oldest is answered with nothing.
    static constexpr std::size_t kMostWaiting = 16;
    using Answer = std::function<void(protocol::TokensCounted)>;

    /// `answer` is called on the counter's thread and on the caller's of ask().
    explicit TokenCounter(Answer answer);

    void ask(protocol::CountTokens inquiry);

private:
    /// A model's tokenizer, and what its files were when it was read.
    struct Known {
        std::string model, files;
        std::shared_ptr<const ClipTokenizer> tokenizer;
    };

    void run(const std::stop_token& stop);
    [[nodiscard]] protocol::TokensCounted count(const protocol::CountTokens& inquiry);
    /// Throws EngineError where the model has none that can be read.
    [[nodiscard]] std::shared_ptr<const ClipTokenizer> tokenizerOf(const std::string& model);

    const Answer m_answer;
    std::deque<Known> m_known; ///< the latest first; used by the thread alone
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<protocol::CountTokens> m_waiting; ///< guarded by m_mutex
    std::jthread m_thread;                       ///< last
};

} // namespace gesso::inference
