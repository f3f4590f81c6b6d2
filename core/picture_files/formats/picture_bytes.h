// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/picture_files/formats/picture_format.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace gesso {

/// Picture files are read up to this size.
inline constexpr std::size_t kMaxPictureFileBytes = std::size_t{2} << 30;

/// A picture file as it is, and what it is.
struct PictureBytes {
    PictureFormat format = PictureFormat::Png;
    std::string bytes;
};

/// Reads a picture file and tells its format by its first bytes, whatever its name. Errors: those of readFile;
/// Unsupported when it is no picture of a known format.
[[nodiscard]] Result<PictureBytes> readPictureBytes(const std::filesystem::path& path);

} // namespace gesso
