// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/inquiry_table.h"

#include "core/base/utf8.h"
#include "core/generation/validate.h"

#include <algorithm>

namespace gesso {

void InquiryTable::add(protocol::CountTokens inquiry)
{
    if (inquiry.text.size() > RequestLimits::kMaxPromptBytes ||
        inquiry.model.size() > RequestLimits::kMaxModelPathBytes || invalidUtf8At(inquiry.text) ||
        invalidUtf8At(inquiry.model)) {
        m_listener.tokensCounted(inquiry.inquiry, std::nullopt);
        return;
    }
    if (m_inquiries.size() == kMostWaiting) {
        const std::uint64_t oldest = m_inquiries.front().question.inquiry;
        m_inquiries.pop_front();
        m_listener.tokensCounted(oldest, std::nullopt);
    }
    m_inquiries.push_back({std::move(inquiry), false});
}

std::vector<protocol::CountTokens> InquiryTable::takeUnsent()
{
    std::vector<protocol::CountTokens> unsent;
    for (Inquiry& inquiry : m_inquiries) {
        if (!std::exchange(inquiry.sent, true)) {
            unsent.push_back(inquiry.question);
        }
    }
    return unsent;
}

Result<> InquiryTable::take(const protocol::TokensCounted& answer)
{
    const auto found = std::find_if(m_inquiries.begin(), m_inquiries.end(), [&](const Inquiry& inquiry) {
        return inquiry.sent && inquiry.question.inquiry == answer.inquiry;
    });
    if (found == m_inquiries.end()) {
        return {};
    }
    const std::size_t textBytes = found->question.text.size();
    if (answer.count && answer.count->cutAt != std::string::npos && answer.count->cutAt > textBytes) {
        return fail(ErrorCode::ProtocolViolation, "The engine's answer does not fit the inquiry: it cuts a text of " +
                                                      std::to_string(textBytes) + " bytes at byte " +
                                                      std::to_string(answer.count->cutAt) + ".");
    }
    m_inquiries.erase(found);
    m_listener.tokensCounted(answer.inquiry, answer.count);
    return {};
}

void InquiryTable::dropSent()
{
    for (const Inquiry& inquiry : std::exchange(m_inquiries, {})) {
        if (inquiry.sent) {
            m_listener.tokensCounted(inquiry.question.inquiry, std::nullopt);
        } else {
            m_inquiries.push_back(inquiry);
        }
    }
}

void InquiryTable::dropAll()
{
    for (const Inquiry& inquiry : std::exchange(m_inquiries, {})) {
        m_listener.tokensCounted(inquiry.question.inquiry, std::nullopt);
    }
}

} // namespace gesso
