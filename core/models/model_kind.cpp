// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_kind.h"

#include <algorithm>
#include <array>
#include <string>

namespace gesso {
namespace {

struct Entry {
    ModelKind kind;
    std::string_view name, description;
};

constexpr std::array kEntries{
    Entry{ModelKind::Unknown, "unknown", "weights of no kind that is known"},
    Entry{ModelKind::DiffusersFolder, "diffusers-folder", "folder in diffusers' layout"},
    Entry{ModelKind::Sd1, "sd1", "Stable Diffusion 1 checkpoint (single file)"},
    Entry{ModelKind::Sd1Inpaint, "sd1-inpaint", "Stable Diffusion 1 inpainting checkpoint (single file)"},
    Entry{ModelKind::Sd2, "sd2", "Stable Diffusion 2 checkpoint (single file)"},
    Entry{ModelKind::Sd2Inpaint, "sd2-inpaint", "Stable Diffusion 2 inpainting checkpoint (single file)"},
    Entry{ModelKind::Sdxl, "sdxl", "Stable Diffusion XL checkpoint (single file)"},
    Entry{ModelKind::SdxlInpaint, "sdxl-inpaint", "Stable Diffusion XL inpainting checkpoint (single file)"},
    Entry{ModelKind::SdxlRefiner, "sdxl-refiner", "Stable Diffusion XL refiner (single file)"},
    Entry{ModelKind::Upscaler, "upscaler", "Stable Diffusion x4 upscaler (single file)"},
    Entry{ModelKind::InstructPix2Pix, "instruct-pix2pix", "InstructPix2Pix checkpoint (single file)"},
    Entry{ModelKind::ControlNet, "controlnet", "ControlNet"},
    Entry{ModelKind::Unet, "unet", "UNet of a diffusers folder"},
    Entry{ModelKind::Vae, "vae", "VAE (image autoencoder)"},
    Entry{ModelKind::TextEncoder, "text-encoder", "CLIP text encoder"},
    Entry{ModelKind::Lora, "lora", "LoRA"},
    Entry{ModelKind::Embedding, "embedding", "textual-inversion embedding"},
};

const Entry& entryOf(ModelKind kind) noexcept
{
    const auto entry =
        std::find_if(kEntries.begin(), kEntries.end(), [kind](const Entry& e) { return e.kind == kind; });
    return entry == kEntries.end() ? kEntries.front() : *entry;
}

constexpr std::string_view kLdmUnet = "model.diffusion_model.";
constexpr std::uint64_t kInpaintChannels = 9;
constexpr std::uint64_t kPix2PixChannels = 8;
constexpr std::uint64_t kSd2TextWidth = 1024;
constexpr std::size_t kMaxEmbeddingTensors = 4;

constexpr std::array<std::string_view, 8> kLoraSuffixes{
    ".lora_down.weight", ".lora_A.weight", ".lora.down.weight", "_lora.down.weight",
    ".hada_w1_a",        ".lokr_w1",       ".lokr_w1_a",        ".lora_linear_layer.down.weight",
};
constexpr std::array<std::string_view, 4> kEmbeddingNames{"emb_params", "clip_l", "clip_g", "string_to_param.*"};

bool isLora(const SafetensorsHeader& header)
{
    return std::any_of(header.tensors().begin(), header.tensors().end(), [](const auto& tensor) {
        return std::any_of(kLoraSuffixes.begin(), kLoraSuffixes.end(),
                           [&tensor](std::string_view suffix) { return tensor.name.ends_with(suffix); });
    });
}

bool isEmbedding(const SafetensorsHeader& header)
{
    return header.tensors().size() <= kMaxEmbeddingTensors &&
           std::any_of(kEmbeddingNames.begin(), kEmbeddingNames.end(),
                       [&header](std::string_view name) { return header.find(name) != nullptr; });
}

// Size of the second dimension of a tensor, which may be stored as a convolution of 1 x 1; 0 when there is none.
std::uint64_t inputsOf(const SafetensorsHeader& header, std::string_view tensor)
{
    constexpr std::size_t kLinear = 2, kConvolution = 4;
    const SafetensorsHeader::Tensor* found = header.find(tensor);
    const bool isWeight = found != nullptr && (found->shape.size() == kLinear || found->shape.size() == kConvolution);
    return isWeight ? found->shape[1] : 0;
}

ModelKind kindOfLdmCheckpoint(const SafetensorsHeader& header)
{
    const std::string unet(kLdmUnet);
    const auto has = [&header](std::string_view name) { return header.find(name) != nullptr; };
    const bool isXl = has("conditioner.embedders.1.model.transformer.resblocks.9.mlp.c_proj.bias");
    const bool isV2 =
        inputsOf(header, unet + "input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight") == kSd2TextWidth;
    const std::uint64_t channels = inputsOf(header, unet + "input_blocks.0.0.weight");
    if (channels == kInpaintChannels) {
        return isXl ? ModelKind::SdxlInpaint : isV2 ? ModelKind::Sd2Inpaint : ModelKind::Sd1Inpaint;
    }
    if (isXl) {
        return ModelKind::Sdxl;
    }
    if (has("conditioner.embedders.0.model.transformer.resblocks.9.mlp.c_proj.bias")) {
        return ModelKind::SdxlRefiner;
    }
    if (isV2) {
        return ModelKind::Sd2;
    }
    if (has(unet + "input_blocks.10.0.skip_connection.bias")) {
        return ModelKind::Upscaler;
    }
    return channels == kPix2PixChannels ? ModelKind::InstructPix2Pix : ModelKind::Sd1;
}

/// Whether a tensor multiplies a layer's input: its second size is the width of that.
bool isLoraDown(std::string_view name)
{
    constexpr std::array<std::string_view, 6> kEnds{".lora_down.weight", ".lora_A.weight",
                                                    ".lora.down.weight", "_lora.down.weight",
                                                    ".hada_w1_b",        ".lora_linear_layer.down.weight"};
    for (const std::string_view end : kEnds) {
        if (name.ends_with(end)) {
            return true;
        }
    }
    return false;
}

/// Whether a layer reads the text: key or value of a UNet's cross-attention.
bool readsText(std::string_view name)
{
    return name.find("attn2") != std::string_view::npos &&
           (name.find("to_k") != std::string_view::npos || name.find("to_v") != std::string_view::npos);
}

/// Whether a layer is of the one text encoder that Stable Diffusion 1 and 2 have, as wide as the texts.
bool isOfTextEncoder(std::string_view name)
{
    return (name.starts_with("lora_te_") || name.starts_with("text_encoder.")) &&
           name.find("self_attn") != std::string_view::npos && name.find("q_proj") != std::string_view::npos;
}

} // namespace

std::string_view name(ModelKind kind) noexcept
{
    return entryOf(kind).name;
}

std::string_view description(ModelKind kind) noexcept
{
    return entryOf(kind).description;
}

std::string_view familyOfTextWidth(std::uint64_t width) noexcept
{
    switch (width) {
    case 768:
        return "Stable Diffusion 1";
    case kSd2TextWidth:
        return "Stable Diffusion 2";
    case 1280:
    case 2048:
        return "Stable Diffusion XL";
    default:
        return {};
    }
}

std::string widthMismatch(std::string_view what, std::uint64_t width, std::uint64_t modelWidth, std::string_view made)
{
    const auto wide = [](std::uint64_t number) { return std::to_string(number) + " wide"; };
    const std::string_view family = made.empty() ? familyOfTextWidth(width) : made;
    const std::string_view models = familyOfTextWidth(modelWidth);
    std::string text = std::string(what) + " is for ";
    text += family.empty() ? "a model that is " + wide(width) : std::string(family);
    text += family.empty() || width == 0 ? "" : " (" + wide(width) + ")";
    text += "; the model is ";
    return text + (models.empty() ? wide(modelWidth) : std::string(models) + " (" + wide(modelWidth) + ")");
}

ModelKind kindOf(const SafetensorsHeader& header)
{
    const auto has = [&header](std::string_view name) { return header.find(name) != nullptr; };
    if (isLora(header)) {
        return ModelKind::Lora;
    }
    if (isEmbedding(header)) {
        return ModelKind::Embedding;
    }
    if (has("control_model.input_hint_block.0.weight") || has("input_hint_block.0.weight") ||
        has("controlnet_cond_embedding.conv_in.weight")) {
        return ModelKind::ControlNet;
    }
    if (has(std::string(kLdmUnet) + "input_blocks.0.0.weight")) {
        return kindOfLdmCheckpoint(header);
    }
    if (has("time_embedding.linear_1.weight") && has("conv_in.weight")) {
        return ModelKind::Unet;
    }
    if (has("decoder.conv_in.weight") || has("first_stage_model.decoder.conv_in.weight")) {
        return ModelKind::Vae;
    }
    if (has("text_model.embeddings.token_embedding.weight") || has("embeddings.token_embedding.weight")) {
        return ModelKind::TextEncoder;
    }
    return ModelKind::Unknown;
}

std::uint64_t loraTextWidth(const SafetensorsHeader& header)
{
    std::uint64_t ofEncoder = 0;
    for (const SafetensorsHeader::Tensor& tensor : header.tensors()) {
        if (!isLoraDown(tensor.name) || tensor.shape.size() < 2) {
            continue;
        }
        if (readsText(tensor.name)) {
            return tensor.shape[1];
        }
        ofEncoder = isOfTextEncoder(tensor.name) ? tensor.shape[1] : ofEncoder;
    }
    return ofEncoder;
}

} // namespace gesso
