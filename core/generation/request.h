// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/model_options.h"
#include "core/generation/prompt_options.h"
#include "core/generation/sampler_options.h"
#include "core/generation/task_options.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gesso {

/// Arithmetic of the networks. `Auto` is the fastest that passes the quality check on the device.
enum class Precision : std::uint8_t { Auto, Fp32, Fp16, Bf16 };

/// Everything that makes a picture, as one value: the same request, with the same pictures to begin from, gives the
/// same picture, whatever made it.
///
/// It is validated in core (validate.h), sent to the engine, stored with each result and written into each file.
struct GenerationRequest {
    static constexpr int kVersion = 1;
    static constexpr double kImageToImageStrength = 0.8; ///< diffusers' default
    static constexpr double kInpaintStrength = 1.;       ///< diffusers' default

    Task task = Task::TextToImage;
    std::string model;     ///< folder of the model in diffusers' layout, or a single file; absolute, as text of
                           ///< core/base/path_text.h
    std::string modelHash; ///< filled by the engine; 16 hex digits, empty when not known
    ModelOptions modelOptions;

    std::string prompt;         ///< UTF-8, at most 1 MiB; may be empty
    std::string negativePrompt; ///< UTF-8, at most 1 MiB; may be empty
    TypedPrompts typed;         ///< changes no picture: for those who read how it was made
    PromptSyntax syntax = PromptSyntax::Weighted;
    Emphasis emphasis = Emphasis::A1111; ///< of the weighted syntax
    int clipSkip = 1;                    ///< as designers count: 1 is the last layer; 1..12

    SchedulerKind scheduler = SchedulerKind::ModelDefault;
    SamplerOptions sampler;
    int steps = 25;              ///< 1..1000
    double guidanceScale = 7.5;  ///< 0..100; guidance is on above 1, as in diffusers
    double guidanceRescale = 0.; ///< 0..1 (Lin et al. 2023, arXiv 2305.08891)
    int width = 512;             ///< pixels, a multiple of 8, 8..16384
    int height = 512;            ///< pixels, a multiple of 8, 8..16384

    std::uint64_t seed = 0; ///< image i of the request has seed + i (modulo 2^64)
    std::vector<std::uint64_t>
        seeds;                       ///< where not empty: the seed of each image, instead of `seed`; as many as `count`
    std::uint64_t variationSeed = 0; ///< image i has variationSeed + i
    double variationStrength = 0.;   ///< 0..1: how far the noise turns towards that of the variation seed
    int count = 1;                   ///< 1..1024

    double strength = kImageToImageStrength; ///< 0..1: how much of the picture begun from is repainted
    PictureReference init;                   ///< what ImageToImage and Inpaint begin from
    PictureReference mask;                   ///< where Inpaint repaints: white
    InpaintOptions inpaint;
    PanoramaOptions panorama;

    /// The seed of image `index`, 0-based.
    [[nodiscard]] std::uint64_t seedOf(int index) const
    {
        const auto place = static_cast<std::size_t>(index);
        return place < seeds.size() ? seeds[place] : seed + place;
    }

    friend bool operator==(const GenerationRequest&, const GenerationRequest&) = default;
};

/// How a request is to be run; it must not change the picture beyond rounding.
struct ExecutionOptions {
    std::string device = "auto"; ///< auto | cpu | cpu:N (N virtual devices) | cuda | cuda:i,j
    Precision precision = Precision::Auto;
    bool previews = false;      ///< send a preview of the predicted x0 after each step
    bool returnLatents = false; ///< attach the final latents, before division by the scaling factor

    friend bool operator==(const ExecutionOptions&, const ExecutionOptions&) = default;
};

} // namespace gesso
