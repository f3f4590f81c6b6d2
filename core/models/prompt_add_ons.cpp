// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/prompt_add_ons.h"

#include "core/base/file.h"
#include "core/models/add_on_folders.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/wildcards.h"

#include <algorithm>
#include <optional>
#include <sstream>

namespace gesso {
namespace {

constexpr std::size_t kMaxWildcardBytes = std::size_t{1} << 20;

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

/// The LoRA of each tag that has no file yet.
Result<> addTagged(const std::string& prompt, std::vector<LoraUse>& loras)
{
    for (const LoraTagText& tag : findLoraTags(prompt)) {
        const std::string name = prompt.substr(tag.name.begin, tag.name.end - tag.name.begin);
        if (std::ranges::find(loras, name, &LoraUse::tag) != loras.end()) {
            continue;
        }
        const Result<AddOn> file = addOnNamed(AddOnKind::Lora, name, addOnFolders(AddOnKind::Lora));
        if (!file) {
            return tl::unexpected<Error>(file.error());
        }
        loras.push_back({file->path.string(), 1., name});
    }
    return {};
}

/// Embeddings whose names occur in a prompt; the engine looks whether they stand there as words.
void addEmbeddings(const std::string& prompts, std::vector<EmbeddingFile>& embeddings)
{
    const std::string text = lowerCase(prompts);
    for (const AddOn& embedding : findAddOns(AddOnKind::Embedding, addOnFolders(AddOnKind::Embedding))) {
        const bool isThere = std::ranges::find(embeddings, embedding.name, &EmbeddingFile::name) != embeddings.end();
        if (!isThere && text.find(lowerCase(embedding.name)) != std::string::npos) {
            embeddings.push_back({embedding.name, embedding.path.string()});
        }
    }
}

} // namespace

Result<GenerationRequest> withPromptAddOns(GenerationRequest request)
{
    if (request.syntax == PromptSyntax::Plain) {
        return request;
    }
    for (std::string* prompt : {&request.prompt, &request.negativePrompt}) {
        const Result<std::string> text = withWildcards(*prompt, wildcardLines);
        if (!text) {
            return tl::unexpected<Error>(text.error());
        }
        *prompt = *text;
        if (Result<> tagged = addTagged(*prompt, request.modelOptions.loras); !tagged) {
            return tl::unexpected<Error>(tagged.error());
        }
    }
    addEmbeddings(request.prompt + "\n" + request.negativePrompt, request.modelOptions.embeddings);
    return request;
}

} // namespace gesso
