// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/image_pipeline.h"

#include "core/image/resize.h"
#include "inference/base/engine_error.h"
#include "inference/pipelines/panorama_denoiser.h"
#include "inference/pipelines/picture.h"
#include "inference/pipelines/picture_start.h"
#include "inference/schedulers/make_scheduler.h"

#include <ATen/ATen.h>

#include <algorithm>
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

/// Latents on each side that are decoded with a panorama that wraps and cut off again: as many as diffusers takes.
constexpr std::int64_t kWrapMargin = 8;

bool isForInpainting(const DiffusionModel& model)
{
    return model.unetConfig().inChannels == 2 * model.vaeConfig().latentChannels + 1;
}

void checkModelFits(const DiffusionModel& model, Task task)
{
    const std::int64_t channels = model.unetConfig().inChannels;
    if (channels == model.vaeConfig().latentChannels || (task == Task::Inpaint && isForInpainting(model))) {
        return;
    }
    throw EngineError(ErrorCode::ModelUnsupported,
                      "model " + model.files().name() + " takes " + std::to_string(channels) + " input channels: " +
                          (isForInpainting(model)
                               ? "it is made for inpainting and needs a picture and a mask; give them, or choose "
                                 "another model"
                               : "it is made for upscaling or another task and cannot make this picture; choose "
                                 "another model"));
}

/// The model's scheduler settings, with the request's word on what its network predicts.
nlohmann::json schedulerConfigOf(const DiffusionModel& model, const ModelOptions& options)
{
    nlohmann::json config = model.files().schedulerConfig();
    if (options.prediction != PredictionChoice::FromModel) {
        config["prediction_type"] = options.prediction == PredictionChoice::Velocity ? "v_prediction" : "epsilon";
    }
    return config;
}

int firstStepOf(const GenerationRequest& request)
{
    const bool begunFrom = request.task == Task::ImageToImage || request.task == Task::Inpaint;
    return begunFrom ? skippedSteps(request.steps, request.strength) : 0;
}

/// Networks that were distilled from guidance (LCM) are told its scale and not guided: so in diffusers 0.39, whose
/// pipelines guide only without time_cond_proj_dim.
bool isGuidanceDistilled(const DiffusionModel& model)
{
    return model.unetConfig().guidanceWidth > 0;
}

GenerationRequest guidedBy(const DiffusionModel& model, GenerationRequest request)
{
    if (isGuidanceDistilled(model)) {
        request.guidanceScale = 1.;
    }
    return request;
}

} // namespace

ImagePipeline::ImagePipeline(const DiffusionModel& model, const GenerationRequest& request,
                             const GenerationInputs& inputs, PipelineOptions options)
    : m_model(model), m_request(guidedBy(model, request)), m_distilledGuidance(request.guidanceScale),
      m_options(options), m_scheduler(makeScheduler(request.scheduler, schedulerConfigOf(model, request.modelOptions),
                                                    request.steps, request.sampler, request.task)),
      m_encoder(model.tokenizer(), m_request, firstStepOf(request), model.unetConfig().contextWidth,
                model.bundledEmbeddings())
{
    checkModelFits(model, request.task);
    if (request.task == Task::ImageToImage) {
        m_init = resized(*inputs.init, request.width, request.height);
    } else if (request.task == Task::Inpaint) {
        m_canvas.emplace(request, inputs);
    }
}

JobImage ImagePipeline::make(int index, StageTimings& timings, PipelineObserver& observer, const std::stop_token& stop)
{
    JobImage image;
    image.index = index;
    image.seed = m_request.seedOf(index);
    {
        const StageClock clock(timings.text);
        encodePrompts(image.seed, observer, stop);
    }
    at::Tensor latents;
    {
        const StageClock clock(timings.denoise);
        latents = soundLatents(index, observer, stop);
    }
    const StageClock clock(timings.decode);
    checkStop(stop);
    observer.progressed("decode", 0, 1);
    Image picture = soundPicture(latents, stop);
    image.picture = makePicture(m_canvas ? m_canvas->finish(picture) : std::move(picture));
    observer.progressed("decode", 1, 1);
    if (m_options.latents) {
        image.latents = valuesOf(latents);
    }
    return image;
}

void ImagePipeline::encodePrompts(std::uint64_t seed, PipelineObserver& observer, const std::stop_token& stop)
{
    if (m_encodedSeed && (*m_encodedSeed == seed || !m_encoder.dependsOnSeed())) {
        return;
    }
    observer.progressed("text", 0, 1);
    m_unets.clear();
    m_encodedSeed.reset();
    m_conditioning = soundConditioning(seed, stop);
    m_encodedSeed = seed;
    for (const std::string& notice : m_encoder.notices()) {
        observer.noticed(notice);
    }
    observer.progressed("text", 1, 1);
}

