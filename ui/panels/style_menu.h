// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/styles/style.h"

#include <QMenu>

namespace gesso::ui {

/// The styles that can be put on a prompt, by group. They are read each time it opens, so that the user's own file may
/// change meanwhile.
class StyleMenu final : public QMenu {
    Q_OBJECT

public:
    explicit StyleMenu(QWidget* parent = nullptr);

    /// Opens it below a button, so that their right edges meet.
    void showBelow(const QWidget& button);

Q_SIGNALS:
    void chosen(const gesso::Style& style);
    void failed(const QString& why); ///< a whole sentence

private:
    void fill();
};

} // namespace gesso::ui
