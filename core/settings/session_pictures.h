// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/image/image.h"
#include "core/metadata/picture_metadata.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace gesso {

/// The pictures of a session that are not saved elsewhere yet: PNG files with how each was made inside, in the folder
/// "pictures" of the session's.
///
/// Its functions read and write files and take as long as that does. Any thread may call them.
class SessionPictures final {
public:
    struct Picture {
        Image image;
        PictureMetadata metadata;
    };

    /// Makes the folder below `sessionFolder` when it is not there. Errors: those of prepareFolder.
    [[nodiscard]] static Result<SessionPictures> open(const std::filesystem::path& sessionFolder);

    /// Writes a picture under a name of its own, which is returned. Errors: those of writePicture.
    [[nodiscard]] Result<std::string> put(const Image& image, const PictureMetadata& metadata) const;

    /// Writes a picture that jobs begin from under the name of its hash (hashOf in inputs.h); one that is there already
    /// is left as it is. Errors: those of writePicture.
    [[nodiscard]] Result<std::string> putInput(const Image& image, const std::string& hash) const;

    /// The picture of that hash. Errors: those of get(); FileDamaged when its pixels have another hash.
    [[nodiscard]] Result<Image> getInput(const std::string& hash) const;

    /// The file that putInput() gives a picture of this hash.
    [[nodiscard]] static std::string inputName(const std::string& hash) { return hash + ".png"; }

    /// Errors: those of readPicture; InvalidRequest for a name that put() does not give.
    [[nodiscard]] Result<Picture> get(const std::string& name) const;

    /// How a picture was made, without its pixels. Errors as get().
    [[nodiscard]] Result<PictureMetadata> metadata(const std::string& name) const;

    /// Removes a picture; one that is not there already is no error. Errors: FileNotWritable, InvalidRequest as get().
    [[nodiscard]] Result<> remove(const std::string& name) const;

    /// Whether there is something of this name, readable or not.
    [[nodiscard]] bool has(const std::string& name) const;

    /// Renames a picture that cannot be used, so that it is kept and no longer in the way; gives its new path. Errors:
    /// FileNotWritable, InvalidRequest as get().
    [[nodiscard]] Result<std::filesystem::path> setAside(const std::string& name) const;

    /// The names of the pictures that are not among `known`, oldest first.
    [[nodiscard]] std::vector<std::string> others(std::span<const std::string> known) const;

    /// Removes the pictures whose names are not among `kept`, and what a crash left half-written. Other files that
    /// somebody put there stay. Returns how many were removed.
    std::size_t prune(std::span<const std::string> kept) const;

    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return m_folder / name; }

private:
    explicit SessionPictures(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    std::filesystem::path m_folder;
};

} // namespace gesso
