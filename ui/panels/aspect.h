// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>
#include <QString>

#include <vector>

namespace gesso::ui {

/// A shape that a picture can be given.
struct AspectPreset {
    QString ratio; ///< "3:2"
    QSize size;    ///< pixels, multiples of 8

    friend bool operator==(const AspectPreset&, const AspectPreset&) = default;
};

/// 1:1, 5:4, 4:3, 3:2, 16:9, 2:1, and then the upright ones of all but 1:1, each of about as many pixels as `native`,
/// the size that the model was made for: multiples of 64 where they are near enough, else of 8.
[[nodiscard]] std::vector<AspectPreset> aspectPresets(QSize native);

/// Long pictures, lying ones first and then the upright ones: the short side is as long as a picture that the model was
/// made for, so that one row of views fills them.
[[nodiscard]] std::vector<AspectPreset> panoramaPresets(QSize native);

/// What a size's shape is called: the ratio of the presets that it is near to, else "2.35:1".
[[nodiscard]] QString ratioText(QSize size);

} // namespace gesso::ui
