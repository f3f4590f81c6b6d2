// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/generation/generation_service.h"
#include "core/studio/result_store.h"

#include <filesystem>
#include <string>

namespace gesso {

using CandidateId = std::uint64_t; ///< 0: none

/// One picture of a job, or one that was opened: what it is to be, what is there of it, and what the user did with it.
/// A plain value.
struct Candidate {
    enum class State : std::uint8_t { Waiting, Forming, Finished, Failed };

    CandidateId id = 0; ///< given by CandidateList, never used twice in its life
    JobId job = 0;      ///< 0: no job of this program made it
    int index = 0;      ///< place in the job's request, 0-based
    State state = State::Waiting;
    double fraction = -1.;     ///< done, 0..1; negative when it cannot be told
    GenerationRequest request; ///< of this picture alone: count 1, its own seed; the model's hash once it is known
    std::string modelName;
    StoredPicture stored; ///< the pixels of a finished one
    Error error;          ///< of a failed one
    bool kept = false;
    std::filesystem::path savedAs; ///< the file it was last saved as, or empty
    std::string note;              ///< one line for the user, or empty
    std::string
        addOns; ///< of an opened file: what of the user's folders it is made with, and what is missing; or empty

    [[nodiscard]] bool isFinished() const noexcept { return state == State::Finished; }
    /// It is still to be made, or being made.
    [[nodiscard]] bool isOpen() const noexcept { return state == State::Waiting || state == State::Forming; }
};

} // namespace gesso
