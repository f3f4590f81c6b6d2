// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inference/tokenizer/byte_pair_encoder.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace gesso::inference {

/// What the files of a CLIP tokenizer say.
struct TokenizerFiles {
    static constexpr std::int64_t kDefaultLength = 77;

    Vocabulary vocabulary;
    BytePairEncoder::Merges merges;
    std::string start = "<|startoftext|>";
    std::string end = "<|endoftext|>";
    std::string unknown = "<|endoftext|>";
    std::string padding = "<|endoftext|>";
    /// Further texts that become one token of that id wherever they stand in a prompt.
    std::map<std::string, std::int64_t> addedTokens;
    std::int64_t maxLength = kDefaultLength; ///< tokens, start and end included; 2..65536
};

/// Reads vocab.json and merges.txt (or tokenizer.json where there are none), tokenizer_config.json,
/// special_tokens_map.json and added_tokens.json as transformers 4.57 does: the map of special tokens overrides the
/// config (so SD 2 pads with "!"), unless the config has an added_tokens_decoder. Throws EngineError(ModelDamaged)
/// naming the file and what is wrong with it.
[[nodiscard]] TokenizerFiles readTokenizerFiles(const std::filesystem::path& folder);

} // namespace gesso::inference
