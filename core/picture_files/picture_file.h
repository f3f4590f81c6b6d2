// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/result.h"
#include "core/image/image.h"
#include "core/metadata/picture_metadata.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/write/encode_picture.h"

#include <filesystem>
#include <stop_token>

namespace gesso {

/// A picture that is a file now.
struct WrittenPicture {
    std::filesystem::path path;
    std::filesystem::path sidecar; ///< the file beside it that says how it was made; empty: it says so itself
    int bits = 8;                  ///< per channel, of the file
};

/// Saves a picture with how it was made (embedding.h), whole or not at all (AtomicFile). What the format cannot hold of
/// that goes into a file beside it (sidecarOf); where it can hold all, a sidecar that the replaced picture had goes.
/// `bits` per channel as possibleBits(format) allows. Errors: those of encodePicture and AtomicFile.
[[nodiscard]] Result<WrittenPicture> writePicture(const std::filesystem::path& path, const Image& image,
                                                  PictureFormat format, int bits, const PictureMetadata& metadata,
                                                  Existing existing = Existing::Replace, int quality = kUsualQuality);

/// Reads a picture file, whatever its name, to 8 bits (decodePicture). Errors: those of readPictureBytes and
/// decodePicture.
[[nodiscard]] Result<Image> readPicture(const std::filesystem::path& path, std::stop_token stop = {});

/// The same, but a file of more than 8 bits gives 16 (DecodeOptions::deep).
[[nodiscard]] Result<Image> readDeepPicture(const std::filesystem::path& path, std::stop_token stop = {});

} // namespace gesso
