// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/generation_service.h"
#include "core/mask/inpaint_canvas.h"
#include "inference/pipelines/beginning.h"
#include "inference/pipelines/diffusion_model.h"
#include "inference/prompt/prompt_encoder.h"

namespace gesso::inference {

/// Told how far a pipeline is, on the thread that runs it.
class PipelineObserver {
public:
    virtual ~PipelineObserver() = default;
    /// `stage` is one of "text", "denoise", "decode"; `step` of `of` are done.
    virtual void progressed(const char* stage, int step, int of) = 0;
    /// The finished picture as the network predicts it, one pixel for each latent.
    virtual void previewed(const Image& preview) = 0;
    /// Something that the user should know (protocol::Notice).
    virtual void noticed(const std::string& /*notice*/) {}
};

/// How a pipeline is to be run; none of it changes the picture beyond rounding.
struct PipelineOptions {
    at::ScalarType dtype = at::kFloat; ///< of the networks; a stage that fails in it is repeated in float32
    bool previews = false;
    std::chrono::milliseconds previewPause{200}; ///< between two of a picture; 0: one for each step
    bool latents = false;                        ///< attach the final latents
    std::size_t viewsAtOnce = 4;                 ///< windows of a panorama that go through the network together
};

/// One request on one device: prompt -> embeddings -> latents -> picture, for every task; what they differ in is how
/// denoising begins (beginning.h) and goes on (denoiser.h), and what is done with the decoded picture. Used by one
/// thread.
class ImagePipeline {
public:
    /// The request and its pictures are valid (validate): the protocol has seen to that. Throws
    /// EngineError(ModelUnsupported) when the model was made for another task, and what makeScheduler throws. `model`
    /// must outlive the pipeline.
    ImagePipeline(const DiffusionModel& model, const GenerationRequest& request, const GenerationInputs& inputs,
                  PipelineOptions options);

    /// Picture `index` of the request, which has the seed seedOf(index). `timings` of text, denoise and decode are
    /// added to. Throws Cancelled within one block of a stop, and never decodes after it; EngineError(BadPicture) when
    /// the picture is not sound in float32 either.
    [[nodiscard]] JobImage make(int index, StageTimings& timings, PipelineObserver& observer,
                                const std::stop_token& stop);

private:
    /// Makes sure that there is a conditioning for this seed.
    void encodePrompts(std::uint64_t seed, PipelineObserver& observer, const std::stop_token& stop);
    [[nodiscard]] Conditioning soundConditioning(std::uint64_t seed, const std::stop_token& stop) const;
    [[nodiscard]] const GuidedUNet& guidedUNet(at::ScalarType dtype);
    [[nodiscard]] Beginning begin(StartNoise& noise, at::ScalarType dtype, const std::stop_token& stop) const;
    [[nodiscard]] std::unique_ptr<Denoiser> denoiser(const GuidedUNet& unet, NoiseStream& noise,
                                                     Beginning& beginning) const;
    /// The final latents [1, C, h, w], float32.
    [[nodiscard]] at::Tensor denoise(int index, at::ScalarType dtype, PipelineObserver& observer,
                                     const std::stop_token& stop);
    [[nodiscard]] at::Tensor soundLatents(int index, PipelineObserver& observer, const std::stop_token& stop);
    [[nodiscard]] std::optional<Image> decode(const at::Tensor& latents, at::ScalarType dtype,
                                              const std::stop_token& stop) const;
    [[nodiscard]] Image soundPicture(const at::Tensor& latents, const std::stop_token& stop) const;

    const DiffusionModel& m_model;
    const GenerationRequest m_request; ///< as the model is guided: without guidance where it is told the scale
    const double m_distilledGuidance;
    const PipelineOptions m_options;
    const std::unique_ptr<const Scheduler> m_scheduler;
    const PromptEncoder m_encoder;
    std::optional<Image> m_init;           ///< of the request's size; of ImageToImage
    std::optional<InpaintCanvas> m_canvas; ///< of Inpaint
    std::optional<std::uint64_t> m_encodedSeed;
    Conditioning m_conditioning;
    std::map<at::ScalarType, GuidedUNet> m_unets; ///< for m_conditioning
};

} // namespace gesso::inference
