// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/add_on_choice.h"

#include "app/cli/numbers.h"
#include "core/add_ons/add_on_folders.h"
#include "core/base/path_text.h"
#include "core/generation/validate.h"

#include <optional>

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

Result<double> loraWeight(const std::string& number)
{
    constexpr double kMost = RequestLimits::kMaxLoraWeight;
    const bool negative = number.starts_with('-');
    return realNumber("--lora", negative ? number.substr(1) : number, 0., kMost).map([&](double value) {
        return negative ? -value : value;
    });
}

/// Takes ":WEIGHT" off the end of a text, and gives the number; nothing where there is none.
std::optional<std::string> takeWeight(std::string& text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || text.find('/', colon) != std::string::npos) {
        return std::nullopt;
    }
    std::string number = text.substr(colon + 1);
    text.resize(colon);
    return number;
}

/// "FILE", "FILE:WEIGHT" or "FILE:WEIGHT:UNET'S".
Result<json> typedLora(const std::string& text)
{
    std::string file = text;
    const std::optional<std::string> last = takeWeight(file);
    Result<double> unet = last ? loraWeight(*last) : 1.;
    if (!unet) {
        return tl::unexpected<Error>(unet.error());
    }
    std::string shorter = file;
    const std::optional<std::string> before = last ? takeWeight(shorter) : std::nullopt;
    const Result<double> first = before ? loraWeight(*before) : unet;
    const bool isPair = before && first; // else the colon is of the name
    return loraFile(isPair ? shorter : file).map([&](const fs::path& path) {
        json lora{{"path", textOfPath(path)}, {"weight", isPair ? *first : *unet}};
        if (isPair) {
            lora["unetWeight"] = *unet;
        }
        return lora;
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
