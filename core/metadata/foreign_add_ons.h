// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"

#include <string>
#include <vector>

namespace gesso {

/// What a picture was made with and the user's own folders do not have.
struct MissingAddOn {
    enum class Kind : std::uint8_t { Lora, Embedding, Autoencoder };

    Kind kind = Kind::Lora;
    std::string name;

    friend bool operator==(const MissingAddOn&, const MissingAddOn&) = default;
};

/// Takes every path out of a stranger's metadata, so that none is ever opened, and puts in what the user's own folders
/// have of the same name or hash: LoRAs without a tag get one in the prompt, where they can be seen; the autoencoder is
/// the file of its name; embeddings are found by their words; the model is left to whoever knows the models, by its
/// name. Gives what is not there. Looks into folders, so it may take as long as the disk does.
[[nodiscard]] std::vector<MissingAddOn> useOwnAddOns(PictureMetadata& metadata);

} // namespace gesso
