// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/session.h"
#include "core/settings/session_pictures.h"
#include "core/studio/candidate.h"
#include "ui/adapters/source_picture.h"

#include <QHash>
#include <QSet>

namespace gesso::ui {

/// Pictures that jobs begin from, by their hashes.
using KeptInputs = QHash<QString, SourcePicture>;

/// The pictures that a request names, where all are there.
[[nodiscard]] std::optional<GenerationInputs> inputsOf(const GenerationRequest& request, const KeptInputs& kept);

/// The pictures of a session, as they were found.
struct ReadSession {
    struct Picture {
        enum class Fate : std::uint8_t {
            Usable,
            Later, ///< it is there but cannot be read now
            Aside, ///< it is damaged, and was renamed
            Gone,  ///< there is none
        } fate = Fate::Usable;
        Session::StripPicture result;
        Candidate candidate; ///< of a usable one; without a number or a job
        QImage thumbnail;
        Error error;
        std::filesystem::path aside;
    };
    std::vector<Picture> results; ///< in the session's order, then those that it does not name
    KeptInputs inputs;
    QSet<QString> unreadable; ///< hashes of inputs that are there but cannot be read now
};

/// Reads the pictures of a session: those that have a thumbnail are put into the store as files, which are read when
/// they are wanted; of the others thumbnails are made. Those that a sound session does not name are removed: a program
/// that was killed wrote them, and what it did not name it would have made again. Those that one does not name which is
/// not sound, since its file was damaged, are results too. Takes as long as reading does; any thread.
[[nodiscard]] ReadSession readPicturesOf(const Session& session, const std::filesystem::path& folder, bool sound,
                                         const ResultStore& store);

/// The names of all files that the session names.
[[nodiscard]] std::vector<std::string> filesNamedBy(const Session& session);

} // namespace gesso::ui
