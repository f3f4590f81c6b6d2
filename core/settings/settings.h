// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/name_template.h"
#include "core/picture_files/formats/picture_format.h"
#include "core/picture_files/write/encode_picture.h"
#include "core/settings/stored_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace gesso {

/// Light or dark window.
enum class ColorScheme : std::uint8_t { System, Dark, Light };

/// What the user chose once and for all. A plain value; it stands in $XDG_CONFIG_HOME/gesso/settings.json.
struct Settings {
    static constexpr int kVersion = 1;

    ColorScheme scheme = ColorScheme::System;
    std::string language;      ///< "de", "zh_CN"; empty: as the system
    std::string engineCommand; ///< engine_command.h; empty: the engine that stands beside the program

    // What new pictures are made with.
    bool previews = true;                            ///< show the picture as it forms
    std::vector<std::filesystem::path> modelFolders; ///< searched beside modelFolders() of core/models

    // What kept pictures are saved as.
    std::filesystem::path pictureFolder; ///< empty: "Gesso" in the user's folder of pictures
    PictureFormat format = PictureFormat::Png;
    int bits = 8;                                     ///< per channel, of possibleBits(format)
    int quality = kUsualQuality;                      ///< of the lossy formats, 1 to 100
    std::string nameTemplate{NameTemplate::kByWords}; ///< name_template.h

    nlohmann::json others = nlohmann::json::object(); ///< members of the file that this version does not know; kept

    friend bool operator==(const Settings&, const Settings&) = default;
};

/// $XDG_CONFIG_HOME/gesso/settings.json, in ~/.config where that is not set to an absolute path.
[[nodiscard]] std::filesystem::path settingsFile();

/// Reads the settings. A value that cannot be is replaced by its default and named in the notice; the rest is as
/// stored_file.h says.
[[nodiscard]] Stored<Settings> loadSettings(const std::filesystem::path& file);

/// Writes the settings whole or not at all, and makes the folder. Errors: those of saveStored.
[[nodiscard]] Result<> saveSettings(const std::filesystem::path& file, const Settings& settings);

} // namespace gesso
