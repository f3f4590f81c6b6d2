// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/last_line.h"

#include <utility>

namespace gesso {

void LastLine::feed(std::span<const std::byte> bytes)
{
    for (const std::byte byte : bytes) {
        const auto character = static_cast<char>(byte);
        if (character == '\n' || character == '\r') {
            if (!m_current.empty()) {
                m_last = std::exchange(m_current, {});
                if (m_each) {
                    m_each(m_last);
                }
            }
        } else if (static_cast<unsigned char>(character) >= ' ' && character != '\x7f' &&
                   !(character == ' ' && m_current.empty()) && m_current.size() < kMaxBytes) {
            m_current += character;
        }
    }
}

} // namespace gesso
