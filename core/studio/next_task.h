// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/request_draft.h"

namespace gesso {

/// What the button that makes pictures does when it is pressed, and what keeps it from that.
struct NextTask {
    enum class Kind : std::uint8_t { Generate, Restyle, Fill, Panorama };
    enum class Obstacle : std::uint8_t {
        None,
        NoModel,       ///< none was chosen
        ModelIsGone,   ///< it is not among those that there are
        ModelIsBroken, ///< it is there and cannot be used
        NoPicture,     ///< the task begins from a picture, and there is none
    };

    Kind kind = Kind::Generate;
    Obstacle obstacle = Obstacle::None;

    friend bool operator==(const NextTask&, const NextTask&) = default;
};

/// What is known of the draft's model.
enum class ModelState : std::uint8_t { Usable, Gone, Broken };

/// What the draft asks for next, with the pictures that there are to begin from.
[[nodiscard]] NextTask nextTask(const RequestDraft& draft, ModelState model, const GenerationInputs& inputs);

} // namespace gesso
