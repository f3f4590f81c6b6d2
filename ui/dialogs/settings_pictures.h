// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/settings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace gesso::ui {

class NumberField;

/// The part of the settings that says how and where kept pictures are saved.
class SettingsPictures final : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPictures(QWidget* parent = nullptr);

    void setSettings(const Settings& settings); ///< changed() is not sent
    /// `settings` with the values of this part put in.
    [[nodiscard]] Settings applied(Settings settings) const;

Q_SIGNALS:
    void changed();

private:
    void build();
    void chooseFolder();
    void onFolder();
    void onFormat();
    void onName();
    void showBits();
    void showQuality();
    void showExample();
    void checkFolder();

    Settings m_settings; ///< only the members of this part are used
    QLineEdit* m_folder = nullptr;
    QLabel* m_folderProblem = nullptr;
    QComboBox* m_format = nullptr;
    QComboBox* m_bits = nullptr;
    NumberField* m_quality = nullptr;
    QLabel* m_qualityLabel = nullptr; ///< there only where a format has a quality
    QLineEdit* m_name = nullptr;
    QLabel* m_nameNote = nullptr;
};

} // namespace gesso::ui
