// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/panorama_denoiser.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {

PanoramaDenoiser::PanoramaDenoiser(const Scheduler& scheduler, const GuidedUNet& unet, NoiseStream& noise,
                                   PanoramaViews views, std::size_t viewsAtOnce)
    : m_scheduler(scheduler), m_unet(unet), m_noise(noise), m_views(std::move(views)), m_viewsAtOnce(viewsAtOnce),
      m_states(m_views.count())
{
}

std::vector<at::Tensor> PanoramaDenoiser::predict(const std::vector<at::Tensor>& views, int call,
                                                  const std::stop_token& stop) const
{
    const double timestep = m_scheduler.timesteps()[static_cast<std::size_t>(call)];
    const int step = userStep(m_scheduler, call, m_unet.steps());
    std::vector<at::Tensor> outputs;
    for (std::size_t first = 0; first < views.size(); first += m_viewsAtOnce) {
        const std::size_t count = std::min(m_viewsAtOnce, views.size() - first);
        const at::Tensor batch = at::cat(at::TensorList(views).slice(first, count));
        const at::Tensor output = m_unet.predict(m_scheduler.scaleModelInput(batch, call), timestep, step, stop);
        const std::vector<at::Tensor> rows = output.split(1);
        outputs.insert(outputs.end(), rows.begin(), rows.end());
    }
    return outputs;
}

Denoiser::Outcome PanoramaDenoiser::advance(const at::Tensor& latents, int call, bool wantsPrediction,
                                            const std::stop_token& stop)
{
    std::vector<at::Tensor> views;
    for (std::size_t i = 0; i < m_views.count(); ++i) {
        views.push_back(m_views.cut(latents, i));
    }
    const std::vector<at::Tensor> outputs = predict(views, call, stop);
    Outcome outcome;
    std::vector<at::Tensor> predicted;
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (wantsPrediction) {
            predicted.push_back(m_scheduler.predictedOriginal(outputs[i], call, views[i]));
        }
        views[i] = m_scheduler.step(outputs[i], call, views[i], m_states[i], m_noise);
    }
    outcome.latents = m_views.join(views);
    if (wantsPrediction) {
        outcome.predicted = m_views.join(predicted);
    }
    return outcome;
}

std::size_t viewsWorthDoingTogether(at::Device device, int viewWidth, int viewHeight)
{
    constexpr std::int64_t kMost = 4, kFull = std::int64_t{512} * 512;
    if (!device.is_cpu()) {
        return kMost;
    }
    const std::int64_t pixels = std::max<std::int64_t>(1, static_cast<std::int64_t>(viewWidth) * viewHeight);
    return static_cast<std::size_t>(std::clamp<std::int64_t>(kFull / pixels, 1, kMost));
}

} // namespace gesso::inference
