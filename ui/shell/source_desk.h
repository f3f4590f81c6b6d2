// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/source_reader.h"
#include "ui/shell/window_parts.h"

#include "core/generation/request.h"

namespace gesso::ui {

/// The picture that new ones begin from: chosen, dropped, taken from the strip, or found once more.
class SourceDesk final : public QObject {
    Q_OBJECT

public:
    /// `sessionFolder` has what earlier jobs began from; empty: none is kept.
    SourceDesk(WindowParts& parts, std::filesystem::path sessionFolder);

    /// A picture that is still being written to the session, by its hash; null: there is none.
    using Held = std::function<std::shared_ptr<const Image>(const std::string& hash)>;
    void setHeld(Held held) { m_held = std::move(held); }

    void choose(const std::filesystem::path& folder); ///< asks the user for a file
    void restyle(CandidateId candidate);
    /// Looks for what a picture that is to be made once more was begun from.
    void reuse(const GenerationRequest& request);

Q_SIGNALS:
    void chooseRequested();
    void taken(); ///< the panel has a picture to begin from

private:
    void take(const SourcePicture& source, bool fit);

    WindowParts& m_parts;
    std::filesystem::path m_sessionFolder;
    Held m_held;
    SourceReader m_reader;
};

} // namespace gesso::ui
