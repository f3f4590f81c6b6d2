// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/add_on_choice.h"

#include "app/cli/numbers.h"
#include "core/base/file.h"
#include "core/generation/names.h"
#include "core/generation/validate.h"
#include "core/models/add_on_folders.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/wildcards.h"

#include <algorithm>
#include <sstream>

namespace gesso::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kMaxWildcardBytes = std::size_t{1} << 20;

/// A path that is there, or the LoRA of that name.
Result<fs::path> loraFile(const std::string& text)
{
    std::error_code error;
    if (fs::is_regular_file(text, error)) {
        return fs::absolute(text, error);
    }
    if (text.find('/') != std::string::npos) {
        return fail(ErrorCode::FileNotReadable, "--lora: there is no file '" + text + "'; check the path.");
    }
    return addOnNamed(AddOnKind::Lora, fs::path(text).stem().string(), addOnFolders(AddOnKind::Lora))
        .map([](const AddOn& addOn) { return addOn.path; });
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
            return json{{"path", path.string()}, {"weight", value}};
        });
    });
}

std::optional<std::vector<std::string>> wildcardLines(std::string_view name)
{
    const Result<AddOn> file = addOnNamed(AddOnKind::Wildcard, name, addOnFolders(AddOnKind::Wildcard));
    const Result<std::string> text =
        file.and_then([](const AddOn& found) { return readFile(found.path, kMaxWildcardBytes); });
    if (!text) {
        return std::nullopt;
    }
    std::vector<std::string> lines;
    std::istringstream stream(*text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

/// The LoRA of each tag that the fields have no file for yet.
Result<> addTagged(const std::string& prompt, json& given)
{
    json& loras = given["modelOptions"]["loras"];
    for (const LoraTagText& tag : findLoraTags(prompt)) {
        const std::string name = prompt.substr(tag.name.begin, tag.name.end - tag.name.begin);
        const bool isThere = std::ranges::any_of(
            loras, [&](const json& lora) { return lora.is_object() && lora.value("tag", json()) == name; });
        if (isThere) {
            continue;
        }
        const Result<AddOn> file = addOnNamed(AddOnKind::Lora, name, addOnFolders(AddOnKind::Lora));
        if (!file) {
            return tl::unexpected<Error>(file.error());
        }
        loras.push_back({{"path", file->path.string()}, {"tag", name}});
    }
    return {};
}

/// Embeddings whose names occur in a prompt; the engine looks whether they stand there as words.
void addEmbeddings(const std::string& prompts, json& given)
{
    const std::string text = lowerCase(prompts);
    for (const AddOn& embedding : findAddOns(AddOnKind::Embedding, addOnFolders(AddOnKind::Embedding))) {
        if (text.find(lowerCase(embedding.name)) != std::string::npos) {
            given["modelOptions"]["embeddings"].push_back(
                {{"name", embedding.name}, {"path", embedding.path.string()}});
        }
    }
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
    if (given.value("syntax", json()) == std::string(name(PromptSyntax::Plain))) {
        return {};
    }
    std::string prompts;
    for (const char* key : {"prompt", "negativePrompt"}) {
        if (!given.contains(key) || !given[key].is_string()) {
            continue;
        }
        const Result<std::string> text = withWildcards(given[key].get<std::string>(), wildcardLines);
        if (!text) {
            return tl::unexpected<Error>(text.error());
        }
        given[key] = *text;
        prompts += *text + "\n";
        if (!findLoraTags(*text).empty()) {
            if (Result<> outcome = addTagged(*text, given); !outcome) {
                return outcome;
            }
        }
    }
    addEmbeddings(prompts, given);
    return {};
}

} // namespace gesso::cli
