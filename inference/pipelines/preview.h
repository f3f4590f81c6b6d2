// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/image.h"

#include <ATen/core/Tensor.h>
#include <nlohmann/json_fwd.hpp>

#include <array>
#include <chrono>
#include <filesystem>

namespace gesso::inference {

/// How latents are turned into colours without the decoder: one linear map for each latent pixel.
struct PreviewFactors {
    static constexpr std::size_t kLatentChannels = 4;

    /// Red, green and blue (about -1..1) for one unit of each latent channel. The default is that of the VAE of
    /// Stable Diffusion 1 and 2, as fitted by ComfyUI.
    std::array<std::array<float, 3>, kLatentChannels> colours{{{0.3512F, 0.2297F, 0.3227F},
                                                               {0.3250F, 0.4974F, 0.2350F},
                                                               {-0.2829F, 0.1762F, 0.2721F},
                                                               {-0.2120F, -0.2616F, -0.7177F}}};
    std::array<float, 3> bias{};

    /// Reads "preview" of a model's gesso.json: {"factors": four rows of red, green and blue, "bias": one such row};
    /// what the VAE's latents become after its scaling factor, in -1..1. The default where there is none. Throws
    /// EngineError(ModelDamaged), which names `file` and the member, where it has another shape or is not finite.
    [[nodiscard]] static PreviewFactors fromJson(const nlohmann::json& settings, const std::filesystem::path& file);
};

/// The same latents, of any shape, with less contrast where they have more than a picture's can have; so the first
/// predictions, which guidance overdrives, can be shown without a flash of garish colours.
///
/// Latents after the scaling factor have about unit root mean square. With guidance 3.5 the starter model's first
/// prediction has 2.3 to 2.6, all later ones 0.9 to 1.3; what is above 1.4 is brought down to it.
[[nodiscard]] at::Tensor withinUsualContrast(const at::Tensor& latents);

/// A small picture of latents [1, 4, h, w] as the network works on them: one pixel for each latent, or for the mean of
/// k x k of them where it would have more than kMostPreviewPixels else.
[[nodiscard]] Image previewOf(const at::Tensor& latents, const PreviewFactors& factors);

/// Of a preview: what a window can take in five times a second, whatever the picture's size. 2048 x 2048 has that many
/// latents.
inline constexpr std::int64_t kMostPreviewPixels = std::int64_t{256} * 256;

/// When to make a preview: the first at once, the next ones not before a pause has passed. So previews cost the same
/// share of the time however short a step is. Used by one thread.
class PreviewPace {
public:
    using Clock = std::chrono::steady_clock;

    explicit PreviewPace(std::chrono::milliseconds pause) : m_pause(pause) {}

    /// Whether one is to be made now; it is then taken as made.
    [[nodiscard]] bool isDue(Clock::time_point now = Clock::now())
    {
        const bool due = now >= m_next;
        m_next = due ? now + m_pause : m_next;
        return due;
    }

private:
    const std::chrono::milliseconds m_pause;
    Clock::time_point m_next = Clock::time_point::min();
};

} // namespace gesso::inference
