// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/task_options.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace gesso::inference {

/// How a wide canvas of latents is covered by overlapping windows, as in MultiDiffusion (Bar-Tal et al. 2023, arXiv
/// 2302.08113): every latent lies in one at least.
///
/// Windows are `stride` apart, row by row. Where they do not come out even, a last one ends at the edge (diffusers
/// 0.39 leaves such a rest uncovered). On an axis that wraps, windows start everywhere and go on at the other edge.
class PanoramaViews {
public:
    /// A canvas of height x width latents, of `pixelsPerLatent` pixels each.
    PanoramaViews(const PanoramaOptions& options, std::int64_t height, std::int64_t width,
                  std::int64_t pixelsPerLatent);

    [[nodiscard]] std::size_t count() const noexcept { return m_views.size(); }

    /// Window `index` of the canvas [1, C, h, w].
    [[nodiscard]] at::Tensor cut(const at::Tensor& canvas, std::size_t index) const;
    /// The canvas of which these are the windows: the mean where several lie. One [1, C, ...] tensor for each window.
    [[nodiscard]] at::Tensor join(const std::vector<at::Tensor>& windows) const;

private:
    struct View {
        at::Tensor rows, columns; ///< indices into the canvas
    };

    std::int64_t m_height, m_width;
    std::vector<View> m_views;
};

/// The latents with `margin` more on each side of an axis that wraps, taken from its other end.
[[nodiscard]] at::Tensor wrapped(const at::Tensor& latents, const PanoramaOptions& options, std::int64_t margin);

} // namespace gesso::inference
