// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/aspect.h"

#include "core/generation/validate.h"
#include "core/studio/picture_size.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gesso::ui {
namespace {

struct Ratio {
    int across, down;
    [[nodiscard]] double value() const { return static_cast<double>(across) / down; }
};

constexpr std::array<Ratio, 6> kRatios{{{1, 1}, {5, 4}, {4, 3}, {3, 2}, {16, 9}, {2, 1}}};
constexpr int kFineStep = RequestLimits::kSideMultiple;
constexpr int kCoarseStep = 64;
constexpr double kRatioTolerance = 0.035;
constexpr double kAreaTolerance = 0.13;

/// How far apart two sizes are, as a share.
double distance(double a, double b)
{
    return std::abs(std::log(a / b));
}

QSize sizeOf(double ratio, double pixels, int step)
{
    const double width = std::sqrt(pixels * ratio);
    return {sideOnGrid(width, step), sideOnGrid(width / ratio, step)};
}

QSize presetSize(double ratio, double pixels)
{
    const QSize coarse = sizeOf(ratio, pixels, kCoarseStep);
    const double width = coarse.width();
    const double height = coarse.height();
    if (distance(width / height, ratio) <= kRatioTolerance && distance(width * height, pixels) <= kAreaTolerance) {
        return coarse;
    }
    return sizeOf(ratio, pixels, kFineStep);
}

QString textOf(Ratio ratio, bool upright)
{
    return QStringLiteral("%1:%2").arg(upright ? ratio.down : ratio.across).arg(upright ? ratio.across : ratio.down);
}

} // namespace

std::vector<AspectPreset> aspectPresets(QSize native)
{
    const double pixels = std::max(1., static_cast<double>(native.width()) * native.height());
    std::vector<AspectPreset> presets;
    presets.reserve(2 * kRatios.size() - 1);
    for (const Ratio ratio : kRatios) {
        presets.push_back({textOf(ratio, false), presetSize(ratio.value(), pixels)});
    }
    for (std::size_t i = 1; i < kRatios.size(); ++i) {
        presets.push_back({textOf(kRatios[i], true), presets[i].size.transposed()});
    }
    return presets;
}

std::vector<AspectPreset> panoramaPresets(QSize native)
{
    const int side = sideOnGrid(std::min(native.width(), native.height()), kFineStep);
    std::vector<AspectPreset> presets;
    for (const int times : {2, 3, 4, 6}) {
        const int length = sideOnGrid(static_cast<double>(side) * times, kFineStep);
        presets.push_back({textOf({times, 1}, false), QSize(length, side)});
    }
    for (const int times : {2, 3, 4, 6}) {
        const int length = sideOnGrid(static_cast<double>(side) * times, kFineStep);
        presets.push_back({textOf({times, 1}, true), QSize(side, length)});
    }
    return presets;
}

QString ratioText(QSize size)
{
    if (size.isEmpty()) {
        return {};
    }
    const bool upright = size.height() > size.width();
    const double value =
        upright ? static_cast<double>(size.height()) / size.width() : static_cast<double>(size.width()) / size.height();
    const auto nearest = std::min_element(kRatios.begin(), kRatios.end(), [&](const Ratio& a, const Ratio& b) {
        return distance(a.value(), value) < distance(b.value(), value);
    });
    if (distance(nearest->value(), value) <= kRatioTolerance) {
        return textOf(*nearest, upright);
    }
    if (const double whole = std::round(value); whole >= 1. && distance(whole, value) <= kRatioTolerance / 4) {
        return textOf({static_cast<int>(whole), 1}, upright);
    }
    const QString decimal = QString::number(value, 'f', 2);
    return upright ? QStringLiteral("1:%1").arg(decimal) : QStringLiteral("%1:1").arg(decimal);
}

} // namespace gesso::ui
