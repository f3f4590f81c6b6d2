// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gesso {

/// A file that a picture was made with, as A1111 calls it: by a name and the beginning of a hash.
struct NamedHash {
    std::string name;
    std::string hash; ///< hexadecimal; empty when not known

    friend bool operator==(const NamedHash&, const NamedHash&) = default;
};

/// How a picture was made, as its file tells it.
///
/// Written: from `request` when there is one, else `parameters` as it is (a picture of another tool that is exported
/// again), else nothing. Read: `request` is exact when the file has our own JSON; else it is what the A1111 text says,
/// as far as we know its fields, not validated, and without the model's folder. No path of a stranger's is in it: what
/// other files it was made with stands in `vae`, `loras` and `embeddings` by name (foreign_add_ons.h).
struct PictureMetadata {
    std::optional<GenerationRequest> request; ///< the request that the picture is one of
    std::uint64_t seed = 0;                   ///< of this picture: request->seedOf(its index)
    std::string modelName;
    std::string software = "Gesso " GESSO_VERSION; ///< what made the picture; read: empty when not told
    std::string parameters;                        ///< read: the A1111 text as it stands in the file
    std::string modelFileHash;         ///< 10 digits of the model file's SHA-256: A1111's "Model hash"; may be empty
    NamedHash vae;                     ///< another autoencoder: 10 digits of its SHA-256
    std::vector<NamedHash> loras;      ///< "Lora hashes": 12 digits of what follows the header
    std::vector<NamedHash> embeddings; ///< "TI hashes": 12 digits of the file's
    std::string promptTemplate;        ///< read: the prompt before its choices were made, where it had any
    std::string negativeTemplate;

    [[nodiscard]] bool empty() const noexcept { return !request && parameters.empty(); }
    friend bool operator==(const PictureMetadata&, const PictureMetadata&) = default;
};

} // namespace gesso
