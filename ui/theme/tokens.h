// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

#include <cstdint>

namespace gesso::ui {

/// Which of the two looks; `System` is resolved by Theme before anyone asks for colours.
enum class Scheme : std::uint8_t { Dark, Light };

/// The colours of a look. Nothing else in the window names a colour.
struct Colors {
    QColor canvas;   ///< around the picture
    QColor surface0; ///< window
    QColor surface1; ///< docks, cards
    QColor surface2; ///< controls
    QColor surface3; ///< hover, selected rows
    QColor line;     ///< 1 px separators
    QColor text1, text2, text3;
    QColor accent, onAccent, accentHover, accentPressed;
    QColor danger, ok;
    QColor shadow;
};

/// Lengths in device-independent pixels.
struct Space {
    static constexpr int k4 = 4, k8 = 8, k12 = 12, k16 = 16, k24 = 24;
    static constexpr int kControlRadius = 6, kCardRadius = 10;
    static constexpr int kFieldInset = 10; ///< from a field's edge to its text
    static constexpr int kDenseControl = 28, kControl = 32, kPrimaryControl = 36;
    static constexpr int kIcon = 20, kTopBar = 44, kOptionsBar = 40, kStatusBar = 28, kSidePanel = 340;
};

/// Font sizes in device-independent pixels.
struct TypeSize {
    static constexpr int kCaption = 12, kBody = 13, kTitle = 15, kPage = 20;
};

inline constexpr int kMotionMs = 120; ///< ease-out; see Theme::motionMs()

[[nodiscard]] const Colors& colorsOf(Scheme scheme);

} // namespace gesso::ui
