// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/saved_pictures.h"

#include <filesystem>

namespace gesso::cli {

/// Saves the latents of the pictures, of which there is one at least, as one safetensors file: the tensor `latents`,
/// fp32, [count, 4, height/8, width/8] (another scale where the model has one). Errors: ProtocolViolation when the
/// latents have another size, and those of AtomicFile.
[[nodiscard]] Result<> writeLatents(const std::filesystem::path& path, const std::vector<SavedPicture>& pictures);

} // namespace gesso::cli
