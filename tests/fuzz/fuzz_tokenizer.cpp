// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer target: any bytes as a prompt, with a small vocabulary that has every byte and some merges.
#include "core/base/utf8.h"
#include "inference/tokenizer/clip_tokenizer.h"
#include "inference/tokenizer/clip_words.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace gesso::inference;

void require(bool condition)
{
    if (!condition) {
        std::abort();
    }
}

TokenizerFiles smallTokenizer()
{
    TokenizerFiles files;
    const auto add = [&files](const std::string& text) {
        files.vocabulary.emplace(text, static_cast<std::int64_t>(files.vocabulary.size()));
    };
    for (int byte = 0; byte < 256; ++byte) {
        add(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)));
        add(BytePairEncoder::byteSymbol(static_cast<unsigned char>(byte)) + "</w>");
    }
    files.merges = {{"a", "t</w>"},  {"c", "at</w>"},      {"a", "a"},     {"aa", "aa"},    {"t", "h"},
                    {"th", "e</w>"}, {"\u00f0", "\u0141"}, {"!", "!</w>"}, {"aa", "a</w>"}, {"h", "e"}};
    for (const auto& [left, right] : files.merges) {
        add(left + right);
    }
    add(files.start);
    add(files.end);
    files.padding = "!";
    files.addedTokens.emplace("<style>", static_cast<std::int64_t>(files.vocabulary.size()));
    return files;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ClipTokenizer tokenizer(smallTokenizer());
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<std::int64_t> ids = tokenizer.encode(text);
    require(ids.size() >= 2 && ids.front() == tokenizer.startId() && ids.back() == tokenizer.endId());
    for (const std::int64_t id : ids) {
        require(id >= 0 && id < tokenizer.vocabularySize());
    }
    const std::vector<std::int64_t> padded = tokenizer.encodePadded(text);
    require(padded.size() == static_cast<std::size_t>(tokenizer.maxLength()));
    // Words are well-formed, and finding words in them again changes nothing.
    for (const std::string& word : clipWords(text)) {
        require(!word.empty() && !gesso::invalidUtf8At(word));
    }
    return 0;
}
