// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/layer.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace gesso {

/// A line that things are aligned with.
struct Guide {
    bool vertical = false;
    int at = 0; ///< pixels from the document's left or top
    friend bool operator==(const Guide&, const Guide&) = default;
};

/// What a designer works on: layers, and what is selected of them. An immutable value once it is shared: whoever shows,
/// saves or generates from it holds a state of it, without locks.
struct Document {
    int width = 0, height = 0;          ///< pixels of what is saved and exported; layers may go beyond it
    std::vector<LayerPointer> layers;   ///< the lowest first
    std::optional<MaskPlane> selection; ///< nothing: all is selected
    PixelRect generationBox{};          ///< what is generated next; of no size: the whole
    std::vector<Guide> guides;
    /// What encoded values are raised to before layers meet: 1, as they are; 2.2 in documents of MyPaint 2, which mixes
    /// light.
    double lightExponent = 1.;
    std::uint64_t revision = 0; ///< another one for each state
};

} // namespace gesso
