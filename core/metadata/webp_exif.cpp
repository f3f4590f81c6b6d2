// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/webp_exif.h"

#include "core/picture_files/formats/webp_chunks.h"

#include <vector>

namespace gesso {
Result<std::string_view> webpExif(std::string_view webp)
{
    return webpChunks(webp).map([](const std::vector<WebpChunk>& chunks) {
        for (const WebpChunk& chunk : chunks) {
            if (chunk.type == "EXIF") {
                return chunk.data;
            }
        }
        return std::string_view();
    });
}

Result<std::string> webpWithExif(std::string_view webp, std::string_view block)
{
    return webpWithChunk(webp, WebpMetadata::Exif, block);
}

} // namespace gesso
