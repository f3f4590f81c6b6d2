// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/preview.h"

#include "inference/base/engine_error.h"
#include "inference/pipelines/picture.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace gesso::inference {
namespace {

using nlohmann::json;

/// gesso.json's "preview", which its errors are about.
class PreviewReader {
public:
    explicit PreviewReader(const std::filesystem::path& file) : m_file(file) {}

    PreviewFactors read(const json& preview) const
    {
        if (!preview.is_object()) {
            fail("preview", "an object with 'factors' and 'bias'");
        }
        for (const auto& [key, value] : preview.items()) {
            if (key != "factors" && key != "bias") {
                fail("preview." + key, "left out: a preview has 'factors' and 'bias' only");
            }
        }
        PreviewFactors factors;
        const json rows = preview.value("factors", json());
        if (!rows.is_array() || rows.size() != factors.colours.size()) {
            fail("preview.factors", "a list of four rows, one for each latent channel");
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            factors.colours[i] = colour(rows[i], "preview.factors[" + std::to_string(i) + "]");
        }
        factors.bias = colour(preview.value("bias", json()), "preview.bias");
        return factors;
    }

private:
    [[noreturn]] void fail(const std::string& member, const std::string& needed) const
    {
        throw EngineError(ErrorCode::ModelDamaged,
                          "'" + m_file.string() + "' cannot be used: '" + member + "' must be " + needed);
    }

    std::array<float, 3> colour(const json& value, const std::string& member) const
    {
        std::array<float, 3> colour{};
        bool sound = value.is_array() && value.size() == colour.size();
        for (std::size_t i = 0; sound && i < colour.size(); ++i) {
            sound = value[i].is_number();
            colour[i] = sound ? value[i].get<float>() : 0.F;
            sound = sound && std::isfinite(colour[i]);
        }
        if (!sound) {
            fail(member, "three finite numbers (red, green, blue)");
        }
        return colour;
    }

    const std::filesystem::path& m_file;
};

/// The means of squares of latents where there are more than a preview's pixels.
at::Tensor small(const at::Tensor& latents)
{
    const auto sideOf = [](std::int64_t side, std::int64_t square) { return (side + square - 1) / square; };
    std::int64_t square = 1;
    while (sideOf(latents.size(2), square) * sideOf(latents.size(3), square) > kMostPreviewPixels) {
        ++square;
    }
    return square == 1 ? latents : at::avg_pool2d(latents, {square, square}, {square, square}, {0, 0}, true);
}

} // namespace

PreviewFactors PreviewFactors::fromJson(const json& settings, const std::filesystem::path& file)
{
    const auto preview = settings.find("preview");
    return preview == settings.end() ? PreviewFactors{} : PreviewReader(file).read(*preview);
}

at::Tensor withinUsualContrast(const at::Tensor& latents)
{
    constexpr double kMost = 1.4;
    const double found = latents.to(at::kFloat).square().mean().sqrt().item<double>();
    return found > kMost ? latents * (kMost / found) : latents;
}

Image previewOf(const at::Tensor& latents, const PreviewFactors& factors)
{
    PreviewFactors copy = factors;
    const at::Tensor map = at::from_blob(copy.colours.data(), {PreviewFactors::kLatentChannels, 3}, at::kFloat);
    const at::Tensor bias = at::from_blob(copy.bias.data(), {3}, at::kFloat);
    const at::Tensor pixels = small(latents.to(at::kCPU, at::kFloat)).permute({0, 2, 3, 1});
    return toImage((at::matmul(pixels, map) + bias).permute({0, 3, 1, 2}));
}

} // namespace gesso::inference
