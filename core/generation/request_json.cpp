// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/request_json.h"

#include "core/generation/json_values.h"
#include "core/generation/request_fields.h"
#include "core/generation/validate.h"

namespace gesso {
namespace {

using nlohmann::json;

template <typename Value>
concept List = requires(const Value& value)
{
    value.begin();
    requires !std::is_same_v<Value, std::string>;
};

template <typename Value>
concept Optional = std::same_as<Value, std::optional<typename Value::value_type>>;

/// Whether a value is a whole part of a request, a list or a choice left open, that says nothing: it is not written.
template <typename Value> bool isUnusedPart(const Value& value)
{
    if constexpr (HasFields<Value> || List<Value> || Optional<Value>) {
        return value == Value{};
    } else {
        return false;
    }
}

template <typename Value> json jsonOf(const Value& value);

template <typename Fields> json fieldsToJson(const Fields& fields)
{
    json object = json::object();
    forEachField(fields, [&](const char* key, const auto& field) {
        if (!isUnusedPart(field)) {
            object[key] = jsonOf(field);
        }
    });
    return object;
}

template <typename Value> json jsonOf(const Value& value)
{
    if constexpr (std::is_enum_v<Value>) {
        return std::string(name(value));
    } else if constexpr (HasFields<Value>) {
        return fieldsToJson(value);
    } else if constexpr (Optional<Value>) {
        return jsonOf(*value);
    } else if constexpr (List<Value>) {
        json list = json::array();
        for (const auto& element : value) {
            list.push_back(jsonOf(element));
        }
        return list;
    } else {
        return value;
    }
}

template <typename Fields>
Result<> fieldsFromJson(Fields& fields, const json& object, std::string_view what, std::string_view extraKey);

template <typename Value> Result<> set(Value& field, std::string_view key, const json& value)
{
    if constexpr (HasFields<Value>) {
        return fieldsFromJson(field, value, "'" + std::string(key) + "'", "");
    } else {
        return setValue(field, key, value);
    }
}

template <typename Value> Result<> set(std::optional<Value>& field, std::string_view key, const json& value)
{
    return set(field.emplace(), key, value);
}

template <typename Element> Result<> set(std::vector<Element>& field, std::string_view key, const json& value)
{
    if (!value.is_array() || value.size() > static_cast<std::size_t>(RequestLimits::kMaxCount)) {
        return wrongType(key, value, "a list of at most " + std::to_string(RequestLimits::kMaxCount) + " entries");
    }
    std::vector<Element> read;
    for (const json& entry : value) {
        if (Result<> outcome = set(read.emplace_back(), key, entry); !outcome) {
            return outcome;
        }
    }
    field = std::move(read);
    return {};
}

/// Sets each field whose key is there. `extraKey` is allowed beside them and left to the caller.
template <typename Fields>
Result<> fieldsFromJson(Fields& fields, const json& object, std::string_view what, std::string_view extraKey)
{
    if (!object.is_object()) {
        return fail(ErrorCode::InvalidRequest,
                    std::string(what) + " is " + shownValue(object) + ": it must be an object.");
    }
    Result<> outcome;
    std::size_t known = object.contains(extraKey) ? 1 : 0;
    forEachField(fields, [&](const char* key, auto& field) {
        const auto found = object.find(key);
        if (found == object.end()) {
            return;
        }
        ++known;
        if (outcome) {
            outcome = set(field, key, *found);
        }
    });
    if (!outcome || known == object.size()) {
        return outcome;
    }
    for (const auto& item : object.items()) {
        const std::string& key = item.key();
        bool isField = key == extraKey;
        forEachField(fields, [&](const char* fieldKey, const auto&) { isField = isField || key == fieldKey; });
        if (!isField) {
            return fail(ErrorCode::InvalidRequest,
                        std::string(what) + " has the key " + shownValue(key) + ", which this version does not know.");
        }
    }
    return {};
}

Result<> checkVersion(const json& object)
{
    const auto found = object.find("version");
    if (found == object.end() || *found == GenerationRequest::kVersion) {
        return {};
    }
    return fail(ErrorCode::Unsupported, "The request has version " + shownValue(*found) +
                                            ", but this program knows only " +
                                            std::to_string(GenerationRequest::kVersion) + ": use a newer Gesso.");
}

} // namespace

json toJson(const GenerationRequest& request)
{
    json object = fieldsToJson(request);
    object["version"] = GenerationRequest::kVersion;
    return object;
}

Result<GenerationRequest> requestFromJson(const json& object)
{
    if (object.is_object()) {
        if (auto version = checkVersion(object); !version) {
            return tl::unexpected(version.error());
        }
    }
    GenerationRequest request;
    return fieldsFromJson(request, object, "The request", "version")
        .and_then([&] {
            if (request.task == Task::Inpaint && !object.contains("strength")) {
                request.strength = GenerationRequest::kInpaintStrength;
            }
            return validate(request);
        })
        .map([&] { return request; });
}

json toJson(const ExecutionOptions& options)
{
    return fieldsToJson(options);
}

Result<ExecutionOptions> executionOptionsFromJson(const json& object)
{
    ExecutionOptions options;
    return fieldsFromJson(options, object, "The options", "").and_then([&] { return validate(options); }).map([&] {
        return options;
    });
}

} // namespace gesso
