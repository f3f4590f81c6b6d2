// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace gesso {

/// The samplers that can be asked for. `ModelDefault` is the one that the model's scheduler_config.json names.
enum class SchedulerKind : std::uint8_t { ModelDefault, Ddim, Pndm, Dpmpp2m, Dpmpp2mKarras, Euler, EulerAncestral };

/// How the prompt's text is read. `Plain` is diffusers': the text as it is, cut at the model's length (77 tokens).
enum class PromptSyntax : std::uint8_t { Plain, Weighted };

/// Arithmetic of the networks. `Auto` is the fastest that passes the quality check on the device.
enum class Precision : std::uint8_t { Auto, Fp32, Fp16, Bf16 };

/// Everything that makes a picture, as one value: the same request gives the same picture, whatever made it.
///
/// It is validated in core (validate.h), sent to the engine, stored with each result and written into each file.
struct GenerationRequest {
    static constexpr int kVersion = 1;

    std::string model;          ///< folder of the model in diffusers' layout, absolute
    std::string modelHash;      ///< filled by the engine; 16 hex digits, empty when not known
    std::string prompt;         ///< UTF-8, at most 1 MiB; may be empty
    std::string negativePrompt; ///< UTF-8, at most 1 MiB; may be empty
    PromptSyntax syntax = PromptSyntax::Plain;
    SchedulerKind scheduler = SchedulerKind::ModelDefault;
    int steps = 25;              ///< 1..1000
    double guidanceScale = 7.5;  ///< 0..100; guidance is on above 1, as in diffusers
    double guidanceRescale = 0.; ///< 0..1 (Lin et al. 2023, arXiv 2305.08891)
    int width = 512;             ///< pixels, a multiple of 8, 8..16384
    int height = 512;            ///< pixels, a multiple of 8, 8..16384
    std::uint64_t seed = 0;      ///< image i of the request has seed + i (modulo 2^64)
    int count = 1;               ///< 1..1024
    int clipSkip = 1;            ///< as designers count: 1 is the last layer; 1..12

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
