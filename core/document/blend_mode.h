// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gesso {

/// How a layer meets what is below it: the blend modes of W3C's Compositing and Blending Level 1 with source-over, and
/// those operators of Porter and Duff (1984) that files of OpenRaster have.
enum class BlendMode : std::uint8_t {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
    Plus,            ///< both added
    DestinationIn,   ///< what is below stays where the layer is
    DestinationOut,  ///< the layer erases
    SourceAtop,      ///< the layer shows where there is something below
    DestinationAtop, ///< what is below shows where the layer is, on it
};
inline constexpr int kBlendModes = static_cast<int>(BlendMode::DestinationAtop) + 1;

/// "multiply", "color-dodge": as CSS and SVG call it; Normal is "src-over".
[[nodiscard]] std::string_view name(BlendMode mode) noexcept;
/// Nothing for a name that is not known.
[[nodiscard]] std::optional<BlendMode> blendModeNamed(std::string_view name) noexcept;

} // namespace gesso
