// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/bench_stages.h"

#include "inference/pipelines/preview.h"
#include "inference/schedulers/make_scheduler.h"

#include <ATen/ATen.h>

namespace gesso::inference {

namespace {

constexpr double kGuidance = 7.5;
constexpr double kTimestep = 500.;
constexpr std::uint64_t kSeed = 0;

} // namespace

BenchStages::BenchStages(BenchModel model, const BenchDevice& device, at::ScalarType dtype, int width, int height)
    : m_model(std::move(model)), m_device(device), m_dtype(dtype),
      m_textConfig(ClipTextConfig::fromJson(m_model.textConfig)),
      m_unetConfig(UNetConfig::fromJson(m_model.unetConfig)), m_vaeConfig(VaeConfig::fromJson(m_model.vaeConfig)),
      m_latents(noise(
          {1, m_unetConfig.inChannels, height / m_vaeConfig.pixelsPerLatent(), width / m_vaeConfig.pixelsPerLatent()}))
{
}

WeightLoader BenchStages::loader(const std::shared_ptr<WeightSource>& source) const
{
    return {source, m_device.backend, m_dtype, m_device.device};
}

at::Tensor BenchStages::noise(at::IntArrayRef shape) const
{
    return at::randn(shape, at::detail::createCPUGenerator(kSeed)).to(m_device.device);
}

void BenchStages::prepareText()
{
    m_text.emplace(m_textConfig, loader(m_model.text));
}

void BenchStages::prepareUnet()
{
    m_unet.emplace(m_unetConfig, loader(m_model.unet));
    m_context = m_unet->prepareContext(noise({2, m_textConfig.positions, m_unetConfig.contextWidth}));
}

void BenchStages::prepareVae()
{
    m_vae.emplace(m_vaeConfig, loader(m_model.vae));
}

at::Tensor BenchStages::text() const
{
    const at::Tensor ids = at::arange(2 * m_textConfig.positions, at::kLong).remainder(m_textConfig.vocabulary);
    return m_text->forward(ids.reshape({2, m_textConfig.positions}).to(m_device.device), 1, {});
}

at::Tensor BenchStages::unetStep() const
{
    return m_unet->forward(m_latents, kTimestep, m_context, {});
}

Image BenchStages::preview() const
{
    return previewOf(withinUsualContrast(m_latents.narrow(1, 0, m_vaeConfig.latentChannels).to(at::kCPU)), {});
}

at::Tensor BenchStages::decode() const
{
    return m_vae->decode(m_latents.narrow(1, 0, m_vaeConfig.latentChannels), {});
}

at::Tensor BenchStages::run(int steps) const
{
    const TextContext context = m_unet->prepareContext(text());
    const auto scheduler = makeScheduler(SchedulerKind::ModelDefault, m_model.schedulerConfig, steps);
    SolverState state;
    NoiseStream stream(kSeed);
    at::Tensor x = m_latents * scheduler->initNoiseSigma();
    for (std::size_t i = 0; i < scheduler->timesteps().size(); ++i) {
        const int index = static_cast<int>(i);
        const at::Tensor output =
            m_unet->forward(scheduler->scaleModelInput(x, index), scheduler->timesteps()[i], context, {})
                .to(at::kFloat);
        const at::Tensor unguided = output.slice(0, 0, 1);
        const at::Tensor guided = unguided + kGuidance * (output.slice(0, 1, 2) - unguided);
        x = scheduler->step(guided, index, x, state, stream);
    }
    return m_vae->decode(x / m_vaeConfig.scalingFactor, {});
}

} // namespace gesso::inference
