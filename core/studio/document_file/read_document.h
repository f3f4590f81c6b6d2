// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/document/document.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace gesso {

/// A document that was opened.
struct OpenedDocument {
    Document document;
    std::vector<std::string> notices; ///< what is not as the file has it: one sentence each
};

/// Reads a document of OpenRaster (.ora), as Krita, MyPaint and GIMP write it. Colour profiles of its layers become
/// sRGB; 8 and 16 bits come in exactly. Errors: FileNotReadable; FileDamaged for what is no such document, is damaged,
/// or says sizes that its parts have not; Unsupported for one of more than 2^29 pixels in all its layers; Cancelled.
/// Nothing is allocated before the sizes are known. Takes as long as its pictures take; any thread.
[[nodiscard]] Result<OpenedDocument> readOpenRaster(const std::filesystem::path& path,
                                                    const std::stop_token& stop = {});

} // namespace gesso
