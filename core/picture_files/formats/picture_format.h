// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gesso {

/// The kinds of picture files that are written and read.
enum class PictureFormat : std::uint8_t { Png, Jpg, Webp, Tiff, Exr };

/// "png", "jpg", "webp", "tiff", "exr": the names that users type, and the ends of the files' names.
[[nodiscard]] std::string_view name(PictureFormat format) noexcept;
[[nodiscard]] std::optional<PictureFormat> pictureFormatFromName(std::string_view name) noexcept;
[[nodiscard]] std::span<const std::string_view> pictureFormatNames() noexcept;

/// The format that a file's name asks for by its end, upper or lower case; "jpeg" and "tif" too.
[[nodiscard]] std::optional<PictureFormat> pictureFormatFromPath(const std::filesystem::path& path);

/// The format of a file by its first bytes, whatever its name.
[[nodiscard]] std::optional<PictureFormat> pictureFormatFromBytes(std::string_view firstBytes) noexcept;

/// Bits per channel that the format can have, the default first.
[[nodiscard]] std::span<const int> possibleBits(PictureFormat format) noexcept;

/// InvalidRequest, naming what is possible, when the format cannot have so many bits per channel.
[[nodiscard]] Result<> checkBits(PictureFormat format, int bits);

} // namespace gesso
