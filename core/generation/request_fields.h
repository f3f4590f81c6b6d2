// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <concepts>
#include <type_traits>

namespace gesso {

// forEachField(value, visit) calls visit(key, field) for each field of a request or of a part of one, const or not: the
// one list of the keys that JSON has for them.

template <typename Fields, typename Of>
concept FieldsOf = std::same_as<std::remove_const_t<Fields>, Of>;

template <FieldsOf<ExecutionOptions> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("device", fields.device);
    visit("precision", fields.precision);
    visit("previews", fields.previews);
    visit("returnLatents", fields.returnLatents);
}

template <FieldsOf<ModelOptions> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("prediction", fields.prediction);
    visit("ema", fields.ema);
    visit("vae", fields.vae);
    visit("loras", fields.loras);
    visit("embeddings", fields.embeddings);
}

template <FieldsOf<LoraUse> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("path", fields.path);
    visit("weight", fields.weight);
    visit("unetWeight", fields.unetWeight);
    visit("tag", fields.tag);
}

template <FieldsOf<EmbeddingFile> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("name", fields.name);
    visit("path", fields.path);
}

template <FieldsOf<TypedPrompts> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("prompt", fields.prompt);
    visit("negativePrompt", fields.negativePrompt);
}

template <FieldsOf<SamplerOptions> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("sigmas", fields.sigmas);
    visit("eta", fields.eta);
    visit("churn", fields.churn);
    visit("sNoise", fields.sNoise);
}

template <FieldsOf<PictureReference> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("path", fields.path);
    visit("hash", fields.hash);
}

template <FieldsOf<Extension> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("left", fields.left);
    visit("top", fields.top);
    visit("right", fields.right);
    visit("bottom", fields.bottom);
}

template <FieldsOf<InpaintOptions> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("content", fields.content);
    visit("onlyMasked", fields.onlyMasked);
    visit("padding", fields.padding);
    visit("blur", fields.blur);
    visit("feather", fields.feather);
    visit("invert", fields.invert);
    visit("composite", fields.composite);
    visit("extension", fields.extension);
}

template <FieldsOf<PanoramaOptions> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("wrapX", fields.wrapX);
    visit("wrapY", fields.wrapY);
    visit("viewSize", fields.viewSize);
    visit("stride", fields.stride);
}

template <FieldsOf<GenerationRequest> Fields, typename Visit> void forEachField(Fields& fields, Visit&& visit)
{
    visit("task", fields.task);
    visit("model", fields.model);
    visit("modelHash", fields.modelHash);
    visit("modelOptions", fields.modelOptions);
    visit("prompt", fields.prompt);
    visit("negativePrompt", fields.negativePrompt);
    visit("typed", fields.typed);
    visit("syntax", fields.syntax);
    visit("emphasis", fields.emphasis);
    visit("clipSkip", fields.clipSkip);
    visit("scheduler", fields.scheduler);
    visit("sampler", fields.sampler);
    visit("steps", fields.steps);
    visit("guidanceScale", fields.guidanceScale);
    visit("guidanceRescale", fields.guidanceRescale);
    visit("width", fields.width);
    visit("height", fields.height);
    visit("seed", fields.seed);
    visit("seeds", fields.seeds);
    visit("variationSeed", fields.variationSeed);
    visit("variationStrength", fields.variationStrength);
    visit("count", fields.count);
    visit("strength", fields.strength);
    visit("init", fields.init);
    visit("mask", fields.mask);
    visit("inpaint", fields.inpaint);
    visit("panorama", fields.panorama);
}

/// Whether a type is one of those above.
template <typename Value>
concept HasFields = requires(Value& value)
{
    forEachField(value, [](const char*, auto&) {});
};

} // namespace gesso
