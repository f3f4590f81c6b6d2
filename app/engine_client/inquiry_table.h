// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/protocol/messages.h"

#include <deque>
#include <vector>

namespace gesso {

/// The inquiries about tokens that have not been answered. Each is answered once. Used by one thread.
class InquiryTable final {
public:
    /// More than these are never kept: the oldest is then answered with nothing.
    static constexpr std::size_t kMostWaiting = 16;

    /// The listener must outlive the table.
    explicit InquiryTable(GenerationListener& listener) : m_listener(listener) {}

    [[nodiscard]] bool empty() const noexcept { return m_inquiries.empty(); }

    /// Notes an inquiry; one that cannot be sent (longer than 1 MiB, not UTF-8) is answered with nothing at once.
    void add(protocol::CountTokens inquiry);

    /// The inquiries that the running engine has not been told of, which are now taken as told.
    [[nodiscard]] std::vector<protocol::CountTokens> takeUnsent();

    /// Passes an answer on. One to an unknown inquiry is dropped. Errors: ProtocolViolation when it does not fit.
    [[nodiscard]] Result<> take(const protocol::TokensCounted& answer);

    /// No engine will answer: all are answered with nothing.
    void dropAll();
    /// The engine that was to answer is gone: those that it was told of, of which it may have died, are answered so.
    void dropSent();

private:
    struct Inquiry {
        protocol::CountTokens question;
        bool sent = false;
    };

    GenerationListener& m_listener;
    std::deque<Inquiry> m_inquiries;
};

} // namespace gesso
