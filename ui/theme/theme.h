// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QString>

namespace gesso::ui {

class DesktopSettings;

/// What the user chose; Follow takes the desktop's scheme and its changes.
enum class SchemeChoice : std::uint8_t { Follow, Dark, Light };

/// The look of the whole application: palette, style sheet, fonts, icons. One per application, made by main() (and by
/// tests) after QApplication; it may not be there, then the dark colours are used.
///
/// A widget that paints by itself asks colors() in its paintEvent and repaints on QEvent::PaletteChange, which every
/// change of scheme sends to all widgets.
class Theme final : public QObject {
    Q_OBJECT

public:
    explicit Theme(SchemeChoice choice = SchemeChoice::Follow, QObject* parent = nullptr);
    ~Theme() override;

    void setChoice(SchemeChoice choice);
    [[nodiscard]] SchemeChoice choice() const { return m_choice; }
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// The desktop asks for no movement; see motionMs().
    [[nodiscard]] bool reducedMotion() const;

Q_SIGNALS:
    void schemeChanged(gesso::ui::Scheme scheme);

private:
    [[nodiscard]] Scheme wantedScheme() const;
    void apply();

    SchemeChoice m_choice;
    Scheme m_paletteScheme; ///< of the desktop's own palette, where no portal says more
    Scheme m_scheme = Scheme::Dark;
    bool m_applied = false;
    DesktopSettings* m_desktop; ///< child
};

/// Colours of the scheme in use.
[[nodiscard]] const Colors& colors();

/// An icon of resources/icons by its file's name without ".svg", in text colour (Normal, text.2; Active/Selected,
/// text.1; Disabled, text.3), sharp at every device pixel ratio; it follows a change of scheme by itself.
[[nodiscard]] QIcon icon(const QString& name);

/// The application's font at one of TypeSize; `tabular` asks for figures of one width (from Qt 6.7; before,
/// drawTabular() of ui/theme/paint.h does it).
[[nodiscard]] QFont font(int pixelSize, QFont::Weight weight = QFont::Normal, bool tabular = false);

/// Milliseconds of a movement: kMotionMs, 0 when the desktop asks for reduced motion.
[[nodiscard]] int motionMs();

} // namespace gesso::ui
