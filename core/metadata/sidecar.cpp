// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/sidecar.h"

#include "core/base/file.h"
#include "core/protocol/bounded_json.h"

namespace gesso {

using nlohmann::json;

std::filesystem::path sidecarOf(const std::filesystem::path& picture)
{
    std::filesystem::path path = picture;
    path += ".json";
    return path;
}

std::string sidecarText(std::span<const TextEntry> entries)
{
    json object = json::object();
    for (const TextEntry& entry : entries) {
        object[entry.key] = entry.text;
    }
    return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<TextEntry> readSidecar(const std::filesystem::path& picture)
{
    std::vector<TextEntry> entries;
    const auto text = readFile(sidecarOf(picture), kMaxTextBytes);
    const auto object = text ? protocol::parseBoundedJson(*text) : Result<json>(json());
    if (object && object->is_object()) {
        for (const std::string_view key : {kParametersKey, kGessoKey}) {
            if (const auto found = object->find(key); found != object->end() && found->is_string()) {
                entries.push_back({std::string(key), found->get<std::string>()});
            }
        }
    }
    return entries;
}

} // namespace gesso
