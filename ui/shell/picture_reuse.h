// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"
#include "ui/shell/window_parts.h"

#include <QObject>

namespace gesso::ui {

class Generating;
class SourceDesk;

/// Takes up how a picture was made, for the next one.
class PictureReuse final : public QObject {
    Q_OBJECT

public:
    /// All must outlive this.
    PictureReuse(WindowParts& parts, Generating& generating, SourceDesk& sources);

    void reuseSeed(CandidateId candidate);
    void reuseAll(CandidateId candidate);   ///< prompt and settings
    void useExample(const QString& prompt); ///< and makes a picture of it

private:
    void offerFor(CandidateId candidate, bool saysHowItWasMade); ///< when it was opened

    WindowParts& m_parts;
    Generating& m_generating;
    SourceDesk& m_sources;
};

} // namespace gesso::ui
