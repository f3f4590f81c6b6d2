// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_order.h"

#include <string>
#include <string_view>

namespace gesso {

/// UTF-16 without a byte order mark. Bytes of `text` that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string utf16FromUtf8(std::string_view text, ByteOrder order);

/// The UTF-8 form of UTF-16 bytes. Lone surrogates become U+FFFD; an odd last byte is left out.
[[nodiscard]] std::string utf8FromUtf16(std::string_view bytes, ByteOrder order);

} // namespace gesso
