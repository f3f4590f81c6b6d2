// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/json_file.h"

#include "core/base/file.h"
#include "core/models/foreign_file.h"
#include "core/protocol/bounded_json.h"

#include <array>

namespace gesso {
namespace {

// Python's json module writes floats that JSON has no word for as these.
constexpr std::array<std::string_view, 3> kPythonNumbers{"-Infinity", "Infinity", "NaN"};

/// The text with Python's words for numbers that are not finite replaced by null, strings left alone. diffusers writes
/// `"lambda_min_clipped": -Infinity` into the configuration of its DPM-Solver schedulers.
std::string withNullForPythonNumbers(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    bool inString = false;
    while (!text.empty()) {
        std::size_t taken = 1;
        if (inString) {
            taken = text.front() == '\\' && text.size() > 1 ? 2 : 1;
            inString = text.front() != '"';
        } else {
            inString = text.front() == '"';
            for (const std::string_view word : kPythonNumbers) {
                taken = text.starts_with(word) ? word.size() : taken;
            }
        }
        result.append(taken > 2 ? "null" : text.substr(0, taken));
        text.remove_prefix(taken);
    }
    return result;
}

} // namespace

Result<nlohmann::json> readJson(const std::filesystem::path& path, std::size_t maxBytes)
{
    const Result<std::string> text = readFile(path, maxBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Result<nlohmann::json> json = protocol::parseBoundedJson(withNullForPythonNumbers(*text));
    if (json) {
        return json;
    }
    const std::string name = "'" + path.string() + "' ";
    const ForeignFile foreign = recogniseForeignFile(*text);
    if (foreign != ForeignFile::Json && foreign != ForeignFile::Unknown) {
        return fail(ErrorCode::ModelDamaged, name + std::string(causeAndRemedy(foreign)) + ".");
    }
    return fail(ErrorCode::ModelDamaged,
                name + "is not valid JSON: it is damaged or cut short; download the file again.");
}

Result<nlohmann::json> readJsonObject(const std::filesystem::path& path, std::size_t maxBytes)
{
    return readJson(path, maxBytes).and_then([&](nlohmann::json json) -> Result<nlohmann::json> {
        if (json.is_object()) {
            return json;
        }
        return fail(ErrorCode::ModelDamaged,
                    "'" + path.string() +
                        "' holds no JSON object: it is damaged or cut short; download the file "
                        "again.");
    });
}

std::string textOf(const nlohmann::json& object, const char* key)
{
    const auto value = object.find(key);
    return value != object.end() && value->is_string() ? value->get<std::string>() : std::string{};
}

} // namespace gesso
