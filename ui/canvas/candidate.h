// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/generation/generation_service.h"
#include "core/studio/result_store.h"

#include <QImage>
#include <QString>

namespace gesso::ui {

/// One picture of a job: what it is to be, what is there of it, and what the user did with it. A plain value.
struct Candidate {
    enum class State : std::uint8_t { Waiting, Forming, Finished, Failed };

    quint64 id = 0; ///< given by CandidateList, never used twice in its life
    JobId job = 0;
    int index = 0; ///< place in the job's request, 0-based
    State state = State::Waiting;
    QImage picture;        ///< null, a preview of any size while it forms, or the picture if it is held for the screen
    StoredPicture stored;  ///< the finished picture as it was made; none of one that is held for the screen for good
    double fraction = -1.; ///< done, 0..1; negative when it cannot be told
    GenerationRequest request; ///< of this picture alone: count 1, its own seed
    QString modelName, modelHash;
    Error error; ///< of a failed one
    bool kept = false;
    QString savedAs; ///< the file it was last saved as, or empty
    QString note;    ///< one line for the user, or empty
    QString addOns;  ///< of an opened file: what of the user's folders it is made with, and what is missing; or empty

    [[nodiscard]] QSize size() const { return {request.width, request.height}; } ///< in pixels, previews included
};

/// The pixels of a finished picture, which may have to be read: for a background thread. Errors: those of
/// StoredPicture::read.
[[nodiscard]] Result<Picture> pixelsOf(const Candidate& candidate);

/// What a picture is called: its file's name, else the beginning of its prompt; may be empty.
[[nodiscard]] QString shortName(const Candidate& candidate);

} // namespace gesso::ui
