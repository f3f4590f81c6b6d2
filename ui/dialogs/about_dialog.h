// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace gesso::ui {

/// What Gesso is, its version, and whose work is in it under which licences. The version is the application's.
class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

} // namespace gesso::ui
