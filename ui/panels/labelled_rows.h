// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGridLayout>

namespace gesso::ui {

/// Fields below each other with their names at the left, centred on them; the names' column is as wide in every card.
class LabelledRows final : public QGridLayout {
    Q_OBJECT

public:
    explicit LabelledRows(QWidget* parent = nullptr);

    /// The label names the field for screen readers too, where it has no name of its own.
    void add(const QString& label, QWidget* field);
    void addWide(QWidget* widget); ///< across both columns
};

} // namespace gesso::ui
