// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/picture_bytes.h"

#include "core/base/file.h"

namespace gesso {

Result<PictureBytes> readPictureBytes(const std::filesystem::path& path)
{
    return readFile(path, kMaxPictureFileBytes).and_then([&](std::string bytes) -> Result<PictureBytes> {
        const auto format = pictureFormatFromBytes(bytes);
        if (!format) {
            return fail(ErrorCode::Unsupported, "'" + path.string() +
                                                    "' is not a picture that Gesso reads: name a PNG, JPEG, WebP, "
                                                    "TIFF or OpenEXR file.");
        }
        return PictureBytes{*format, std::move(bytes)};
    });
}

} // namespace gesso
