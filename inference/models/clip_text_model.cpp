// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/clip_text_model.h"

#include "inference/base/engine_error.h"

#include <ATen/ATen.h>

namespace gesso::inference {

ClipTextModel::ClipTextModel(const ClipTextConfig& config, const WeightLoader& weights)
    : m_config(config), m_backend(weights.backend())
{
    const WeightLoader root = weights.scope("text_model");
    const WeightLoader embeddings = root.scope("embeddings");
    token_embedding = embeddings.table("token_embedding.weight", {config.vocabulary, config.width});
    position_embedding = embeddings.tensor("position_embedding.weight", {config.positions, config.width});
    const ClipLayerShape shape{.width = config.width,
                               .heads = config.heads,
                               .mlpWidth = config.mlpWidth,
                               .eps = config.eps,
                               .activation = config.activation};
    for (std::int64_t i = 0; i < config.layers; ++i) {
        layers.emplace_back(root.scope("encoder.layers", i), shape);
    }
    final_layer_norm = root.scope("final_layer_norm").layerNorm(config.width, config.eps);
    embeddings.ignore("position_ids");
    weights.ignore("text_projection.weight"); // makes the pooled vector, which these networks do not use
    weights.finish("text encoder");
}

void ClipTextModel::checkInput(const at::Tensor& ids, std::int64_t clipSkip) const
{
    if (clipSkip < 1 || clipSkip > m_config.layers) {
        throw EngineError(ErrorCode::InvalidRequest, "clip skip " + std::to_string(clipSkip) +
                                                         " is out of range: the model's text encoder has layers 1 to " +
                                                         std::to_string(m_config.layers));
    }
    if (ids.size(1) < 1 || ids.size(1) > m_config.positions) {
        throw EngineError(ErrorCode::InvalidRequest, "a text of " + std::to_string(ids.size(1)) +
                                                         " tokens does not fit the model's text encoder, which takes 1 "
                                                         "to " +
                                                         std::to_string(m_config.positions));
    }
    const auto least = ids.min().item<std::int64_t>();
    const auto greatest = ids.max().item<std::int64_t>();
    if (least < 0 || greatest >= m_config.vocabulary) {
        throw EngineError(ErrorCode::ModelDamaged,
                          "the model's tokenizer gives token " + std::to_string(least < 0 ? least : greatest) +
                              ", but its text encoder has only " + std::to_string(m_config.vocabulary) +
                              ": the two do not belong together");
    }
}

at::Tensor ClipTextModel::forward(const at::Tensor& ids, std::int64_t clipSkip, const std::stop_token& stop,
                                  std::span<const TokenVectors> replaced) const
{
    checkInput(ids, clipSkip);
    at::Tensor x = at::embedding(token_embedding, ids.to(token_embedding.device()));
    for (const TokenVectors& word : replaced) {
        x.narrow(1, word.position, word.vectors.size(0)).copy_(word.vectors);
    }
    x = x + position_embedding.slice(0, 0, ids.size(1));
    const auto used = static_cast<std::size_t>(m_config.layers - clipSkip + 1);
    for (std::size_t i = 0; i < used; ++i) {
        checkStop(stop);
        x = layers[i].forward(m_backend, x);
    }
    return m_backend.layerNorm(x, final_layer_norm);
}

} // namespace gesso::inference
