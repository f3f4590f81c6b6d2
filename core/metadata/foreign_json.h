// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/metadata/picture_metadata.h"
#include "core/picture_files/formats/text_entry.h"

#include <optional>
#include <span>

namespace gesso {

/// How a picture was made as other tools than A1111 tell it: SwarmUI and Fooocus by JSON under "parameters", InvokeAI
/// ("invokeai_metadata", "sd-metadata"), ComfyUI (the graph under "prompt"), NovelAI ("Comment"). What is not known, or
/// of another type, keeps its default; numbers may be written as strings. Nothing when no entry is of these. Never
/// fails, and opens nothing.
[[nodiscard]] std::optional<PictureMetadata> metadataFromForeign(std::span<const TextEntry> entries);

} // namespace gesso
