// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/foreign_json.h"

#include "core/metadata/comfy_graph.h"
#include "core/metadata/foreign_values.h"

#include <algorithm>
#include <charconv>

namespace gesso {
namespace {

using nlohmann::json;

const std::string* textUnder(std::span<const TextEntry> entries, std::string_view key)
{
    const auto found =
        std::find_if(entries.begin(), entries.end(), [key](const TextEntry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->text;
}

PictureMetadata begun(std::string software, const json& values, std::initializer_list<const char*> prompt,
                      std::initializer_list<const char*> negative)
{
    PictureMetadata metadata = beginForeign(std::move(software));
    metadata.request->prompt = textOf(memberOf(values, prompt));
    metadata.request->negativePrompt = textOf(memberOf(values, negative));
    return metadata;
}

void setSampling(PictureMetadata& metadata, const std::string& sampler, const std::string& spacing)
{
    const Sampling sampling = samplingOfForeign(sampler, spacing);
    metadata.request->scheduler = sampling.kind;
    metadata.request->sampler.sigmas = sampling.sigmas;
}

// ---- SwarmUI

/// A list, or a text with commas.
std::vector<std::string> listOf(const json* value)
{
    std::vector<std::string> list;
    if (value != nullptr && value->is_array()) {
        for (const json& each : *value) {
            list.push_back(textOf(&each));
        }
        return list;
    }
    std::string text = textOf(value);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        list.push_back(text.substr(0, end));
        text.erase(0, std::min(end + 1, text.size()));
    }
    return list;
}

/// The first digits of a "0x..." hash of a file that plays this part.
std::string swarmHash(const json& whole, const char* part, const std::string& name, std::size_t digits)
{
    const json* const models = memberOf(whole, {"sui_models"});
    if (models == nullptr || !models->is_array()) {
        return {};
    }
    for (const json& model : *models) {
        if (textOf(memberOf(model, {"param"})) == part && stemOf(textOf(memberOf(model, {"name"}))) == name) {
            const std::string hash = textOf(memberOf(model, {"hash"}));
            return hash.starts_with("0x") ? hash.substr(2, digits) : hash.substr(0, digits);
        }
    }
    return {};
}

PictureMetadata fromSwarm(const json& whole, const json& values)
{
    PictureMetadata metadata = begun("SwarmUI", values, {"prompt"}, {"negativeprompt"});
    GenerationRequest& request = *metadata.request;
    setSeed(metadata, memberOf(values, {"seed"}));
    setWhole(request.steps, memberOf(values, {"steps"}));
    setReal(request.guidanceScale, memberOf(values, {"cfgscale"}));
    setWhole(request.width, memberOf(values, {"width"}));
    setWhole(request.height, memberOf(values, {"height"}));
    if (const auto seed = wholeOf(memberOf(values, {"variationseed"}))) {
        request.variationSeed = *seed;
    }
    setReal(request.variationStrength, memberOf(values, {"variationseedstrength"}));
    if (const json* const creativity = memberOf(values, {"initimagecreativity"})) {
        setReal(request.strength, creativity);
        request.task = Task::ImageToImage;
    }
    const auto layer = numberOf(memberOf(values, {"clipstopatlayer"}));
    request.clipSkip = layer && *layer <= -1. && *layer >= -12. ? static_cast<int>(-*layer) : 1;
    setSampling(metadata, textOf(memberOf(values, {"sampler"})), textOf(memberOf(values, {"scheduler"})));
    metadata.modelName = stemOf(textOf(memberOf(values, {"model"})));
    constexpr std::size_t kModelDigits = 10, kLoraDigits = 12;
    metadata.modelFileHash = swarmHash(whole, "model", metadata.modelName, kModelDigits);
    metadata.vae.name = textOf(memberOf(values, {"vae"}));
    const std::vector<std::string> names = listOf(memberOf(values, {"loras"}));
    const std::vector<std::string> weights = listOf(memberOf(values, {"loraweights"}));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const json weight = i < weights.size() ? json(weights[i]) : json(1.);
        const std::string name = stemOf(names[i]);
        addLora(metadata, name, {numberOf(&weight).value_or(1.)}, swarmHash(whole, "loras", name, kLoraDigits));
    }
    const std::string version = textOf(memberOf(values, {"swarm_version"}));
    metadata.software += version.empty() ? "" : " " + version;
    return metadata;
}

// ---- Fooocus: keys of its metadata, and those of its log

/// "(1152, 896)", "1152x896" or "1152, 896".
void setResolution(GenerationRequest& request, const std::string& text)
{
    constexpr std::string_view kDigits = "0123456789";
    int sides[2] = {};
    std::size_t at = 0;
    for (int& side : sides) {
        at = text.find_first_of(kDigits, at);
        if (at == std::string::npos) {
            return;
        }
        const std::size_t end = std::min(text.find_first_not_of(kDigits, at), text.size());
        if (std::from_chars(text.data() + at, text.data() + end, side).ec != std::errc{}) {
            return;
        }
        at = end;
    }
    request.width = sides[0];
    request.height = sides[1];
}

void readFooocusLoras(PictureMetadata& metadata, const json& values)
{
    if (const json* const list = memberOf(values, {"loras"}); list != nullptr && list->is_array()) {
        for (const json& lora : *list) {
            if (lora.is_array() && lora.size() >= 2) {
                addLora(metadata, stemOf(textOf(&lora[0])), {numberOf(&lora[1]).value_or(1.)},
                        lora.size() > 2 ? textOf(&lora[2]) : "");
            }
        }
        return;
    }
    constexpr int kMost = 5;
    for (int i = 1; i <= kMost; ++i) {
        const std::string combined = textOf(memberOf(values, {("lora_combined_" + std::to_string(i)).c_str()}));
        const std::size_t colon = combined.rfind(" : ");
        if (colon != std::string::npos) {
            const json weight = combined.substr(colon + 3);
            addLora(metadata, stemOf(combined.substr(0, colon)), {numberOf(&weight).value_or(1.)}, "");
        }
    }
}

PictureMetadata fromFooocus(const json& values)
{
    PictureMetadata metadata = begun("Fooocus", values, {"prompt", "Prompt"}, {"negative_prompt", "Negative Prompt"});
    GenerationRequest& request = *metadata.request;
    setSeed(metadata, memberOf(values, {"seed", "Seed"}));
    setWhole(request.steps, memberOf(values, {"steps"}));
    setReal(request.guidanceScale, memberOf(values, {"guidance_scale", "Guidance Scale"}));
    setResolution(request, textOf(memberOf(values, {"resolution", "Resolution"})));
    setWhole(request.width, memberOf(values, {"width"}));
    setWhole(request.height, memberOf(values, {"height"}));
    setWhole(request.clipSkip, memberOf(values, {"clip_skip"}));
    setSampling(metadata, textOf(memberOf(values, {"sampler", "Sampler"})),
                textOf(memberOf(values, {"scheduler", "Scheduler"})));
    metadata.modelName = stemOf(textOf(memberOf(values, {"base_model", "Base Model"})));
    metadata.modelFileHash = textOf(memberOf(values, {"base_model_hash"}));
    metadata.vae.name = textOf(memberOf(values, {"vae"}));
    metadata.vae.name = metadata.vae.name == "Default (model)" ? "" : metadata.vae.name;
    readFooocusLoras(metadata, values);
    const std::string version = textOf(memberOf(values, {"version"}));
    metadata.software =
        version.starts_with("Fooocus") ? version : metadata.software + (version.empty() ? "" : " " + version);
    return metadata;
}

// ---- InvokeAI

std::string nameOrText(const json* value)
{
    return value != nullptr && value->is_object()
               ? textOf(memberOf(*value, {"name", "model_name", "lora_name", "image_name"}))
               : textOf(value);
}

PictureMetadata fromInvoke(const json& values)
{
    PictureMetadata metadata = begun("InvokeAI", values, {"positive_prompt", "prompt"}, {"negative_prompt"});
    GenerationRequest& request = *metadata.request;
    setSeed(metadata, memberOf(values, {"seed"}));
    setWhole(request.steps, memberOf(values, {"steps"}));
    setReal(request.guidanceScale, memberOf(values, {"cfg_scale"}));
    setReal(request.guidanceRescale, memberOf(values, {"cfg_rescale_multiplier"}));
    setWhole(request.width, memberOf(values, {"width"}));
    setWhole(request.height, memberOf(values, {"height"}));
    int skipped = 0; // layers: A1111 counts the last one, too
    setWhole(skipped, memberOf(values, {"clip_skip"}));
    request.clipSkip = std::clamp(skipped, 0, 11) + 1;
    setSampling(metadata, textOf(memberOf(values, {"scheduler", "sampler"})), "");
    const std::string mode = textOf(memberOf(values, {"generation_mode"}));
    if (mode.find("img2img") != std::string::npos || mode.find("inpaint") != std::string::npos) {
        request.task = Task::ImageToImage;
        setReal(request.strength, memberOf(values, {"strength"}));
    }
    metadata.modelName = stemOf(nameOrText(memberOf(values, {"model"})));
    metadata.vae.name = nameOrText(memberOf(values, {"vae"}));
    if (const json* const loras = memberOf(values, {"loras"}); loras != nullptr && loras->is_array()) {
        for (const json& lora : *loras) {
            const json* const model = memberOf(lora, {"model", "lora"});
            addLora(metadata, stemOf(nameOrText(model)), {numberOf(memberOf(lora, {"weight"})).value_or(1.)}, "");
        }
    }
    const std::string version = textOf(memberOf(values, {"app_version"}));
    metadata.software += version.empty() ? "" : " " + version;
    return metadata;
}

/// Of version 2: {"model_weights", "image": {"prompt": [{"prompt", "weight"}], ...}}
std::optional<PictureMetadata> fromOldInvoke(const json& whole)
{
    const json* const image = memberOf(whole, {"image"});
    if (image == nullptr || !image->is_object()) {
        return std::nullopt;
    }
    PictureMetadata metadata = fromInvoke(*image);
    const json* const prompt = memberOf(*image, {"prompt"});
    if (prompt != nullptr && prompt->is_array() && !prompt->empty()) {
        metadata.request->prompt = textOf(memberOf(prompt->front(), {"prompt"}));
    }
    metadata.modelName = stemOf(textOf(memberOf(whole, {"model_weights"})));
    metadata.software = "InvokeAI " + textOf(memberOf(whole, {"app_version"}));
    return metadata;
}

// ---- NovelAI

std::optional<PictureMetadata> fromNovelAi(std::span<const TextEntry> entries)
{
    const std::string* const software = textUnder(entries, "Software");
    const std::string* const comment = textUnder(entries, "Comment");
    if (software == nullptr || *software != "NovelAI" || comment == nullptr) {
        return std::nullopt;
    }
    const json values = parseForeign(*comment);
    if (!values.is_object()) {
        return std::nullopt;
    }
    PictureMetadata metadata = begun("NovelAI", values, {"prompt"}, {"uc"});
    GenerationRequest& request = *metadata.request;
    if (const std::string* const description = textUnder(entries, "Description");
        request.prompt.empty() && description) {
        request.prompt = *description;
    }
    setSeed(metadata, memberOf(values, {"seed"}));
    setWhole(request.steps, memberOf(values, {"steps"}));
    setReal(request.guidanceScale, memberOf(values, {"scale"}));
    setWhole(request.width, memberOf(values, {"width"}));
    setWhole(request.height, memberOf(values, {"height"}));
    setSampling(metadata, textOf(memberOf(values, {"sampler"})), textOf(memberOf(values, {"noise_schedule"})));
    if (const std::string* const source = textUnder(entries, "Source")) {
        metadata.modelName = *source;
    }
    return metadata;
}

std::optional<PictureMetadata> fromParametersJson(const std::string& text)
{
    const json whole = parseForeign(text);
    if (const json* const swarm = memberOf(whole, {"sui_image_params"}); swarm != nullptr && swarm->is_object()) {
        return fromSwarm(whole, *swarm);
    }
    if (memberOf(whole, {"prompt", "Prompt", "full_prompt"}) != nullptr) {
        return fromFooocus(whole);
    }
    return memberOf(whole, {"positive_prompt"}) != nullptr ? std::optional(fromInvoke(whole))
                                                           : metadataFromComfy(whole);
}

std::optional<PictureMetadata> anyOf(std::span<const TextEntry> entries)
{
    if (const std::string* const text = textUnder(entries, kParametersKey); text != nullptr && text->find('{') < 16) {
        if (auto metadata = fromParametersJson(*text)) {
            return metadata;
        }
    }
    if (const std::string* const text = textUnder(entries, "invokeai_metadata")) {
        if (const json values = parseForeign(*text); values.is_object()) {
            return fromInvoke(values);
        }
    }
    if (const std::string* const text = textUnder(entries, "sd-metadata")) {
        if (auto metadata = fromOldInvoke(parseForeign(*text))) {
            return metadata;
        }
    }
    if (auto metadata = fromNovelAi(entries)) {
        return metadata;
    }
    const std::string* const graph = textUnder(entries, "prompt");
    return graph == nullptr ? std::nullopt : metadataFromComfy(parseForeign(*graph));
}

} // namespace

std::optional<PictureMetadata> metadataFromForeign(std::span<const TextEntry> entries)
{
    auto metadata = anyOf(entries);
    if (metadata) {
        endForeign(*metadata);
    }
    return metadata;
}

} // namespace gesso