Conditioning ImagePipeline::soundConditioning(std::uint64_t seed, const std::stop_token& stop) const
{
    const auto encode = [&](at::ScalarType dtype) {
        return m_encoder.encode(*m_model.textEncoder(dtype), m_model.device(), seed, stop);
    };
    const auto isSound = [](const Conditioning& conditioning) {
        return std::ranges::all_of(conditioning.conditions,
                                   [](const Condition& condition) { return isFinite(condition.embeddings); });
    };
    Conditioning conditioning = encode(m_options.dtype);
    if (!isSound(conditioning) && m_options.dtype != at::kFloat) {
        conditioning = encode(at::kFloat);
    }
    if (!isSound(conditioning)) {
        badPicture("text encoder");
    }
    return conditioning;
}

const GuidedUNet& ImagePipeline::guidedUNet(at::ScalarType dtype)
{
    const Guidance guidance{m_request.guidanceScale, m_request.guidanceRescale, m_distilledGuidance};
    return m_unets.try_emplace(dtype, m_model.unet(dtype), m_conditioning, guidance).first->second;
}

Beginning ImagePipeline::begin(StartNoise& noise, at::ScalarType dtype, const std::stop_token& stop) const
{
    const std::shared_ptr<const AutoencoderKL> vae = m_model.vae(dtype);
    const BeginningParts parts{m_request, *m_scheduler, *vae, noise};
    if (m_init) {
        return beginFromPicture(parts, *m_init, stop);
    }
    if (m_canvas) {
        return beginRepainting(parts, *m_canvas, isForInpainting(m_model), stop);
    }
    return beginFromNoise(parts);
}

std::unique_ptr<Denoiser> ImagePipeline::denoiser(const GuidedUNet& unet, NoiseStream& noise,
                                                  Beginning& beginning) const
{
    if (m_request.task == Task::Panorama) {
        const PanoramaViews views(m_request.panorama, beginning.latents.size(2), beginning.latents.size(3),
                                  m_model.vaeConfig().pixelsPerLatent());
        return std::make_unique<PanoramaDenoiser>(*m_scheduler, unet, noise, views, m_options.viewsAtOnce);
    }
    if (beginning.repainting) {
        Repainting& repainting = *beginning.repainting;
        for (at::Tensor* tensor : {&repainting.mask, &repainting.extra, &repainting.original, &repainting.noise}) {
            *tensor = tensor->defined() ? tensor->to(m_model.device()) : *tensor;
        }
    }
    return std::make_unique<PlainDenoiser>(*m_scheduler, unet, noise, std::move(beginning.repainting));
}

at::Tensor ImagePipeline::denoise(int index, at::ScalarType dtype, PipelineObserver& observer,
                                  const std::stop_token& stop)
{
    StartNoise noise(m_request.seedOf(index), m_request.variationSeed + static_cast<std::uint64_t>(index),
                     m_request.variationStrength);
    Beginning beginning = begin(noise, dtype, stop);
    const GuidedUNet& unet = guidedUNet(dtype);
    const std::unique_ptr<Denoiser> way = denoiser(unet, noise.stream(), beginning);
    at::Tensor x = beginning.latents.to(m_model.device());
    const int first = beginning.firstCall;
    const int calls = static_cast<int>(m_scheduler->timesteps().size());
    const bool previews = m_options.previews && m_model.previewFactors();
    PreviewPace pace(m_options.previewPause);
    observer.progressed("denoise", 0, calls - first);
    for (int i = first; i < calls; ++i) {
        checkStop(stop);
        const bool preview = previews && pace.isDue();
        Denoiser::Outcome outcome = way->advance(x, i, preview, stop);
        if (preview) {
            const at::Tensor predicted = outcome.predicted.to(at::kCPU); // the device is waited for once
            observer.previewed(previewOf(withinUsualContrast(predicted), *m_model.previewFactors()));
        }
        x = std::move(outcome.latents);
        observer.progressed("denoise", i + 1 - first, calls - first);
    }
    return x;
}

at::Tensor ImagePipeline::soundLatents(int index, PipelineObserver& observer, const std::stop_token& stop)
{
    at::Tensor latents = denoise(index, m_options.dtype, observer, stop);
    if (!isFinite(latents) && m_options.dtype != at::kFloat) {
        latents = denoise(index, at::kFloat, observer, stop);
    }
    if (!isFinite(latents)) {
        badPicture("denoising network");
    }
    return latents;
}

std::optional<Image> ImagePipeline::decode(const at::Tensor& latents, at::ScalarType dtype,
                                           const std::stop_token& stop) const
{
    const bool wraps = m_request.task == Task::Panorama;
    const at::Tensor whole = wraps ? wrapped(latents, m_request.panorama, kWrapMargin) : latents;
    at::Tensor decoded = m_model.vae(dtype)->decode(whole / m_model.vaeConfig().scalingFactor, stop);
    if (!isFinite(decoded)) {
        return std::nullopt;
    }
    for (const std::int64_t axis : {2, 3}) {
        const std::int64_t scale = m_model.vaeConfig().pixelsPerLatent();
        const std::int64_t margin = (whole.size(axis) - latents.size(axis)) / 2 * scale;
        decoded = decoded.narrow(axis, margin, latents.size(axis) * scale);
    }
    Image picture = toDeepImage(decoded);
    return isFlat(picture) ? std::nullopt : std::optional(std::move(picture));
}

Image ImagePipeline::soundPicture(const at::Tensor& latents, const std::stop_token& stop) const
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
