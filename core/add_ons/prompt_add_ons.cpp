// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/prompt_add_ons.h"

#include "core/add_ons/add_on_folders.h"
#include "core/add_ons/wildcard_file.h"
#include "core/base/path_text.h"
#include "core/base/utf8.h"
#include "core/generation/validate.h"
#include "core/prompt/comments.h"
#include "core/prompt/lora_tags.h"
#include "core/prompt/variables.h"
#include "core/prompt/wildcards.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace gesso {
namespace {

using Lines = std::vector<std::string>;

/// Lists of add-ons, each read from the disk when it is first needed.
class AddOnLists {
public:
    [[nodiscard]] const AddOnList& of(AddOnKind kind)
    {
        std::optional<AddOnList>& list = m_lists[static_cast<std::size_t>(kind)];
        return list ? *list : list.emplace(kind, addOnFolders(kind));
    }

private:
    std::array<std::optional<AddOnList>, 3> m_lists;
};

/// Of a name with "*" or "?" the lines of all wildcards that fit it. Nothing where there is none.
Result<std::optional<Lines>> wildcardLines(const AddOnList& list, std::string_view name)
{
    std::vector<AddOn> files;
    if (name.find_first_of("*?") != std::string_view::npos) {
        files = list.like(name);
    } else if (const Result<AddOn> file = list.named(name)) {
        files.push_back(*file);
    }
    Lines all;
    for (const AddOn& file : files) {
        Result<Lines> lines = readWildcardFile(file.path);
        if (!lines) {
            return tl::unexpected<Error>(lines.error());
        }
        std::ranges::move(*lines, std::back_inserter(all));
    }
    return files.empty() ? std::nullopt : std::optional(std::move(all));
}

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return text;
}

/// The LoRA of each tag that has no file yet.
Result<> addTagged(const std::string& prompt, std::vector<LoraUse>& loras, AddOnLists& lists)
{
    for (const LoraTagText& tag : findLoraTags(prompt)) {
        const std::string name(tag.name.of(prompt));
        if (std::ranges::find(loras, name, &LoraUse::tag) != loras.end()) {
            continue;
        }
        const Result<AddOn> file = lists.of(AddOnKind::Lora).named(name);
        if (!file) {
            return tl::unexpected<Error>(file.error());
        }
        loras.push_back({textOfPath(file->path), 1., name});
    }
    return {};
}

/// Embeddings whose names occur in a prompt; the engine looks whether they stand there as words.
void addEmbeddings(const std::string& prompts, std::vector<EmbeddingFile>& embeddings, AddOnLists& lists)
{
    const std::string text = lowerCase(prompts);
    for (const AddOn& embedding : lists.of(AddOnKind::Embedding).byName()) {
        const bool isThere = std::ranges::find(embeddings, embedding.name, &EmbeddingFile::name) != embeddings.end();
        // A name that is no UTF-8 is no word of a prompt.
        if (!isThere && !invalidUtf8At(embedding.name) && text.find(lowerCase(embedding.name)) != std::string::npos) {
            embeddings.push_back({embedding.name, textOfPath(embedding.path)});
        }
    }
}

/// The prompt with its wildcards written out, once all in it is known to be understood.
Result<std::string> written(const std::string& prompt, AddOnLists& lists)
{
    const WildcardLookup lookup = [&](std::string_view name) {
        return wildcardLines(lists.of(AddOnKind::Wildcard), name);
    };
    return withWildcards(prompt, lookup).and_then([](std::string text) -> Result<std::string> {
        const std::string shown = withoutComments(text);
        return checkVariables(shown).and_then([&] { return checkForeignTags(shown); }).map([&] {
            return std::move(text);
        });
    });
}

} // namespace

Result<GenerationRequest> withPromptAddOns(GenerationRequest request)
{
    request.typed = {};
    if (request.syntax == PromptSyntax::Plain) {
        return validate(request).map([&] { return std::move(request); });
    }
    AddOnLists lists;
    for (const auto& [prompt, typed] : {std::pair{&request.prompt, &request.typed.prompt},
                                        {&request.negativePrompt, &request.typed.negativePrompt}}) {
        Result<std::string> text = written(*prompt, lists);
        if (!text) {
            return tl::unexpected<Error>(text.error());
        }
        if (*text != *prompt) {
            *typed = std::exchange(*prompt, std::move(*text));
        }
    }
    // Those of the negative prompt are left out.
    if (Result<> tagged = addTagged(withoutComments(request.prompt), request.modelOptions.loras, lists); !tagged) {
        return tl::unexpected<Error>(tagged.error());
    }
    addEmbeddings(request.prompt + "\n" + request.negativePrompt, request.modelOptions.embeddings, lists);
    return validate(request).map([&] { return std::move(request); });
}

} // namespace gesso
