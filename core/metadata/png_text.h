// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/text_entry.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// The text of a PNG (W3C PNG 1.2, 11.3.4): its tEXt, zTXt and iTXt chunks, in order, as UTF-8. The file may come from
/// a stranger: lengths and CRCs are checked, and no more than kMaxTextBytes is allocated for all texts together. A
/// chunk that is damaged is left out; FileDamaged names what is wrong where chunks cannot be told apart any more, or
/// where neither our nor A1111's text could be read for it.
[[nodiscard]] Result<std::vector<TextEntry>> readPngText(std::span<const std::byte> png);

/// `png` with one chunk for each entry before its pixels, instead of all text chunks that it had. Never compressed,
/// since some readers do not inflate: tEXt when the text is Latin-1, else iTXt. A key is a PNG keyword: 1 to 79
/// printable Latin-1 characters. FileDamaged when `png` is not a whole PNG; InvalidRequest for a zero byte in a text
/// or a bad key.
[[nodiscard]] Result<std::string> withPngText(std::string_view png, std::span<const TextEntry> entries);

} // namespace gesso
