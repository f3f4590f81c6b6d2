// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/inputs.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace gesso {

/// Small pictures of those that a session keeps (session_pictures.h), so that it opens without reading these: PNG files
/// in the folder "thumbnails" of the session's. One counts only as long as the picture's file is the one that it was
/// made of. They may all be thrown away: they are made again.
///
/// Its functions read and write files and take as long as that does. Any thread may call them.
class SessionThumbnails final {
public:
    static constexpr PictureSize kMost{384, 192};

    struct Thumbnail {
        Image image;      ///< at most kMost
        PictureSize size; ///< of the picture itself
    };

    /// Looks up which there are.
    explicit SessionThumbnails(const std::filesystem::path& sessionFolder);

    /// The thumbnail of the picture of this name; nothing where there is none of its file as it is now.
    [[nodiscard]] std::optional<Thumbnail> find(const std::string& name) const;
    /// Makes the one of a picture whose file was just written or read, and gives it. What cannot be written is no
    /// failure: it is made again another time.
    Image put(const std::string& name, const Image& picture) const;
    /// Removes those of pictures whose names are not among these, and those of former files; gives how many.
    std::size_t prune(std::span<const std::string> kept) const;

private:
    [[nodiscard]] std::string stampOf(const std::string& name) const;

    std::filesystem::path m_pictures, m_folder;
    std::map<std::string, std::string> m_files; ///< by what stampOf() says
};

} // namespace gesso
