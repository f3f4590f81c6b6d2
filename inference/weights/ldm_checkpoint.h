// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/weights/weight_source.h"

#include <memory>

namespace gesso::inference {

/// The networks of a single-file checkpoint, under diffusers' names.
struct LdmParts {
    std::shared_ptr<WeightSource> unet, vae, textEncoder; ///< null where the file has no tensor of it
};

/// What is taken from a single-file checkpoint.
struct LdmChoice {
    bool ema = false;            ///< the averaged copy of the UNet instead of the trained one
    std::int64_t textLayers = 0; ///< those of the text encoder; the file's later ones are left out
};

/// Views of a checkpoint in the layout of the latent diffusion code (Rombach et al. 2022; names as in diffusers 0.39,
/// single_file_utils). The text encoder is CLIP's of Stable Diffusion 1, or OpenCLIP's of 2, whose joined projections
/// of query, key and value are taken apart. Tensors that belong to none of the networks are left out. Throws
/// EngineError: InvalidRequest when the averaged weights are asked for and not there, ModelDamaged when two
/// tensors have one name.
[[nodiscard]] LdmParts ldmParts(const std::shared_ptr<const WeightSource>& file, const LdmChoice& choice);

/// The autoencoder of any file that has one: a whole checkpoint, or a VAE alone in diffusers' or LDM's names. Null
/// where there is none.
[[nodiscard]] std::shared_ptr<WeightSource> vaeOf(const std::shared_ptr<const WeightSource>& file);

} // namespace gesso::inference
