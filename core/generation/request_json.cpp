// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/request_json.h"

#include "core/generation/names.h"
#include "core/generation/validate.h"

#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace gesso {
namespace {

using nlohmann::json;

std::string quoted(std::string_view key)
{
    return "'" + std::string(key) + "'";
}

/// A value for a message: at most 60 bytes of its JSON text, whatever it holds.
std::string shown(const json& value)
{
    constexpr std::size_t kShown = 60;
    const std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= kShown ? text : text.substr(0, kShown) + "...";
}

Result<> wrongType(std::string_view key, const json& value, std::string_view wanted)
{
    return fail(ErrorCode::InvalidRequest,
                quoted(key) + " is " + shown(value) + ": it must be " + std::string(wanted) + ".");
}

/// Each overload sets the field from the value, or says what the value must be.
Result<> set(std::string& field, std::string_view key, const json& value)
{
    if (!value.is_string()) {
        return wrongType(key, value, "a string");
    }
    field = value.get<std::string>();
    return {};
}

Result<> set(bool& field, std::string_view key, const json& value)
{
    if (!value.is_boolean()) {
        return wrongType(key, value, "true or false");
    }
    field = value.get<bool>();
    return {};
}

Result<> set(double& field, std::string_view key, const json& value)
{
    if (!value.is_number()) {
        return wrongType(key, value, "a number");
    }
    field = value.get<double>();
    return {};
}

Result<> set(int& field, std::string_view key, const json& value)
{
    const bool fits = value.is_number_unsigned()
                          ? value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()}
                          : value.is_number_integer() && value.get<std::int64_t>() >= std::numeric_limits<int>::min();
    if (!fits) {
        return wrongType(key, value, "a whole number of a sensible size");
    }
    field = value.get<int>();
    return {};
}

Result<> set(std::uint64_t& field, std::string_view key, const json& value)
{
    if (!value.is_number_unsigned()) {
        return wrongType(key, value, "a whole number from 0 to 18446744073709551615");
    }
    field = value.get<std::uint64_t>();
    return {};
}

template <typename Enum> Result<> setNamed(Enum& field, std::string_view key, const json& value,
                                           std::optional<Enum> (*fromName)(std::string_view),
                                           std::span<const std::string_view> names)
{
    const auto found = value.is_string() ? fromName(value.get_ref<const std::string&>()) : std::nullopt;
    if (!found) {
        return wrongType(key, value, "one of " + listed(names));
    }
    field = *found;
    return {};
}

Result<> set(SchedulerKind& field, std::string_view key, const json& value)
{
    return setNamed<SchedulerKind>(
        field, key, value, [](std::string_view n) { return schedulerFromName(n); }, schedulerNames());
}

Result<> set(PromptSyntax& field, std::string_view key, const json& value)
{
    return setNamed<PromptSyntax>(
        field, key, value, [](std::string_view n) { return promptSyntaxFromName(n); }, promptSyntaxNames());
}

Result<> set(Precision& field, std::string_view key, const json& value)
{
    return setNamed<Precision>(
        field, key, value, [](std::string_view n) { return precisionFromName(n); }, precisionNames());
}

/// Calls visit(key, field) for each field of a request, const or not: the one list of its JSON keys.
template <typename Request, typename Visit>
requires std::is_same_v<std::remove_const_t<Request>, GenerationRequest>
void forEachField(Request& request, Visit&& visit)
{
    visit("model", request.model);
    visit("modelHash", request.modelHash);
    visit("prompt", request.prompt);
    visit("negativePrompt", request.negativePrompt);
    visit("syntax", request.syntax);
    visit("scheduler", request.scheduler);
    visit("steps", request.steps);
    visit("guidanceScale", request.guidanceScale);
    visit("guidanceRescale", request.guidanceRescale);
    visit("width", request.width);
    visit("height", request.height);
    visit("seed", request.seed);
    visit("count", request.count);
    visit("clipSkip", request.clipSkip);
}

template <typename Options, typename Visit>
requires std::is_same_v<std::remove_const_t<Options>, ExecutionOptions>
void forEachField(Options& options, Visit&& visit)
{
    visit("device", options.device);
    visit("precision", options.precision);
    visit("previews", options.previews);
    visit("returnLatents", options.returnLatents);
}

template <typename Value> json jsonOf(const Value& value)
{
    if constexpr (std::is_enum_v<Value>) {
        return std::string(name(value));
    } else {
        return value;
    }
}

template <typename Fields> json fieldsToJson(const Fields& fields)
{
    json object = json::object();
    forEachField(fields, [&](const char* key, const auto& field) { object[key] = jsonOf(field); });
    return object;
}

/// Sets each field whose key is there. `extraKey` is allowed beside them and left to the caller.
template <typename Fields>
Result<> fieldsFromJson(Fields& fields, const json& object, std::string_view what, std::string_view extraKey)
{
    if (!object.is_object()) {
        return fail(ErrorCode::InvalidRequest, std::string(what) + " is " + shown(object) + ": it must be an object.");
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
                        std::string(what) + " has the key " + shown(key) + ", which this version does not know.");
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
    return fail(ErrorCode::Unsupported, "The request has version " + shown(*found) + ", but this program knows only " +
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
        .and_then([&] { return validate(request); })
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
