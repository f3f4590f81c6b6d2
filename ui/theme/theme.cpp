// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/desktop_settings.h"
#include "ui/theme/icon_engine.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QToolTip>

namespace gesso::ui {

namespace {

Theme* theTheme = nullptr; ///< the one Theme while it lives

QString fontFamily()
{
    static const QString family = [] {
        for (const QString& candidate : {QStringLiteral("Inter"), QStringLiteral("Inter Variable")}) {
            if (QFontDatabase::hasFamily(candidate)) {
                return candidate;
            }
        }
        return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
    }();
    return family;
}

QPalette paletteOf(const Colors& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.surface0);
    p.setColor(QPalette::WindowText, c.text1);
    p.setColor(QPalette::Base, c.surface2);
    p.setColor(QPalette::AlternateBase, c.surface1);
    p.setColor(QPalette::Text, c.text1);
    p.setColor(QPalette::PlaceholderText, c.text3);
    p.setColor(QPalette::Button, c.surface2);
    p.setColor(QPalette::ButtonText, c.text1);
    p.setColor(QPalette::BrightText, c.danger);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::ToolTipBase, c.surface3);
    p.setColor(QPalette::ToolTipText, c.text1);
    p.setColor(QPalette::Light, c.surface3);
    p.setColor(QPalette::Midlight, c.surface3);
    p.setColor(QPalette::Mid, c.line);
    p.setColor(QPalette::Dark, c.line);
    p.setColor(QPalette::Shadow, c.shadow);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, c.text3);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.surface3);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.text3);
    return p;
}

} // namespace

Theme::Theme(SchemeChoice choice, QObject* parent)
    : QObject(parent), m_choice(choice),
      m_paletteScheme(QApplication::palette().color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light),
      m_desktop(new DesktopSettings(this))
{
    theTheme = this;
    QApplication::setStyle(new Style);
    QApplication::setFont(font(TypeSize::kBody));
    QApplication::setWindowIcon(applicationIcon());
    connect(m_desktop, &DesktopSettings::changed, this, &Theme::apply);
    m_desktop->watch();
    m_scheme = wantedScheme();
    apply();
}

Theme::~Theme()
{
    theTheme = nullptr;
}

void Theme::setChoice(SchemeChoice choice)
{
    m_choice = choice;
    apply();
}

Scheme Theme::wantedScheme() const
{
    switch (m_choice) {
    case SchemeChoice::Dark:
        return Scheme::Dark;
    case SchemeChoice::Light:
        return Scheme::Light;
    case SchemeChoice::Follow:
        break;
    }
    return m_desktop->scheme().value_or(m_paletteScheme);
}

bool Theme::reducedMotion() const
{
    return m_desktop->reducedMotion();
}

void Theme::apply()
{
    const Scheme before = m_scheme;
    m_scheme = wantedScheme();
    if (m_applied && m_scheme == before) {
        return;
    }
    m_applied = true;
    const QPalette palette = paletteOf(colors());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Style::repolishRoles();
    if (m_scheme != before) {
        Q_EMIT schemeChanged(m_scheme);
    }
}

const Colors& colors()
{
    return colorsOf(theTheme != nullptr ? theTheme->scheme() : Scheme::Dark);
}

QFont font(int pixelSize, QFont::Weight weight, bool tabular)
{
    QFont result(fontFamily());
    result.setPixelSize(pixelSize);
    result.setWeight(weight);
    result.setHintingPreference(QFont::PreferNoHinting);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    if (tabular) {
        result.setFeature("tnum", 1);
    }
#else
    Q_UNUSED(tabular); // see drawTabular()
#endif
    return result;
}

int motionMs()
{
    return theTheme != nullptr && theTheme->reducedMotion() ? 0 : kMotionMs;
}

} // namespace gesso::ui
