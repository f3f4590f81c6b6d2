// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/foreign_values.h"

#include "core/metadata/made_prompt.h"
#include "core/metadata/parameters_text.h"
#include "core/protocol/bounded_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace gesso {
namespace {

using nlohmann::json;

/// Outside of strings, "NaN" and "Infinity" become null: Python writes them.
std::string withoutNotNumbers(std::string_view text)
{
    std::string plain;
    plain.reserve(text.size());
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (inString && text[i] == '\\' && i + 1 < text.size()) {
            plain.append(text.substr(i, 2));
            ++i;
            continue;
        }
        inString = text[i] == '"' ? !inString : inString;
        const std::string_view rest = inString ? std::string_view() : text.substr(i);
        const std::size_t length = rest.starts_with("NaN")         ? 3
                                   : rest.starts_with("-Infinity") ? 9
                                   : rest.starts_with("Infinity")  ? 8
                                                                   : 0;
        if (length == 0) {
            plain.push_back(text[i]);
        } else {
            plain.append("null");
            i += length - 1;
        }
    }
    return plain;
}

template <typename Number> std::optional<Number> parsed(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

PictureMetadata beginForeign(std::string software)
{
    PictureMetadata metadata;
    metadata.software = std::move(software);
    metadata.request.emplace();
    metadata.request->steps = metadata.request->width = metadata.request->height = 0;
    metadata.request->guidanceScale = -1.;
    return metadata;
}

void endForeign(PictureMetadata& metadata)
{
    metadata.parameters = parametersText(metadata);
    GenerationRequest& request = *metadata.request;
    const GenerationRequest defaults;
    request.steps = request.steps > 0 ? request.steps : defaults.steps;
    request.guidanceScale = request.guidanceScale >= 0. ? request.guidanceScale : defaults.guidanceScale;
    if (request.width <= 0 || request.height <= 0) {
        request.width = defaults.width;
        request.height = defaults.height;
    }
}

json parseForeign(std::string_view text)
{
    const auto value = protocol::parseBoundedJson(withoutNotNumbers(text));
    return value ? *value : json(json::value_t::discarded);
}

const json* memberOf(const json& object, std::initializer_list<const char*> keys)
{
    if (!object.is_object()) {
        return nullptr;
    }
    for (const char* key : keys) {
        if (const auto found = object.find(key); found != object.end()) {
            return &*found;
        }
    }
    return nullptr;
}

std::string textOf(const json* value)
{
    if (value == nullptr) {
        return {};
    }
    return value->is_string() ? value->get<std::string>() : value->is_number() ? value->dump() : std::string();
}

std::optional<double> numberOf(const json* value)
{
    return value != nullptr && value->is_number() ? std::optional(value->get<double>()) : parsed<double>(textOf(value));
}

std::optional<std::uint64_t> wholeOf(const json* value)
{
    if (value != nullptr && value->is_number_float()) {
        const double number = value->get<double>();
        constexpr double kMost = 9e15; // beyond, doubles are no whole numbers any more
        return number >= 0. && number <= kMost ? std::optional(static_cast<std::uint64_t>(number)) : std::nullopt;
    }
    return parsed<std::uint64_t>(textOf(value));
}

void setWhole(int& target, const json* value)
{
    const auto number = wholeOf(value);
    if (number && *number <= static_cast<std::uint64_t>(std::numeric_limits<int>::max())) {
        target = static_cast<int>(*number);
    }
}

void setReal(double& target, const json* value)
{
    target = numberOf(value).value_or(target);
}

void setSeed(PictureMetadata& metadata, const json* value)
{
    metadata.seed = wholeOf(value).value_or(metadata.seed);
    metadata.request->seed = metadata.seed;
}

std::string stemOf(std::string_view file)
{
    file = file.substr(file.find_last_of("/\\") == std::string_view::npos ? 0 : file.find_last_of("/\\") + 1);
    for (const std::string_view end : {".safetensors", ".ckpt", ".pt", ".sft", ".bin"}) {
        if (file.ends_with(end)) {
            return std::string(file.substr(0, file.size() - end.size()));
        }
    }
    return std::string(file);
}

Sampling samplingOfForeign(std::string_view sampler, std::string_view spacing)
{
    struct Word {
        std::string_view word;
        SchedulerKind kind;
    };
    constexpr std::array<Word, 20> kWords{{{"euler", SchedulerKind::Euler},
                                           {"euler_a", SchedulerKind::EulerAncestral},
                                           {"euler_ancestral", SchedulerKind::EulerAncestral},
                                           {"heun", SchedulerKind::Heun},
                                           {"lms", SchedulerKind::Lms},
                                           {"ddim", SchedulerKind::Ddim},
                                           {"ddpm", SchedulerKind::Ddpm},
                                           {"pndm", SchedulerKind::Pndm},
                                           {"plms", SchedulerKind::Pndm},
                                           {"lcm", SchedulerKind::Lcm},
                                           {"unipc", SchedulerKind::UniPc},
                                           {"uni_pc", SchedulerKind::UniPc},
                                           {"uni_pc_bh2", SchedulerKind::UniPc},
                                           {"dpmpp_2m", SchedulerKind::Dpmpp2m},
                                           {"dpm++_2m", SchedulerKind::Dpmpp2m},
                                           {"dpmpp_2m_sde", SchedulerKind::Dpmpp2mSde},
                                           {"dpmpp_2m_sde_gpu", SchedulerKind::Dpmpp2mSde},
                                           {"dpm_2", SchedulerKind::ModelDefault},
                                           {"dpm_2_a", SchedulerKind::ModelDefault},
                                           {"dpm_fast", SchedulerKind::ModelDefault}}};
    Sampling sampling;
    sampling.sigmas = spacing == "karras"        ? SigmaSpacing::Karras
                      : spacing == "exponential" ? SigmaSpacing::Exponential
                      : spacing == "beta"        ? SigmaSpacing::Beta
                      : spacing == "sgm_uniform" ? SigmaSpacing::SgmUniform
                                                 : SigmaSpacing::Default;
    if (sampler.starts_with("k_")) {
        sampler.remove_prefix(2);
    }
    for (const std::string_view end : {"_karras", "_k"}) {
        if (sampler.ends_with(end)) {
            sampler.remove_suffix(end.size());
            sampling.sigmas = SigmaSpacing::Karras;
        }
    }
    const auto* const found =
        std::find_if(kWords.begin(), kWords.end(), [&](const Word& word) { return word.word == sampler; });
    sampling.kind = found == kWords.end() ? SchedulerKind::ModelDefault : found->kind;
    if (sampling.kind == SchedulerKind::Dpmpp2m && sampling.sigmas == SigmaSpacing::Karras) {
        return {SchedulerKind::Dpmpp2mKarras, SigmaSpacing::Default};
    }
    return sampling.kind == SchedulerKind::ModelDefault ? Sampling{} : sampling;
}

void addLora(PictureMetadata& metadata, const std::string& name, const LoraWeights& weights, const std::string& hash)
{
    if (name.empty() || name == "None") {
        return;
    }
    std::string& prompt = metadata.request->prompt;
    if (prompt.find("<lora:" + name + ":") == std::string::npos) {
        const double textEncoder = weights.textEncoder.value_or(weights.unet);
        prompt.append(prompt.empty() ? "" : " ");
        prompt.append(
            loraTag(name, textEncoder, textEncoder == weights.unet ? std::nullopt : std::optional(weights.unet)));
    }
    metadata.loras.push_back({name, hash});
}

} // namespace gesso
