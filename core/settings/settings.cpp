// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings.h"

#include "core/base/folders.h"
#include "core/generation/names.h"
#include "core/settings/json_members.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> kSchemes{"system", "dark", "light"}; // in the order of ColorScheme

std::optional<ColorScheme> schemeFromName(const std::string& name)
{
    const auto found = std::find(kSchemes.begin(), kSchemes.end(), name);
    return found == kSchemes.end() ? std::nullopt : std::optional(static_cast<ColorScheme>(found - kSchemes.begin()));
}

/// Takes a text that has to pass a check.
template <typename Check> void takeChecked(JsonMembers& members, const char* key, std::string& field, Check check)
{
    members.takeWith(key, [&](const json& value) {
        const bool good = value.is_string() && check(value.get_ref<const std::string&>());
        field = good ? value.get<std::string>() : std::move(field);
        return good;
    });
}

} // namespace

std::filesystem::path settingsFile()
{
    return xdgFolder("XDG_CONFIG_HOME", ".config") / "gesso" / "settings.json";
}

Stored<Settings> loadSettings(const std::filesystem::path& file)
{
    Stored<json> read = loadStored(file, Settings::kVersion);
    Stored<Settings> stored{{}, std::move(read.notices), read.unread};
    Settings& settings = stored.value;
    JsonMembers members(std::move(read.value), "The settings", stored.notices);
    int version = 0;
    members.take("version", version, 1, Settings::kVersion);
    members.takeNamed("scheme", settings.scheme, schemeFromName);
    members.take("language", settings.language);
    members.take("engineCommand", settings.engineCommand);
    members.take("previews", settings.previews);
    members.take("modelFolders", settings.modelFolders);
    members.take("pictureFolder", settings.pictureFolder);
    members.takeNamed("format", settings.format, pictureFormatFromName);
    settings.bits = possibleBits(settings.format).front();
    members.takeWith("bits", [&](const json& value) {
        const bool possible = value.is_number_integer() && checkBits(settings.format, value.get<int>());
        settings.bits = possible ? value.get<int>() : settings.bits;
        return possible;
    });
    members.take("quality", settings.quality, 1, 100);
    takeChecked(members, "nameTemplate", settings.nameTemplate,
                [](const std::string& text) { return NameTemplate::parse(text).has_value(); });
    settings.others = std::move(members).rest();
    return stored;
}

Result<> saveSettings(const std::filesystem::path& file, const Settings& settings)
{
    json content = settings.others;
    content["scheme"] = kSchemes.at(static_cast<std::size_t>(settings.scheme));
    content["language"] = settings.language;
    content["engineCommand"] = settings.engineCommand;
    content["previews"] = settings.previews;
    content["modelFolders"] = json::array();
    for (const std::filesystem::path& folder : settings.modelFolders) {
        content["modelFolders"].push_back(folder.string());
    }
    content["pictureFolder"] = settings.pictureFolder.string();
    content["format"] = name(settings.format);
    content["bits"] = settings.bits;
    content["quality"] = settings.quality;
    content["nameTemplate"] = settings.nameTemplate;
    return saveStored(file, Settings::kVersion, std::move(content));
}

} // namespace gesso
