// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/json_file.h"

#include "core/base/file.h"
#include "core/models/foreign_file.h"
#include "core/protocol/bounded_json.h"

namespace gesso {

Result<nlohmann::json> readJsonObject(const std::filesystem::path& path, std::size_t maxBytes)
{
    const Result<std::string> text = readFile(path, maxBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Result<nlohmann::json> json = protocol::parseBoundedJson(*text);
    if (json && json->is_object()) {
        return json;
    }
    const std::string name = "'" + path.string() + "' ";
    const ForeignFile foreign = recogniseForeignFile(*text);
    if (foreign != ForeignFile::Json && foreign != ForeignFile::Unknown) {
        return fail(ErrorCode::ModelDamaged, name + std::string(causeAndRemedy(foreign)) + ".");
    }
    const char* cause = json ? "holds no JSON object" : "is not valid JSON";
    return fail(ErrorCode::ModelDamaged, name + cause + ": it is damaged or cut short; fetch the file again.");
}

std::string textOf(const nlohmann::json& object, const char* key)
{
    const auto value = object.find(key);
    return value != object.end() && value->is_string() ? value->get<std::string>() : std::string{};
}

} // namespace gesso
