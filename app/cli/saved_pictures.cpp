// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/saved_pictures.h"

#include "app/cli/report.h"

#include <algorithm>

namespace gesso::cli {

Result<> SavedPictures::add(const JobImage& image)
{
    PictureMetadata metadata;
    metadata.request = m_request;
    metadata.request->modelHash = image.madeWith.modelHash;
    metadata.modelName = image.madeWith.modelName;
    metadata.seed = image.seed;
    Result<WrittenPicture> written = savePicture(m_output.save, *image.picture, metadata);
    if (!written) {
        return tl::unexpected<Error>(written.error());
    }
    if (!written->sidecar.empty() && !m_output.quiet) {
        printError("How it was made is too long for a " + std::string(name(m_output.save.format)) +
                   ": it is kept in '" + written->sidecar.string() + "' beside it.");
    }
    if (!m_output.json && !m_output.quiet && m_told) {
        m_told = printOut(written->path.string() + "\n");
    }
    const auto place = std::ranges::upper_bound(m_pictures, image.index, {}, &SavedPicture::index);
    m_pictures.insert(place, {std::move(written->path), image.seed, image.index, image.picture->width,
                              image.picture->height, image.latents, image.madeWith});
    return {};
}

} // namespace gesso::cli
