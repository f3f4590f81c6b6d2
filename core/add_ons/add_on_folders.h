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
enum class AddOnKind : std::uint8_t { Lora, Embedding, Wildcard, Autoencoder };

/// A file in one of the known folders.
struct AddOn {
    std::string name; ///< what prompts name it by: the file's stem, or its place where an earlier one has that stem
    std::filesystem::path path;
    std::string place; ///< path below the known folder without the extension: "sd15/chars/two", "animals/cat"
};

/// Where add-ons are looked for, in this order: the folders of $GESSO_ADD_ONS (separated by colons), Gesso's own
/// ($XDG_DATA_HOME/gesso, else ~/.local/share/gesso), and stable-diffusion-webui and ComfyUI in the home folder; in
/// each the folders that those programs have for the kind (loras, Lora, models/Lora, embeddings, wildcards ...). Only
/// those that exist.
[[nodiscard]] std::vector<std::filesystem::path> addOnFolders(AddOnKind kind);

/// The files of one kind in some folders at any depth (folder_walk.h): .safetensors, of embeddings .pt and .bin too, of
/// wildcards .txt. Of two with one place, whatever its case, the one in the earlier folder. What cannot be read is
/// passed over. The folders are read once, when it is made.
class AddOnList {
public:
    AddOnList(AddOnKind kind, std::vector<std::filesystem::path> folders);

    /// All of them by name.
    [[nodiscard]] std::vector<AddOn> byName() const;

    /// The one of that place, or else of that name, with or without the extension; case does not count. Of two the
    /// nearer one. InvalidRequest names what there is and where it was looked for.
    [[nodiscard]] Result<AddOn> named(std::string_view name) const;

    /// Those whose place fits a pattern (name_pattern.h), in the order of their places. A pattern without "/" may fit
    /// the name alone.
    [[nodiscard]] std::vector<AddOn> like(std::string_view pattern) const;

private:
    [[nodiscard]] const AddOn* find(std::string_view name) const;

    AddOnKind m_kind;
    std::vector<std::filesystem::path> m_folders;
    std::vector<AddOn> m_all; ///< the nearer ones first
};

/// AddOnList::byName of these folders.
[[nodiscard]] std::vector<AddOn> findAddOns(AddOnKind kind, const std::vector<std::filesystem::path>& folders);

/// AddOnList::named of these folders.
[[nodiscard]] Result<AddOn> addOnNamed(AddOnKind kind, std::string_view name,
                                       const std::vector<std::filesystem::path>& folders);

} // namespace gesso
