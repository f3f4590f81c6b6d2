// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/preview.h"

#include "inference/base/engine_error.h"
#include "inference/pipelines/picture.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace gesso::inference {
namespace {

template <typename Value> void read(const nlohmann::json& json, const char* key, Value& value)
{
    const auto found = json.find(key);
    if (found == json.end()) {
        return;
    }
    try {
        found->get_to(value);
    } catch (const nlohmann::json::exception&) {
        throw EngineError(ErrorCode::ModelUnsupported, "gesso.json: '" + std::string(key) + "' is " + found->dump() +
                                                           ", which has not the shape that is needed; leave it out");
    }
}

} // namespace

PreviewFactors PreviewFactors::fromJson(const nlohmann::json& json)
{
    PreviewFactors factors;
    read(json, "preview_factors", factors.colours);
    read(json, "preview_bias", factors.bias);
    return factors;
}

Image previewOf(const at::Tensor& latents, const PreviewFactors& factors)
{
    PreviewFactors copy = factors;
    const at::Tensor map = at::from_blob(copy.colours.data(), {PreviewFactors::kLatentChannels, 3}, at::kFloat);
    const at::Tensor bias = at::from_blob(copy.bias.data(), {3}, at::kFloat);
    const at::Tensor pixels = latents.to(at::kCPU, at::kFloat).permute({0, 2, 3, 1});
    return toImage((at::matmul(pixels, map) + bias).permute({0, 3, 1, 2}));
}

} // namespace gesso::inference
