// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/known_hashes.h"

#include "core/base/path_text.h"
#include "core/metadata/made_prompt.h"
#include "core/models/weight_files.h"
#include "core/prompt/lora_tags.h"

#include <algorithm>
#include <cctype>

namespace gesso {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kModelDigits = 10;
constexpr std::size_t kAddOnDigits = 12;

/// The file that a model or autoencoder is known by: itself, or of a folder the weights in `part`; empty when it has
/// several, or none.
fs::path fileOf(const fs::path& model, const char* part)
{
    std::error_code error;
    if (!fs::is_directory(model, error)) {
        return model;
    }
    const fs::path inner = fs::is_directory(model / part, error) ? model / part : model;
    const auto files = findWeightFiles(inner, "diffusion_pytorch_model");
    return files && !files->file.empty() ? inner / files->file : fs::path();
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

/// Whether `name` stands in `text` as a word, in any case.
bool hasWord(const std::string& text, const std::string& name)
{
    const auto inWord = [&](std::size_t at) {
        const auto byte = static_cast<unsigned char>(at < text.size() ? text[at] : ' ');
        return std::isalnum(byte) != 0 || byte == '_' || byte >= 0x80;
    };
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
        if ((at == 0 || !inWord(at - 1)) && !inWord(at + name.size())) {
            return true;
        }
    }
    return false;
}

std::string startOf(const std::optional<std::string>& hash, std::size_t digits)
{
    return hash ? hash->substr(0, digits) : std::string();
}

bool hasTag(const std::string& prompt, const std::string& name)
{
    return std::ranges::any_of(findLoraTags(prompt), [&](const LoraTagText& tag) {
        return lowerCase(prompt.substr(tag.name.begin, tag.name.end - tag.name.begin)) == lowerCase(name);
    });
}

} // namespace

void beginHashing(const GenerationRequest& request, FileHashes& hashes)
{
    hashes.begin(fileOf(pathOfText(request.model), "unet"), HashedPart::Whole);
    hashes.begin(fileOf(pathOfText(request.modelOptions.vae), "vae"), HashedPart::Whole);
    for (const LoraUse& lora : request.modelOptions.loras) {
        hashes.begin(pathOfText(lora.path), HashedPart::AfterHeader);
    }
    for (const EmbeddingFile& embedding : request.modelOptions.embeddings) {
        hashes.begin(pathOfText(embedding.path), HashedPart::Whole);
    }
}

PictureMetadata withKnownHashes(PictureMetadata metadata, FileHashes& hashes)
{
    if (!metadata.request) {
        return metadata;
    }
    const GenerationRequest& request = *metadata.request;
    const ModelOptions& options = request.modelOptions;
    metadata.modelFileHash =
        startOf(hashes.known(fileOf(pathOfText(request.model), "unet"), HashedPart::Whole), kModelDigits);
    if (!options.vae.empty()) {
        metadata.vae = {fs::path(options.vae).filename().string(),
                        startOf(hashes.known(fileOf(pathOfText(options.vae), "vae"), HashedPart::Whole), kModelDigits)};
    }
    const std::string prompt = madePrompt(request, request.prompt, metadata.seed);
    const std::string prompts = prompt + "\n" + madePrompt(request, request.negativePrompt, metadata.seed);
    metadata.loras.clear();
    for (const LoraUse& lora : options.loras) {
        if (lora.tag.empty() || hasTag(prompt, lora.tag)) {
            metadata.loras.push_back(
                {lora.tag.empty() ? fs::path(lora.path).stem().string() : lora.tag,
                 startOf(hashes.known(pathOfText(lora.path), HashedPart::AfterHeader), kAddOnDigits)});
        }
    }
    metadata.embeddings.clear();
    const std::string words = lowerCase(prompts);
    for (const EmbeddingFile& embedding : options.embeddings) {
        if (hasWord(words, lowerCase(embedding.name))) {
            metadata.embeddings.push_back(
                {embedding.name, startOf(hashes.known(pathOfText(embedding.path), HashedPart::Whole), kAddOnDigits)});
        }
    }
    return metadata;
}

} // namespace gesso
