// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_order.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// One entry of a TIFF directory (TIFF 6.0, section 2), its value taken out of the file.
struct TiffEntry {
    enum Type : std::uint16_t { Byte = 1, Ascii = 2, Short = 3, Long = 4, Undefined = 7 };

    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::string_view inlineValue; ///< the entry's last four bytes as they are: the value, or its offset
    std::string_view value;       ///< empty for types that are not known
};

struct TiffDirectory {
    std::vector<TiffEntry> entries;
    std::uint32_t next = 0; ///< offset of the next directory, 0 at the last one
};

/// The byte order and the first directory's offset, from the eight bytes that begin a TIFF or EXIF block.
struct TiffHeader {
    static constexpr std::size_t kBytes = 8;
    ByteOrder order = ByteOrder::BigEndian;
    std::uint32_t directory = 0;
};

/// FileDamaged when it is no classic TIFF.
[[nodiscard]] Result<TiffHeader> readTiffHeader(std::string_view tiff);

/// The directory at `offset`; views into `tiff`. FileDamaged when it or a value of it lies outside.
[[nodiscard]] Result<TiffDirectory> readTiffDirectory(std::string_view tiff, std::uint32_t offset, ByteOrder order);

/// A new entry for appendTiffDirectory.
struct NewTiffEntry {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint32_t count = 0;
    std::string value;  ///< in the file's byte order
    bool isRaw = false; ///< `value` is the four bytes of the entry itself, taken from another directory
};

/// Appends a directory with its values to `tiff` and gives its offset. Sorts the entries by tag, as TIFF demands.
std::uint32_t appendTiffDirectory(std::string& tiff, std::vector<NewTiffEntry> entries, std::uint32_t next,
                                  ByteOrder order);

} // namespace gesso
