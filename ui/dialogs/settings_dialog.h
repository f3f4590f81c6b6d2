// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;

namespace gesso::ui {

class Segments;
class SettingsPictures;

/// The settings. Every change is told at once, by settingsChanged() (language and engine are used from the next start);
/// the window stays usable beside it. What cannot be taken (a name with an unknown field) is said beneath its field and
/// not sent.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

    /// Shows other values, as when the theme was changed from a menu; nothing is sent.
    void setSettings(const Settings& settings);
    [[nodiscard]] const Settings& settings() const { return m_settings; }

Q_SIGNALS:
    void settingsChanged(const gesso::Settings& settings);

private:
    QWidget* buildAppearance();
    QWidget* buildEngine();
    void onEngineCommand();
    void change(const Settings& settings);

    Settings m_settings;
    Segments* m_scheme = nullptr;
    QComboBox* m_language = nullptr;
    SettingsPictures* m_pictures = nullptr;
    QLineEdit* m_engine = nullptr;
    QCheckBox* m_previews = nullptr;
};

/// The language that makes every text longer and accented, to find what is cut off; offered when the environment
/// variable GESSO_PSEUDO is set.
inline constexpr const char* kPseudoLanguage = "pseudo";

/// Adds a row whose label is buddy, accessible name and tooltip of the field.
void addSettingsRow(QFormLayout& form, const QString& label, const QString& toolTip, QWidget* field);

/// A row without a label, beneath the fields.
void addSettingsNote(QFormLayout& form, QWidget* note);

/// A form in a card under a heading.
[[nodiscard]] QWidget* settingsCard(const QString& heading, QFormLayout*& form, QWidget* parent);

} // namespace gesso::ui
