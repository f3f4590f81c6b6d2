// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gesso::inference {

/// A text as CLIP's byte-pair encoding takes it, cut into words (each UTF-8).
///
/// What transformers 4.57 makes of it in the slow CLIPTokenizer without ftfy, which is what diffusers uses: control,
/// format, private-use and unassigned characters are dropped, every white space is one space, CJK ideographs stand
/// alone, the rest is composed (NFC) and lower-cased; then the words are what this expression finds, without regard to
/// case: <|startoftext|> | <|endoftext|> | 's 't 're 've 'm 'll 'd | letters | one number | what is neither.
/// Bytes that are not UTF-8 are dropped. Takes time in proportion to the text, whatever it holds.
[[nodiscard]] std::vector<std::string> clipWords(std::string_view utf8);

} // namespace gesso::inference
