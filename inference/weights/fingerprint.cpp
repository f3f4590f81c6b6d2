// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/fingerprint.h"

namespace gesso::inference {

std::string Fingerprint::text() const
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) {
        digits.push_back(kDigits[(m_value >> shift) & 0xF]);
    }
    return digits;
}

} // namespace gesso::inference
