// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/panorama_views.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace gesso::inference {
namespace {

/// Where the windows of one axis begin.
std::vector<std::int64_t> starts(std::int64_t size, std::int64_t view, std::int64_t stride, bool wrap)
{
    std::vector<std::int64_t> result;
    if (wrap) {
        for (std::int64_t start = 0; start < size; start += stride) {
            result.push_back(start);
        }
        return result;
    }
    for (std::int64_t start = 0; start + view <= size; start += stride) {
        result.push_back(start);
    }
    if (result.back() + view < size) {
        result.push_back(size - view);
    }
    return result;
}

/// `count` indices from `start` on, going on at 0 after the axis's end.
at::Tensor indices(std::int64_t start, std::int64_t count, std::int64_t size)
{
    return at::arange(start, start + count, at::kLong).remainder(size);
}

at::Tensor padded(const at::Tensor& x, std::int64_t margin, std::int64_t axis)
{
    const std::int64_t size = x.size(axis);
    return x.index_select(axis, indices(size - margin % size, size + 2 * margin, size).to(x.device()));
}

} // namespace

PanoramaViews::PanoramaViews(const PanoramaOptions& options, std::int64_t height, std::int64_t width,
                             std::int64_t pixelsPerLatent)
    : m_height(height), m_width(width)
{
    const std::int64_t side = options.viewSize / pixelsPerLatent;
    const std::int64_t stride = std::max<std::int64_t>(options.stride / pixelsPerLatent, 1);
    const std::int64_t rows = std::min(side, height);
    const std::int64_t columns = std::min(side, width);
    for (const std::int64_t top : starts(height, rows, stride, options.wrapY)) {
        for (const std::int64_t left : starts(width, columns, stride, options.wrapX)) {
            m_views.push_back({indices(top, rows, height), indices(left, columns, width)});
        }
    }
}

at::Tensor PanoramaViews::cut(const at::Tensor& canvas, std::size_t index) const
{
    const View& view = m_views[index];
    return canvas.index_select(2, view.rows.to(canvas.device())).index_select(3, view.columns.to(canvas.device()));
}

at::Tensor PanoramaViews::join(const std::vector<at::Tensor>& windows) const
{
    const at::Tensor& first = windows.front();
    at::Tensor sum = at::zeros({1, first.size(1), m_height, m_width}, first.options());
    at::Tensor count = at::zeros({1, 1, m_height, m_width}, first.options());
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const at::Tensor rows = m_views[i].rows.to(first.device()).unsqueeze(1);
        const at::Tensor columns = m_views[i].columns.to(first.device());
        // Advanced indices on the last two axes only: an earlier slice would put them first.
        at::Tensor sumByPlace = sum.permute({2, 3, 0, 1});
        at::Tensor countByPlace = count.permute({2, 3, 0, 1});
        sumByPlace.index_put_({rows, columns}, windows[i].permute({2, 3, 0, 1}), /*accumulate=*/true);
        countByPlace.index_put_({rows, columns}, at::ones({}, first.options()), /*accumulate=*/true);
    }
    return sum / count;
}

at::Tensor wrapped(const at::Tensor& latents, const PanoramaOptions& options, std::int64_t margin)
{
    at::Tensor result = latents;
    if (options.wrapY) {
        result = padded(result, margin, 2);
    }
    if (options.wrapX) {
        result = padded(result, margin, 3);
    }
    return result;
}

} // namespace gesso::inference
