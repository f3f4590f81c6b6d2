// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/text_to_image.h"

#include "inference/base/engine_error.h"
#include "inference/pipelines/picture.h"
#include "inference/schedulers/make_scheduler.h"

#include <ATen/ATen.h>

#include <chrono>

namespace gesso::inference {
namespace {

/// Adds the seconds of its life to a number.
class StageClock {
public:
    explicit StageClock(double& seconds) : m_seconds(seconds) {}
    StageClock(const StageClock&) = delete;
    StageClock& operator=(const StageClock&) = delete;
    ~StageClock() { m_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count(); }

private:
    double& m_seconds;
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

[[noreturn]] void badPicture(const char* stage)
{
    throw EngineError(
        ErrorCode::BadPicture,
        "the " + std::string(stage) +
            " gave no usable numbers (NaN, infinite or one flat colour), in fp32 too: the model's weights "
            "may be damaged, or guidance and steps are too extreme");
}

std::vector<float> valuesOf(const at::Tensor& latents)
{
    const at::Tensor values = latents.to(at::kCPU, at::kFloat).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

} // namespace

TextToImage::TextToImage(const DiffusionModel& model, const GenerationRequest& request, PipelineOptions options)
    : m_model(model), m_request(request),
      m_options(options), m_guidance{request.guidanceScale, request.guidanceRescale},
      m_scheduler(makeScheduler(request.scheduler, model.folder().schedulerConfig(), request.steps))
{
    const std::int64_t channels = model.unetConfig().inChannels;
    if (channels != model.vaeConfig().latentChannels) {
        throw EngineError(ErrorCode::ModelUnsupported,
                          "model " + model.folder().name() + " takes " + std::to_string(channels) +
                              " input channels: it is made for inpainting or upscaling and cannot make a picture of "
                              "text alone; choose another model");
    }
}

JobImage TextToImage::make(int index, StageTimings& timings, PipelineObserver& observer, const std::stop_token& stop)
{
    if (!m_embeddings.defined()) {
        const StageClock clock(timings.text);
        observer.progressed("text", 0, 1);
        m_embeddings = soundEmbeddings(stop);
        observer.progressed("text", 1, 1);
    }
    JobImage image;
    image.index = index;
    image.seed = m_request.seedOf(index);
    at::Tensor latents;
    {
        const StageClock clock(timings.denoise);
        latents = soundLatents(image.seed, observer, stop);
    }
    const StageClock clock(timings.decode);
    checkStop(stop);
    observer.progressed("decode", 0, 1);
    image.picture = soundPicture(latents, stop);
    observer.progressed("decode", 1, 1);
    if (m_options.latents) {
        image.latents = valuesOf(latents);
    }
    return image;
}

at::Tensor TextToImage::encode(at::ScalarType dtype, const std::stop_token& stop) const
{
    const auto encoder = m_model.textEncoder(dtype);
    const auto embed = [&](const std::string& text, std::int64_t clipSkip) {
        const std::vector<std::int64_t> ids = m_model.tokenizer().encodePadded(text);
        return encoder->forward(at::tensor(ids, at::kLong).unsqueeze(0).to(m_model.device()), clipSkip, stop);
    };
    const at::Tensor positive = embed(m_request.prompt, m_request.clipSkip);
    // Layers are skipped for the prompt only, as in diffusers.
    return m_guidance.isOn() ? at::cat({embed(m_request.negativePrompt, 1), positive}) : positive;
}

at::Tensor TextToImage::soundEmbeddings(const std::stop_token& stop) const
{
    at::Tensor embeddings = encode(m_options.dtype, stop);
    if (!isFinite(embeddings) && m_options.dtype != at::kFloat) {
        embeddings = encode(at::kFloat, stop);
    }
    if (!isFinite(embeddings)) {
        badPicture("text encoder");
    }
    return embeddings;
}

const TextContext& TextToImage::context(const UNet2DConditionModel& unet, at::ScalarType dtype)
{
    const auto found = m_contexts.find(dtype);
    return found != m_contexts.end() ? found->second
                                     : m_contexts.emplace(dtype, unet.prepareContext(m_embeddings)).first->second;
}

at::Tensor TextToImage::denoise(std::uint64_t seed, at::ScalarType dtype, PipelineObserver& observer,
                                const std::stop_token& stop)
{
    const auto unet = m_model.unet(dtype);
    const TextContext& text = context(*unet, dtype);
    const std::int64_t scale = m_model.vaeConfig().pixelsPerLatent();
    const int calls = static_cast<int>(m_scheduler->timesteps().size());
    NoiseStream noise(seed);
    SolverState state;
    at::Tensor x =
        noise.draw({1, m_model.vaeConfig().latentChannels, m_request.height / scale, m_request.width / scale}) *
        m_scheduler->initNoiseSigma();
    x = x.to(m_model.device());
    observer.progressed("denoise", 0, calls);
    for (int i = 0; i < calls; ++i) {
        checkStop(stop);
        const double timestep = m_scheduler->timesteps()[static_cast<std::size_t>(i)];
        at::Tensor output = unet->forward(m_scheduler->scaleModelInput(x, i), timestep, text, stop);
        if (m_guidance.isOn()) {
            output = guided(output.slice(0, 0, 1), output.slice(0, 1, 2), m_guidance);
        }
        if (m_options.previews && m_model.previewFactors()) {
            const at::Tensor foreseen = withinUsualContrast(m_scheduler->predictedOriginal(output, i, x));
            observer.previewed(previewOf(foreseen, *m_model.previewFactors()));
        }
        x = m_scheduler->step(output, i, x, state, noise);
        observer.progressed("denoise", i + 1, calls);
    }
    return x;
}

at::Tensor TextToImage::soundLatents(std::uint64_t seed, PipelineObserver& observer, const std::stop_token& stop)
{
    at::Tensor latents = denoise(seed, m_options.dtype, observer, stop);
    if (!isFinite(latents) && m_options.dtype != at::kFloat) {
        latents = denoise(seed, at::kFloat, observer, stop);
    }
    if (!isFinite(latents)) {
        badPicture("denoising network");
    }
    return latents;
}

std::optional<Image> TextToImage::decode(const at::Tensor& latents, at::ScalarType dtype,
                                         const std::stop_token& stop) const
{
    const at::Tensor decoded = m_model.vae(dtype)->decode(latents / m_model.vaeConfig().scalingFactor, stop);
    if (!isFinite(decoded)) {
        return std::nullopt;
    }
    Image picture = toImage(decoded);
    return isFlat(picture) ? std::nullopt : std::optional(std::move(picture));
}

Image TextToImage::soundPicture(const at::Tensor& latents, const std::stop_token& stop) const
{
    std::optional<Image> picture = decode(latents, m_options.dtype, stop);
    if (!picture && m_options.dtype != at::kFloat) {
        picture = decode(latents, at::kFloat, stop);
    }
    if (!picture) {
        badPicture("decoder");
    }
    return std::move(*picture);
}

} // namespace gesso::inference
