// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/metadata_json.h"

#include "core/generation/request_json.h"
#include "core/protocol/bounded_json.h"

namespace gesso {
namespace {

using nlohmann::json;

constexpr int kVersion = 1;

Error notOurs(std::string_view cause)
{
    return {ErrorCode::FileDamaged, "The picture's Gesso metadata cannot be read: " + std::string(cause) +
                                        "; its A1111 text may still tell more."};
}

std::string stringAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

std::string metadataJson(const PictureMetadata& metadata)
{
    if (!metadata.request) {
        return {};
    }
    const json object = {{"version", kVersion},
                         {"software", metadata.software},
                         {"seed", metadata.seed},
                         {"model", {{"name", metadata.modelName}, {"hash", metadata.request->modelHash}}},
                         {"request", toJson(*metadata.request)}};
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<PictureMetadata> metadataFromJson(std::string_view text)
{
    const auto parsed = protocol::parseBoundedJson(text);
    if (!parsed) {
        return tl::unexpected(notOurs(parsed.error().message));
    }
    if (!parsed->is_object() || !parsed->contains("version") || !parsed->contains("request")) {
        return tl::unexpected(notOurs("it has no version and request"));
    }
    if (parsed->at("version") != kVersion) {
        return fail(ErrorCode::Unsupported,
                    "The picture's Gesso metadata is of another version than 1: use a newer Gesso to read it.");
    }
    auto request = requestFromJson(parsed->at("request"));
    if (!request) {
        return tl::unexpected(notOurs(request.error().message));
    }
    PictureMetadata metadata;
    metadata.seed = request->seed;
    if (const auto seed = parsed->find("seed"); seed != parsed->end() && seed->is_number_unsigned()) {
        metadata.seed = seed->get<std::uint64_t>();
    }
    if (const auto model = parsed->find("model"); model != parsed->end() && model->is_object()) {
        metadata.modelName = stringAt(*model, "name");
    }
    metadata.software = stringAt(*parsed, "software");
    metadata.request = std::move(*request);
    return metadata;
}

} // namespace gesso
