// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_order.h"

#include <string>
#include <string_view>

namespace gesso {

/// The UTF-8 text of a UserComment's value (CIPA DC-008, 4.6.5), however its writer took the standard: with a character
/// code of eight bytes or none, UTF-16 in either order, UTF-8 where UTF-16 is announced, with a byte order mark or not,
/// filled up with zeros. `blockOrder` is that of the EXIF around it.
[[nodiscard]] std::string commentText(std::string_view value, ByteOrder blockOrder);

/// Bytes as UTF-8 where they are that, else as Latin-1; without byte order mark, and without zeros at the end.
[[nodiscard]] std::string utf8OrLatin1(std::string_view bytes);

/// UTF-16 in the order that its mark or its characters tell, else in that of `otherwise`.
[[nodiscard]] std::string utf16Text(std::string_view bytes, ByteOrder otherwise);

} // namespace gesso
