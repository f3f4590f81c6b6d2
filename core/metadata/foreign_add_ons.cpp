// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/foreign_add_ons.h"

#include "core/add_ons/add_on_folders.h"
#include "core/base/file.h"
#include "core/base/path_text.h"
#include "core/metadata/file_hashes.h"
#include "core/metadata/foreign_values.h"
#include "core/metadata/made_prompt.h"
#include "core/models/safetensors_header.h"
#include "core/prompt/lora_tags.h"

#include <algorithm>
#include <optional>

namespace gesso {
namespace {

namespace fs = std::filesystem;
using Kind = MissingAddOn::Kind;

/// The LoRA whose hash begins so: told by its header, as A1111 reads it, or worked out earlier.
std::optional<AddOn> loraOfHash(const std::string& hash)
{
    if (hash.empty()) {
        return std::nullopt;
    }
    for (AddOn& lora : findAddOns(AddOnKind::Lora, addOnFolders(AddOnKind::Lora))) {
        const auto known = FileHashes::shared().known(lora.path, HashedPart::AfterHeader);
        if (known && known->starts_with(hash)) {
            return std::move(lora);
        }
        const auto file = openForReading(lora.path);
        const auto header = file ? SafetensorsHeader::read(file->get()) : tl::unexpected(file.error());
        if (header && header->metadata().contains("sshs_model_hash") &&
            header->metadata().at("sshs_model_hash").starts_with(hash)) {
            return std::move(lora);
        }
    }
    return std::nullopt;
}

std::string hashOfNamed(const std::vector<NamedHash>& files, const std::string& name)
{
    const auto found = std::ranges::find(files, name, &NamedHash::name);
    return found == files.end() ? std::string() : found->hash;
}

/// Sees to the tags of one prompt: a LoRA that has another name here gets that.
void lookUpTags(std::string& prompt, const PictureMetadata& metadata, std::vector<MissingAddOn>& missing)
{
    std::vector<LoraTagText> tags = findLoraTags(prompt);
    std::ranges::reverse(tags); // so that places before stay
    for (const LoraTagText& tag : tags) {
        const std::string name = prompt.substr(tag.name.begin, tag.name.end - tag.name.begin);
        if (addOnNamed(AddOnKind::Lora, name, addOnFolders(AddOnKind::Lora))) {
            continue;
        }
        if (const auto found = loraOfHash(hashOfNamed(metadata.loras, name))) {
            prompt.replace(tag.name.begin, name.size(), found->name);
        } else if (std::ranges::find(missing, MissingAddOn{Kind::Lora, name}) == missing.end()) {
            missing.push_back({Kind::Lora, name});
        }
    }
}

/// LoRAs of the plain syntax, whose prompts have no tags, by name alone.
void lookUpPlain(std::vector<LoraUse>& loras, std::vector<MissingAddOn>& missing)
{
    std::vector<LoraUse> own;
    for (const LoraUse& lora : loras) {
        const std::string name = stemOf(lora.path);
        if (const auto found = addOnNamed(AddOnKind::Lora, name, addOnFolders(AddOnKind::Lora))) {
            own.push_back({textOfPath(found->path), lora.weight, {}, lora.unetWeight});
        } else {
            missing.push_back({Kind::Lora, name});
        }
    }
    loras = std::move(own);
}

void lookUpAutoencoder(PictureMetadata& metadata, std::vector<MissingAddOn>& missing)
{
    std::string& path = metadata.request->modelOptions.vae;
    metadata.vae.name = path.empty() ? metadata.vae.name : fs::path(path).filename().string();
    path.clear();
    if (metadata.vae.name.empty() || metadata.vae.name == "None" || metadata.vae.name == "Automatic") {
        return;
    }
    const std::string name = stemOf(metadata.vae.name);
    if (const auto found = addOnNamed(AddOnKind::Autoencoder, name, addOnFolders(AddOnKind::Autoencoder))) {
        path = textOfPath(found->path);
    } else {
        missing.push_back({Kind::Autoencoder, metadata.vae.name});
    }
}

void lookUpEmbeddings(PictureMetadata& metadata, std::vector<MissingAddOn>& missing)
{
    for (const EmbeddingFile& embedding : metadata.request->modelOptions.embeddings) {
        if (hashOfNamed(metadata.embeddings, embedding.name).empty()) {
            metadata.embeddings.push_back({embedding.name, {}});
        }
    }
    metadata.request->modelOptions.embeddings.clear();
    for (const NamedHash& embedding : metadata.embeddings) {
        if (!addOnNamed(AddOnKind::Embedding, embedding.name, addOnFolders(AddOnKind::Embedding))) {
            missing.push_back({Kind::Embedding, embedding.name});
        }
    }
}

} // namespace

std::vector<MissingAddOn> useOwnAddOns(PictureMetadata& metadata)
{
    std::vector<MissingAddOn> missing;
    if (!metadata.request) {
        return missing;
    }
    GenerationRequest& request = *metadata.request;
    metadata.modelName = metadata.modelName.empty() ? stemOf(request.model) : metadata.modelName;
    request.model.clear();
    request.init.path.clear();
    request.mask.path.clear();
    if (request.syntax == PromptSyntax::Plain) {
        lookUpPlain(request.modelOptions.loras, missing);
    } else {
        request.prompt = withLoraTags(request, request.prompt);
        request.modelOptions.loras.clear();
        lookUpTags(request.prompt, metadata, missing);
    }
    lookUpAutoencoder(metadata, missing);
    lookUpEmbeddings(metadata, missing);
    return missing;
}

} // namespace gesso
