// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/document/blend_mode.h"

#include <algorithm>
#include <array>

namespace gesso {
namespace {

constexpr std::array<std::string_view, kBlendModes> kNames{
    "src-over",   "multiply",   "screen",     "overlay",    "darken",    "lighten",  "color-dodge",
    "color-burn", "hard-light", "soft-light", "difference", "exclusion", "hue",      "saturation",
    "color",      "luminosity", "plus",       "dst-in",     "dst-out",   "src-atop", "dst-atop"};

} // namespace

std::string_view name(BlendMode mode) noexcept
{
    return kNames[static_cast<std::size_t>(mode)];
}

std::optional<BlendMode> blendModeNamed(std::string_view name) noexcept
{
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    return found == kNames.end() ? std::nullopt : std::optional(static_cast<BlendMode>(found - kNames.begin()));
}

} // namespace gesso
