// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "inference/pipelines/diffusion_model.h"
#include "inference/pipelines/guidance.h"
#include "inference/schedulers/scheduler.h"

namespace gesso::inference {

/// Told how far a pipeline is, on the thread that runs it.
class PipelineObserver {
public:
    virtual ~PipelineObserver() = default;
    /// `stage` is one of "text", "denoise", "decode"; `step` of `of` are done.
    virtual void progressed(const char* stage, int step, int of) = 0;
    /// The finished picture as the network foresees it, one pixel for each latent.
    virtual void previewed(const Image& preview) = 0;
};

/// How a pipeline is to be run; none of it changes the picture beyond rounding.
struct PipelineOptions {
    at::ScalarType dtype = at::kFloat; ///< of the networks; a stage that fails in it is repeated in float32
    bool previews = false;
    bool latents = false; ///< attach the final latents
};

/// One request of text to image on one device: prompt -> embeddings -> latents -> picture, as diffusers'
/// StableDiffusionPipeline. Used by one thread.
class TextToImage {
public:
    /// Throws EngineError(ModelUnsupported) when the model cannot make pictures of text alone, and what makeScheduler
    /// throws. `model` must outlive the pipeline.
    TextToImage(const DiffusionModel& model, const GenerationRequest& request, PipelineOptions options);

    /// Picture `index` of the request, which has seed + index. The prompt is encoded in the first call. `timings` of
    /// text, denoise and decode are added to. Throws Cancelled within one block of a stop, and never decodes after
    /// it; EngineError(BadPicture) when the picture is not sound in float32 either.
    [[nodiscard]] JobImage make(int index, StageTimings& timings, PipelineObserver& observer,
                                const std::stop_token& stop);

private:
    /// [1, N, D] of one text; [2, N, D] with the negative prompt first where guidance is on.
    [[nodiscard]] at::Tensor encode(at::ScalarType dtype, const std::stop_token& stop) const;
    [[nodiscard]] at::Tensor soundEmbeddings(const std::stop_token& stop) const;
    /// The final latents [1, C, h, w], float32.
    [[nodiscard]] at::Tensor denoise(std::uint64_t seed, at::ScalarType dtype, PipelineObserver& observer,
                                     const std::stop_token& stop);
    [[nodiscard]] at::Tensor soundLatents(std::uint64_t seed, PipelineObserver& observer, const std::stop_token& stop);
    [[nodiscard]] std::optional<Image> decode(const at::Tensor& latents, at::ScalarType dtype,
                                              const std::stop_token& stop) const;
    [[nodiscard]] Image soundPicture(const at::Tensor& latents, const std::stop_token& stop) const;
    /// Keys and values of the embeddings for the UNet of this dtype, made once.
    [[nodiscard]] const TextContext& context(const UNet2DConditionModel& unet, at::ScalarType dtype);

    const DiffusionModel& m_model;
    const GenerationRequest m_request;
    const PipelineOptions m_options;
    const Guidance m_guidance;
    const std::unique_ptr<const Scheduler> m_scheduler;
    at::Tensor m_embeddings; ///< undefined until the first call of make()
    std::map<at::ScalarType, TextContext> m_contexts;
};

} // namespace gesso::inference
