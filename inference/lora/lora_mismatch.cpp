// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_mismatch.h"

#include "core/models/model_kind.h"
#include "inference/lora/lora_key.h"

#include <algorithm>
#include <array>

namespace gesso::inference {
namespace {

constexpr std::size_t kNamedTensors = 3;

struct Sign {
    std::string_view part, model;
};

/// What trainers write into the metadata, without blanks and in lower case.
constexpr std::array<Sign, 10> kMetadataSigns{{
    {"sdxl", "Stable Diffusion XL"},
    {"xl-v1", "Stable Diffusion XL"},
    {"sd3", "Stable Diffusion 3"},
    {"stable-diffusion-v3", "Stable Diffusion 3"},
    {"flux", "FLUX"},
    {"sd_v2", "Stable Diffusion 2"},
    {"stable-diffusion-v2", "Stable Diffusion 2"},
    {"sd_v1", "Stable Diffusion 1"},
    {"stable-diffusion-v1", "Stable Diffusion 1"},
    {"sd_1.5", "Stable Diffusion 1"},
}};
/// Parts of names that only one family has.
constexpr std::array<Sign, 8> kNameSigns{{
    {"lora_te2_", "Stable Diffusion XL"},
    {"text_encoder_2.", "Stable Diffusion XL"},
    {"add_embedding", "Stable Diffusion XL"},
    {"double_blocks", "FLUX"},
    {"single_transformer_blocks", "FLUX"},
    {"joint_blocks", "Stable Diffusion 3"},
    {"lora_prior_", "Stable Cascade"},
    {"transformer.transformer_blocks", "a model with a diffusion transformer"},
}};

std::string familyOf(std::uint64_t textWidth)
{
    switch (textWidth) {
    case 768:
        return "Stable Diffusion 1";
    case 1024:
        return "Stable Diffusion 2";
    case 2048:
        return "Stable Diffusion XL";
    default:
        return textWidth == 0 ? std::string() : "a model whose text is " + std::to_string(textWidth) + " wide";
    }
}

/// Width of the text that the cross-attention of the file's model takes; 0 where no tensor tells.
std::uint64_t textWidthOf(const SafetensorsHeader& header)
{
    for (const SafetensorsHeader::Tensor& tensor : header.tensors()) {
        const std::optional<LoraKey> key = splitLoraKey(tensor.name);
        const bool isDown = key && (key->part == LoraPart::Down || key->part == LoraPart::Hada1B);
        if (isDown && tensor.shape.size() > 1 && (key->stem.ends_with("attn2_to_k") || key->stem.ends_with("to_k")) &&
            key->stem.find("attn2") != std::string_view::npos) {
            return tensor.shape[1];
        }
    }
    return 0;
}

std::string quoted(const std::filesystem::path& path)
{
    std::string text(1, '\'');
    return text.append(path.native()).append(1, '\'');
}

// "12 of its tensors WHAT (a, b, c, ...); ": nothing when there are none.
std::string sentence(const std::vector<std::string>& tensors, std::size_t of, std::string_view what)
{
    if (tensors.empty()) {
        return {};
    }
    std::string text = std::to_string(tensors.size()) + " of its " + std::to_string(of) + " tensors ";
    text.append(what).append(" (");
    for (std::size_t i = 0; i < std::min(tensors.size(), kNamedTensors); ++i) {
        text.append(i == 0 ? "" : ", ").append(tensors[i]);
    }
    return text + (tensors.size() > kNamedTensors ? ", ...); " : "); ");
}

} // namespace

std::string lorasModel(const SafetensorsHeader& header)
{
    for (const char* const key : {"ss_base_model_version", "modelspec.architecture"}) {
        const auto found = header.metadata().find(key);
        for (const Sign& sign : kMetadataSigns) {
            if (found != header.metadata().end() && found->second.find(sign.part) != std::string::npos) {
                return std::string(sign.model);
            }
        }
    }
    for (const SafetensorsHeader::Tensor& tensor : header.tensors()) {
        for (const Sign& sign : kNameSigns) {
            if (tensor.name.find(sign.part) != std::string::npos) {
                return std::string(sign.model);
            }
        }
    }
    return familyOf(textWidthOf(header));
}

EngineError mismatchError(const std::filesystem::path& path, const SafetensorsHeader& header,
                          const LoraTargets& targets, const LoraMismatch& mismatch)
{
    const std::size_t count = header.tensors().size();
    const std::string file = quoted(path);
    const ModelKind kind = kindOf(header);
    if (kind != ModelKind::Lora && mismatch.endings.size() == count) {
        std::string message = file + " is no LoRA";
        if (kind != ModelKind::Unknown) {
            message.append(": it is a ").append(description(kind));
        }
        return {ErrorCode::ModelUnsupported, message.append("; choose another file")};
    }
    const std::string own = familyOf(static_cast<std::uint64_t>(targets.textWidth()));
    const std::string made = lorasModel(header);
    const bool isOther = !made.empty() && made != own;
    std::string message = "the LoRA ";
    message.append(file).append(" does not fit the model, which is ").append(own);
    if (isOther) {
        message.append(": it seems to be made for ").append(made);
    }
    message.append(": ")
        .append(sentence(mismatch.endings, count, "are of a method that this version does not know"))
        .append(sentence(mismatch.homeless, count, "have no place in it"))
        .append(sentence(mismatch.misfits, count, "have another shape than its own"))
        .append("choose a LoRA that was made for ")
        .append(own)
        .append(isOther ? ", or a model that this one was made for" : "");
    return {ErrorCode::ModelUnsupported, message};
}

} // namespace gesso::inference
