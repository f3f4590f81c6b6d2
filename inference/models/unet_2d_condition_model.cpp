// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/models/unet_2d_condition_model.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

TransformerShape transformerShape(const UNetConfig& config, const UNetLevel& level)
{
    return {.channels = level.channels,
            .heads = level.heads,
            .layers = level.transformerLayers,
            .textWidth = config.contextWidth,
            .groups = config.groups,
            .onlyCrossAttention = level.onlyCrossAttention};
}

UNetBlockShape blockShape(const UNetConfig& config, const UNetLevel& level)
{
    return {.in = level.channels,
            .out = level.channels,
            .layers = level.layers,
            .timeWidth = config.timeWidth,
            .eps = config.eps,
            .downsamplePadding = config.downsamplePadding,
            .transformer = transformerShape(config, level)};
}

/// Block `i` of the way down, the finest level first.
UNetBlockShape downShape(const UNetConfig& config, std::size_t i)
{
    const UNetLevel& level = config.levels[i];
    UNetBlockShape shape = blockShape(config, level);
    shape.in = config.levels[i == 0 ? 0 : i - 1].channels;
    shape.attention = level.downAttention;
    shape.last = i + 1 == config.levels.size();
    return shape;
}

/// The mid block works on the coarsest level; its own attention is never `only_cross_attention`.
UNetBlockShape midShape(const UNetConfig& config)
{
    UNetBlockShape shape = blockShape(config, config.levels.back());
    shape.transformer.onlyCrossAttention = false;
    return shape;
}

/// Block `i` of the way up, the coarsest level first.
UNetBlockShape upShape(const UNetConfig& config, std::size_t i)
{
    const std::size_t level = config.levels.size() - 1 - i;
    const std::size_t coarser = i == 0 ? level : level + 1;
    const std::size_t finer = level == 0 ? 0 : level - 1;
    UNetBlockShape shape = blockShape(config, config.levels[level]);
    shape.in = config.levels[coarser].channels;
    shape.skip = config.levels[finer].channels;
    shape.layers += 1;
    shape.attention = config.levels[level].upAttention;
    shape.last = level == 0;
    return shape;
}

} // namespace

UNet2DConditionModel::UNet2DConditionModel(const UNetConfig& config, const WeightLoader& weights)
    : m_config(config), m_backend(weights.backend()), m_dtype(weights.dtype()),
      conv_in(weights.scope("conv_in").conv2d(config.inChannels, config.levels.front().channels, config.convInKernel, 1,
                                              (config.convInKernel - 1) / 2)),
      time_embedding(weights.scope("time_embedding"), config.levels.front().channels, config.timeWidth,
                     config.guidanceWidth),
      mid_block(weights.scope("mid_block"), midShape(config)),
      conv_norm_out(
          weights.scope("conv_norm_out").groupNorm(config.levels.front().channels, config.groups, config.eps)),
      conv_out(weights.scope("conv_out")
                   .conv2d(config.levels.front().channels, config.outChannels, config.convOutKernel, 1,
                           (config.convOutKernel - 1) / 2))
{
    for (std::size_t i = 0; i < config.levels.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i);
        down_blocks.emplace_back(weights.scope("down_blocks", index), downShape(config, i));
        up_blocks.emplace_back(weights.scope("up_blocks", index), upShape(config, i));
    }
    weights.finish("UNet");
}

at::Tensor UNet2DConditionModel::enter(const at::Tensor& x) const
{
    return x.to(conv_norm_out.weight.device(), m_dtype);
}

TextContext UNet2DConditionModel::prepareContext(const at::Tensor& embeddings, double guidance) const
{
    if (embeddings.dim() != 3 || embeddings.size(2) != m_config.contextWidth) {
        throw EngineError(ErrorCode::ModelDamaged, "the model's text encoder gives vectors of width " +
                                                       std::to_string(embeddings.size(-1)) + ", but its UNet takes " +
                                                       std::to_string(m_config.contextWidth) +
                                                       " (cross_attention_dim): the two do not belong together");
    }
    const at::Tensor text = enter(embeddings).contiguous();
    TextContext context{.guidance = guidance, .batch = text.size(0), .layers = {}};
    for (const UNetDownBlock& block : down_blocks) {
        block.prepareContext(m_backend, text, context);
    }
    mid_block.prepareContext(m_backend, text, context);
    for (const UNetUpBlock& block : up_blocks) {
        block.prepareContext(m_backend, text, context);
    }
    return context;
}

at::Tensor UNet2DConditionModel::embedTimestep(double timestep, double guidance) const
{
    const at::Tensor sinusoid = timestepSinusoid(timestep, {.width = m_config.levels.front().channels,
                                                            .flipSinToCos = m_config.flipSinToCos,
                                                            .freqShift = m_config.freqShift});
    const at::Tensor told =
        m_config.guidanceWidth > 0 ? enter(guidanceSinusoid(guidance, m_config.guidanceWidth)) : at::Tensor();
    const at::Tensor embedded = time_embedding.forward(m_backend, enter(sinusoid), told);
    return m_backend.activate(embedded, Activation::Silu); // every resnet begins with it, so it is done once here
}

void UNet2DConditionModel::checkInput(const at::Tensor& sample, const TextContext& context) const
{
    if (sample.dim() != 4 || sample.size(1) != m_config.inChannels) {
        throw EngineError(ErrorCode::Unsupported, "this model's UNet takes " + std::to_string(m_config.inChannels) +
                                                      " channels, not " + std::to_string(sample.size(1)) +
                                                      ": it was made for another task");
    }
    if (sample.size(0) == 0 || context.batch == 0 || context.batch % sample.size(0) != 0) {
        throw EngineError(ErrorCode::Internal, "a text of " + std::to_string(context.batch) +
                                                   " rows cannot be shared by " + std::to_string(sample.size(0)) +
                                                   " samples");
    }
}

at::Tensor UNet2DConditionModel::forward(const at::Tensor& sample, double timestep, const TextContext& context,
                                         const std::stop_token& stop) const
{
    checkInput(sample, context);
    checkStop(stop);
    UNetPass pass(m_backend, embedTimestep(timestep, context.guidance), context, stop);
    at::Tensor x = enter(sample);
    if (m_config.centerInput) {
        x = 2 * x - 1;
    }
    x = m_backend.conv2d(x.contiguous(at::MemoryFormat::ChannelsLast), conv_in);
    SkipStack skips{x};
    for (const UNetDownBlock& block : down_blocks) {
        x = block.forward(pass, std::move(x), skips);
    }
    x = mid_block.forward(pass, std::move(x));
    for (const UNetUpBlock& block : up_blocks) {
        x = block.forward(pass, std::move(x), skips);
    }
    pass.checkStop();
    x = m_backend.conv2d(m_backend.groupNorm(x, conv_norm_out, Activation::Silu), conv_out);
    return x.to(sample.scalar_type());
}

} // namespace gesso::inference
