// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/document/layer.h"

#include <string>
#include <string_view>
#include <vector>

namespace gesso {

/// A layer or a group as stack.xml of OpenRaster says it: all but its pixels.
struct StackEntry {
    Layer layer;                      ///< without pixels and children; a group is of Kind::Group
    std::string src;                  ///< of a layer: the part of the archive with its pixels
    std::vector<StackEntry> children; ///< the lowest first
};

/// What stack.xml says.
struct LayerStack {
    int width = 0, height = 0;        ///< of the document
    double lightExponent = 1.;        ///< as Document::lightExponent
    std::vector<StackEntry> entries;  ///< the lowest first
    std::vector<std::string> notices; ///< what could not be taken up as it is: one sentence each
};

/// Sides of documents, pixels.
inline constexpr int kMaxDocumentSide = 32768;

/// Reads stack.xml (OpenRaster's Layer Stack, version 0.0.5). Errors: FileDamaged where it is not XML or no layer
/// stack, has a document type or entities, groups deeper than 64, or sizes that cannot be.
[[nodiscard]] Result<LayerStack> parseLayerStack(std::string_view xml);

} // namespace gesso
