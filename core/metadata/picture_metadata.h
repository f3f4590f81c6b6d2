// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gesso {

/// How a picture was made, as its file tells it.
///
/// Written: from `request` when there is one, else `parameters` as it is (a picture of another tool that is exported
/// again), else nothing. Read: `request` is exact when the file has our own JSON; else it is what the A1111 text says,
/// as far as we know its fields, not validated, and without the model's folder.
struct PictureMetadata {
    std::optional<GenerationRequest> request; ///< the request that the picture is one of
    std::uint64_t seed = 0;                   ///< of this picture: request->seedOf(its index)
    std::string modelName;
    std::string software = "Gesso " GESSO_VERSION; ///< what made the picture; read: empty when not told
    std::string parameters;                        ///< read: the A1111 text as it stands in the file

    [[nodiscard]] bool empty() const noexcept { return !request && parameters.empty(); }
    friend bool operator==(const PictureMetadata&, const PictureMetadata&) = default;
};

} // namespace gesso
