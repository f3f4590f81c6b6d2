// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/metadata/picture_metadata.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// What the fields of a name stand for.
struct NameValues {
    std::uint64_t index = 1; ///< {index}: counts the pictures of a folder (save_picture.h)
    std::chrono::system_clock::time_point when = std::chrono::system_clock::now(); ///< {date} and {time}, local
    PictureMetadata metadata; ///< {seed} {model} {prompt} {words} {width} {height} {steps}
};

/// How picture files are to be named, without folder and end: text with fields in braces.
///
/// Fields: {index} {seed} {model} {prompt} {words} (the prompt's first few, "a-red-cabin") {width} {height} {steps}
/// {date} (2026-11-23) {time} (18-05-09). A number
/// may be filled up with zeros: {index:05} is 00042. "{{" and "}}" are braces. The default is "{index:05}-{seed}", as
/// designers' other tools name theirs.
class NameTemplate final {
public:
    static constexpr std::string_view kDefault = "{index:05}-{seed}";
    /// What the window names pictures by: it says what is to be seen.
    static constexpr std::string_view kByWords = "{words}-{seed}";

    /// InvalidRequest names an unknown field, an open brace, a zero width that is not 01 to 020, or a slash: the folder
    /// is chosen elsewhere.
    [[nodiscard]] static Result<NameTemplate> parse(std::string_view text);

    /// A file name without its end that is safe on every file system: see safeFileName.
    [[nodiscard]] std::string fill(const NameValues& values) const;

private:
    struct Piece {
        std::string text; ///< literal text, or the name of a field
        bool isField = false;
        int zeroWidth = 0;
    };

    static Result<Piece> parseField(std::string_view text);

    std::vector<Piece> m_pieces;
};

/// `text` as a file name without its end, whatever it holds: in Unicode's form NFC; white space as one space; control
/// and format characters left out; / \ : * ? " < > | as "_"; no dot or space at either end, no name that Windows
/// reserves; at most 200 bytes, without cutting a character; "picture" when nothing is left. Never a path.
[[nodiscard]] std::string safeFileName(std::string_view text);

} // namespace gesso
