// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/studio/languages.h"

#include <QElapsedTimer>
#include <QMessageBox>
#include <QObject>

#include <memory>
#include <optional>

namespace gesso {

/// What the user sees of a start that waits for an open window: nothing for three seconds, then a box that says which
/// process does not answer, and lets the user open another window or give up. It goes when the window answers.
class SilentWindow final : public QObject {
    Q_OBJECT

public:
    enum class Choice : std::uint8_t { Wait, OpenAnother, GiveUp };

    /// To be asked many times a second, on the window's thread. `process` is the one that holds the session; 0 where it
    /// is not known.
    [[nodiscard]] Choice choice(qint64 process);

private:
    void show(qint64 process);

    QElapsedTimer m_since;
    std::optional<Languages> m_languages; ///< of the box
    std::unique_ptr<QMessageBox> m_box;
    QAbstractButton* m_another = nullptr;
};

} // namespace gesso
