// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/guided_unet.h"

#include <ATen/ATen.h>

namespace gesso::inference {
namespace {

/// Row k*B + b is row k of the text: what UNet2DConditionModel::forward expects of B samples.
TextContext repeated(const TextContext& text, std::int64_t batch)
{
    TextContext result{.guidance = text.guidance, .batch = text.batch * batch, .layers = {}};
    for (const KeyValue& layer : text.layers) {
        result.layers.push_back({layer.key.repeat_interleave(batch, 0), layer.value.repeat_interleave(batch, 0)});
    }
    return result;
}

} // namespace

GuidedUNet::GuidedUNet(std::shared_ptr<const UNet2DConditionModel> unet, const Conditioning& conditioning,
                       Guidance guidance)
    : m_unet(std::move(unet)), m_conditioning(conditioning), m_guidance(guidance)
{
}

const TextContext& GuidedUNet::context(std::size_t condition, std::int64_t batch) const
{
    const auto found = m_contexts.find({condition, batch});
    if (found != m_contexts.end()) {
        return found->second;
    }
    TextContext made = batch == 1
                           ? m_unet->prepareContext(m_conditioning.conditions[condition].embeddings, m_guidance.told)
                           : repeated(context(condition, 1), batch);
    return m_contexts.emplace(std::pair{condition, batch}, std::move(made)).first->second;
}

at::Tensor GuidedUNet::predict(const at::Tensor& sample, double timestep, int step, const std::stop_token& stop) const
{
    const std::int64_t batch = sample.size(0);
    const std::vector<double>& weights = m_conditioning.at(step).weights;
    const TextContext& text = context(m_conditioning.ofStep[static_cast<std::size_t>(step)], batch);
    const at::Tensor output = m_unet->forward(sample, timestep, text, stop);
    const std::vector<at::Tensor> rows = output.split(batch);
    return m_guidance.isOn() ? guided(rows, weights, m_guidance) : blended(rows, weights);
}

} // namespace gesso::inference
