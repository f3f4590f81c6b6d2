// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/document/blend_mode.h"
#include "core/document/tiled_plane.h"

#include <memory>
#include <string>
#include <vector>

namespace gesso {

struct Layer;
using LayerPointer = std::shared_ptr<const Layer>; ///< shared, and never changed
using LayerId = std::uint64_t;                     ///< 0: none

/// A layer of a document, or a group of layers. A value; its pixels are shared with copies of it.
struct Layer {
    enum class Kind : std::uint8_t {
        Picture, ///< one that was made or opened; it is moved as a whole
        Paint,
        Mask, ///< one channel: where something is to be made. It is not part of the picture
        Group,
    };

    LayerId id = 0;
    Kind kind = Kind::Paint;
    std::string name;
    bool visible = true;
    double opacity = 1.; ///< 0 to 1
    BlendMode blend = BlendMode::Normal;
    bool locked = false;      ///< nothing of it is changed
    bool alphaLocked = false; ///< it is painted only where something is
    int left = 0, top = 0;    ///< where its pixel 0, 0 lies in the document

    ColourPlane pixels;                 ///< of Picture and Paint
    MaskPlane mask;                     ///< of Mask
    std::vector<LayerPointer> children; ///< of Group, the lowest first
    /// Of a group of full opacity and Normal: its layers meet what is below the group, not each other alone.
    bool passesThrough = false;
};

} // namespace gesso
