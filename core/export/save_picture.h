// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/export/name_template.h"
#include "core/image/image.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/picture_file.h"

#include <filesystem>

namespace gesso {

/// Where and as what pictures are saved.
struct SaveOptions {
    std::filesystem::path folder; ///< made when it is not there
    NameTemplate nameTemplate;
    PictureFormat format = PictureFormat::Png;
    int bits = 8;                ///< per channel, of possibleBits(format)
    int quality = kUsualQuality; ///< of the lossy formats, 1 to 100
};

/// Saves a picture under the name that the template gives and no file has yet: a taken name gets "-2", "-3" and so on
/// at its end, whether it is a file's, a folder's, a pipe's or a device's. {index} is one more than the largest number
/// that a file name of the folder begins with. Nothing is ever replaced, also when several programs save into one
/// folder. Errors: those of writePicture.
[[nodiscard]] Result<WrittenPicture> savePicture(const SaveOptions& options, const Image& image,
                                                 const PictureMetadata& metadata);

/// Makes the folder, with its parents, when it is not there, removes what killed processes left half written in it, and
/// sees whether a file can be made in it: to be asked before long work. Errors: those of AtomicFile.
[[nodiscard]] Result<> prepareFolder(const std::filesystem::path& folder);

} // namespace gesso
