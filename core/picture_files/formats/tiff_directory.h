// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_order.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// One entry of a TIFF directory (TIFF 6.0, section 2), its value taken out of the file.
struct TiffEntry {
    enum Type : std::uint16_t { Byte = 1, Ascii = 2, Short = 3, Long = 4, Undefined = 7, Long8 = 16 };

    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::string_view
        inlineValue;        ///< the entry's last four (BigTIFF: eight) bytes as they are: the value, or its offset
    std::string_view value; ///< empty for types that are not known, and for what is damaged
    bool damaged = false;   ///< the value lies outside of the file, or in its header

    /// The number at `index` of a value of unsigned whole numbers; nothing where there is none.
    [[nodiscard]] std::optional<std::uint64_t> number(ByteOrder order, std::uint64_t index = 0) const noexcept;
};

struct TiffDirectory {
    std::vector<TiffEntry> entries;
    std::uint64_t next = 0; ///< offset of the next directory, 0 at the last one

    /// The first entry of that tag: a file of a stranger may have it thousands of times. Null where there is none.
    [[nodiscard]] const TiffEntry* find(std::uint16_t tag) const noexcept;
};

/// The byte order and the first directory's offset, from the bytes that begin a TIFF or EXIF block.
struct TiffHeader {
    static constexpr std::size_t kBytes = 8;
    static constexpr std::size_t kBigBytes = 16;
    ByteOrder order = ByteOrder::BigEndian;
    std::uint64_t directory = 0;
    bool big = false; ///< BigTIFF: offsets of eight bytes
};

/// FileDamaged when it is neither a classic TIFF nor a BigTIFF.
[[nodiscard]] Result<TiffHeader> readTiffHeader(std::string_view tiff);

/// The directory at `offset`; views into `tiff`. FileDamaged when it lies outside; a value that does is marked.
[[nodiscard]] Result<TiffDirectory> readTiffDirectory(std::string_view tiff, std::uint64_t offset,
                                                      const TiffHeader& header);

/// A new entry for appendTiffDirectory.
struct NewTiffEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::string value;  ///< in the file's byte order
    bool isRaw = false; ///< `value` is the bytes of the entry itself, taken from another directory of the same kind
};

/// Appends a directory of a classic TIFF with its values to `tiff` and gives its offset. Sorts the entries by tag, as
/// TIFF demands.
std::uint32_t appendTiffDirectory(std::string& tiff, std::vector<NewTiffEntry> entries, std::uint32_t next,
                                  ByteOrder order);

/// The ICC profile of the first picture of a TIFF (tag 34675). Nothing where there is none; empty where it is not
/// whole, or larger than kMaxProfileBytes.
[[nodiscard]] std::optional<std::string> tiffProfile(std::string_view tiff);

} // namespace gesso
