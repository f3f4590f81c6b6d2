// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/add_on_choice.h"

#include "app/cli/numbers.h"
#include "core/add_ons/add_on_folders.h"
#include "core/base/path_text.h"
#include "core/generation/validate.h"

namespace gesso::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A path that is there, or the LoRA of that name.
Result<fs::path> loraFile(const std::string& text)
{
    std::error_code error;
    if (fs::is_regular_file(text, error)) {
        return fs::absolute(text, error);
    }
    const Result<AddOn> named = addOnNamed(AddOnKind::Lora, text, addOnFolders(AddOnKind::Lora));
    if (!named && text.find('/') != std::string::npos) {
        return fail(ErrorCode::FileNotReadable, "--lora: there is no file '" + text + "'; check the path.");
    }
    return named.map([](const AddOn& addOn) { return addOn.path; });
}

/// "FILE" or "FILE:WEIGHT".
Result<json> typedLora(const std::string& text)
{
    constexpr double kMost = RequestLimits::kMaxLoraWeight;
    const std::size_t colon = text.rfind(':');
    const bool weighted = colon != std::string::npos && colon > 0 && text.find('/', colon) == std::string::npos;
    Result<double> weight = 1.;
    if (weighted) {
        const std::string number = text.substr(colon + 1);
        const bool negative = number.starts_with('-');
        weight = realNumber("--lora", negative ? number.substr(1) : number, 0., kMost).map([&](double value) {
            return negative ? -value : value;
        });
    }
    return weight.and_then([&](double value) {
        return loraFile(weighted ? text.substr(0, colon) : text).map([&](const fs::path& path) {
            return json{{"path", textOfPath(path)}, {"weight", value}};
        });
    });
}

} // namespace

Result<> addAddOns(json& given, const std::vector<std::string>& loras)
{
    const json options = given.value("modelOptions", json());
    if (!given.is_object() || !(options.is_null() || options.is_object())) {
        return {}; // requestFromJson says what is wrong
    }
    for (const std::string& text : loras) {
        const Result<json> lora = typedLora(text);
        if (!lora) {
            return tl::unexpected<Error>(lora.error());
        }
        given["modelOptions"]["loras"].push_back(*lora);
    }
    return {};
}

} // namespace gesso::cli
