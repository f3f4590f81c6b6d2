// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/lora/lora_mismatch.h"

#include "core/models/model_kind.h"
#include "inference/lora/lora_key.h"

#include <algorithm>
#include <array>

namespace gesso::inference {
namespace {

constexpr std::size_t kNamedTensors = 8;

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
    return std::string(familyOfTextWidth(textWidthOf(header)));
}

bool isOfAnotherModel(const SafetensorsHeader& header, const LoraTargets& targets, const LoraMismatch& mismatch)
{
    const std::size_t strays = mismatch.endings.size() + mismatch.homeless.size();
    if (!mismatch.misfits.empty() || 2 * strays > header.tensors().size()) {
        return true;
    }
    const std::string made = lorasModel(header);
    const std::string_view own = familyOfTextWidth(static_cast<std::uint64_t>(targets.textWidth()));
    return !mismatch.homeless.empty() && !made.empty() && !own.empty() && made != own;
}

EngineError mismatchError(const std::filesystem::path& path, const SafetensorsHeader& header,
                          const LoraTargets& targets, const LoraMismatch& mismatch)
{
    const std::size_t count = header.tensors().size();
    const std::string file = quoted(path.stem());
    const ModelKind kind = kindOf(header);
    if (kind != ModelKind::Lora && mismatch.endings.size() == count) {
        std::string message = file + " is no LoRA";
        if (kind != ModelKind::Unknown) {
            message.append(": it is a ").append(description(kind));
        }
        return {ErrorCode::ModelUnsupported, message.append(". Choose another file.\n").append(quoted(path))};
    }
    const auto ownWidth = static_cast<std::uint64_t>(targets.textWidth());
    const std::uint64_t width = textWidthOf(header);
    const std::string made = lorasModel(header);
    const std::string own(familyOfTextWidth(ownWidth));
    std::string message;
    if (!made.empty() ? made != own : width > 0 && width != ownWidth) {
        message = widthMismatch("The LoRA " + file, width, ownWidth, made) + ". Choose a LoRA made for " +
                  (own.empty() ? "this model" : own) + ", or a model that this one was made for.";
    } else if (mismatch.homeless.empty() && mismatch.misfits.empty()) {
        message = "The LoRA " + file + " is of a method that this version does not know. Choose another one.";
    } else {
        message = "The LoRA " + file + " does not fit the model" + (own.empty() ? "" : ", which is " + own) +
                  ": it is made for a model of another kind. Choose another one.";
    }
    message.append("\n")
        .append(quoted(path))
        .append(": ")
        .append(sentence(mismatch.endings, count, "are of a method that this version does not know"))
        .append(sentence(mismatch.homeless, count, "have no place in the model"))
        .append(sentence(mismatch.misfits, count, "have another shape than the model's"));
    message.resize(message.find_last_not_of("; ") + 1);
    return {ErrorCode::ModelUnsupported, message};
}

} // namespace gesso::inference
