// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/weights/ldm_checkpoint.h"

#include "inference/base/engine_error.h"
#include "inference/weights/ldm_tensor_names.h"
#include "inference/weights/renamed_weights.h"
#include "inference/weights/split_weights.h"

#include <string>

namespace gesso::inference {
namespace {

constexpr std::string_view kUnet = "model.diffusion_model.";
constexpr std::string_view kEma = "model_ema.";
constexpr std::string_view kVae = "first_stage_model.";
constexpr std::string_view kShortVae = "vae.";
constexpr std::string_view kClip = "cond_stage_model.transformer.";
constexpr std::string_view kOpenClip = "cond_stage_model.model.";

/// Stored names below a prefix, with what follows it.
std::map<std::string, std::string> below(const WeightSource& file, std::string_view prefix)
{
    std::map<std::string, std::string> found;
    for (std::string& name : file.names()) {
        if (name.starts_with(prefix)) {
            std::string rest = name.substr(prefix.size());
            found.emplace(std::move(rest), std::move(name));
        }
    }
    return found;
}

/// The EMA copy's names have lost their dots.
std::string emaName(std::string_view rest)
{
    std::string name = std::string("diffusion_model.").append(rest);
    std::erase(name, '.');
    return std::string(kEma) + name;
}

template <typename Naming> std::shared_ptr<WeightSource>
view(const std::shared_ptr<const WeightSource>& file, const std::map<std::string, std::string>& tensors, Naming naming)
{
    RenamedWeights::Names names;
    for (const auto& [rest, stored] : tensors) {
        if (const std::string shown = naming(rest); !shown.empty()) {
            addName(names, shown, stored);
        }
    }
    return names.empty() ? nullptr : std::make_shared<RenamedWeights>(file, std::move(names));
}

std::shared_ptr<WeightSource> unetOf(const std::shared_ptr<const WeightSource>& file, bool ema)
{
    std::map<std::string, std::string> tensors = below(*file, kUnet);
    const LdmUnetNames naming(tensors);
    for (auto& [rest, stored] : tensors) {
        if (const std::string averaged = emaName(rest); ema) {
            if (!file->contains(averaged)) {
                throw EngineError(ErrorCode::InvalidRequest, "the model has no averaged (EMA) weights: '" + averaged +
                                                                 "' is not in it; leave the choice out");
            }
            stored = averaged;
        }
    }
    return view(file, tensors, [&naming](const std::string& rest) { return naming.of(rest); });
}

std::shared_ptr<WeightSource> vaeBelow(const std::shared_ptr<const WeightSource>& file, std::string_view prefix)
{
    const std::map<std::string, std::string> tensors = below(*file, prefix);
    const LdmVaeNames naming(tensors);
    return view(file, tensors, [&naming](const std::string& rest) { return naming.of(rest); });
}

std::shared_ptr<WeightSource> textEncoderOf(const std::shared_ptr<const WeightSource>& file, std::int64_t layers)
{
    if (auto clip = view(file, below(*file, kClip), currentTextEncoderName)) {
        return clip;
    }
    const auto naming = [layers](const std::string& rest) { return openClipName(rest, layers); };
    const std::shared_ptr<WeightSource> joined = view(file, below(*file, kOpenClip), naming);
    return joined == nullptr ? nullptr : std::make_shared<SplitWeights>(joined);
}

} // namespace

LdmParts ldmParts(const std::shared_ptr<const WeightSource>& file, const LdmChoice& choice)
{
    return {unetOf(file, choice.ema), vaeOf(file), textEncoderOf(file, choice.textLayers)};
}

std::shared_ptr<WeightSource> vaeOf(const std::shared_ptr<const WeightSource>& file)
{
    for (const std::string_view prefix : {kVae, kShortVae}) {
        if (auto vae = vaeBelow(file, prefix)) {
            return vae;
        }
    }
    const bool isVae = file->contains("decoder.conv_in.weight");
    const bool isCurrent = file->contains("decoder.up_blocks.0.resnets.0.conv1.weight");
    if (!isVae) {
        return nullptr;
    }
    return isCurrent ? std::make_shared<RenamedWeights>(file, currentVaeName) : vaeBelow(file, "");
}

} // namespace gesso::inference
