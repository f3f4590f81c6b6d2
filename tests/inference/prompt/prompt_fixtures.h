// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/model_options.h"
#include "inference/backend/registry.h"
#include "inference/models/clip_text_model.h"
#include "inference/tokenizer/clip_tokenizer.h"
#include "inference/weights/model_files.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <string>
#include <vector>

namespace gesso::test {

inline std::filesystem::path fixture(const std::string& path)
{
    return std::filesystem::path(GESSO_FIXTURES) / path;
}

/// Tokenizer and text encoder of a tiny model, in float32 on the CPU.
struct TinyTextModel {
    explicit TinyTextModel(const std::string& name)
        : folder(inference::ModelFiles::open(fixture("models/" + name))),
          tokenizer(inference::ClipTokenizer::load(folder.tokenizerFolder())),
          encoder(
              inference::ClipTextConfig::fromJson(folder.textEncoderConfig()),
              inference::WeightLoader(folder.textEncoderWeights(), inference::referenceBackend(), at::kFloat, at::kCPU))
    {
    }

    inference::ModelFiles folder;
    inference::ClipTokenizer tokenizer;
    inference::ClipTextModel encoder;
};

/// The textual inversions that tests/fixtures/reference/prompts.json speaks of.
inline std::vector<EmbeddingFile> fixtureEmbeddings()
{
    return {{"gessodot", fixture("embeddings/single-vector.safetensors").string()},
            {"gesso-three", fixture("embeddings/emb-params.safetensors").string()}};
}

} // namespace gesso::test
