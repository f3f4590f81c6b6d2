// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// What may be added to a model, or to a prompt.
enum class AddOnKind : std::uint8_t { Lora, Embedding, Wildcard };

/// A file in one of the known folders.
struct AddOn {
    std::string name; ///< the file's stem, which prompts name it by
    std::filesystem::path path;
};

/// Where add-ons are looked for, in this order: the folders of $GESSO_ADD_ONS (separated by colons), Gesso's own
/// ($XDG_DATA_HOME/gesso, else ~/.local/share/gesso), and stable-diffusion-webui and ComfyUI in the home folder; in
/// each the folders that those programs have for the kind (loras, Lora, models/Lora, embeddings, wildcards ...). Only
/// those that exist.
[[nodiscard]] std::vector<std::filesystem::path> addOnFolders(AddOnKind kind);

/// The files of this kind in these folders and one level below: .safetensors, of wildcards .txt. Ordered by name; of
/// two with one name, whatever its case, the one in the earlier folder. What cannot be read is passed over.
[[nodiscard]] std::vector<AddOn> findAddOns(AddOnKind kind, const std::vector<std::filesystem::path>& folders);

/// The one of that name, whose case does not count. InvalidRequest names what there is and where it was looked for.
[[nodiscard]] Result<AddOn> addOnNamed(AddOnKind kind, std::string_view name,
                                       const std::vector<std::filesystem::path>& folders);

} // namespace gesso
