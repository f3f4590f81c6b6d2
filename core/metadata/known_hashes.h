// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/file_hashes.h"
#include "core/metadata/picture_metadata.h"

namespace gesso {

/// Has the hashes worked out that A1111's text names the request's files by: of the model (of a folder its UNet),
/// another autoencoder, LoRAs and embeddings. To be called when work begins; files of another machine are passed over.
void beginHashing(const GenerationRequest& request, FileHashes& hashes = FileHashes::shared());

/// The metadata with the names of the files that the picture was made with, and those of their hashes that are known by
/// now. LoRAs and embeddings that this picture's prompts do not use are left out.
[[nodiscard]] PictureMetadata withKnownHashes(PictureMetadata metadata, FileHashes& hashes = FileHashes::shared());

} // namespace gesso
