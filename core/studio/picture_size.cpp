// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/picture_size.h"

#include "core/generation/validate.h"

#include <algorithm>
#include <cmath>

namespace gesso {
namespace {

constexpr int kStep = RequestLimits::kSideMultiple;

double area(PictureSize size)
{
    return std::max(1., static_cast<double>(size.width) * size.height);
}

} // namespace

int sideOnGrid(double side, int step)
{
    const int steps = static_cast<int>(std::lround(side / step));
    return std::clamp(steps * step, step, RequestLimits::kMaxSide / step * step);
}

bool isLong(PictureSize size)
{
    return std::max(size.width, size.height) >= 2 * std::min(size.width, size.height);
}

PictureSize panoramaSize(PictureSize native)
{
    constexpr int kTimes = 3;
    const int side = sideOnGrid(std::min(native.width, native.height), kStep);
    return {sideOnGrid(static_cast<double>(side) * kTimes, kStep), side};
}

PictureSize sizeToRedo(PictureSize picture, PictureSize native)
{
    constexpr double kMost = 2., kLeast = 0.5; // of the pixels that the model was made for
    const double share = area(picture) / area(native);
    const double scale = share > kMost || share < kLeast ? std::sqrt(1. / share) : 1.;
    return {sideOnGrid(picture.width * scale, kStep), sideOnGrid(picture.height * scale, kStep)};
}

} // namespace gesso
