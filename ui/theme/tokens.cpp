// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

namespace gesso::ui {

namespace {

Colors darkColors()
{
    Colors c;
    c.canvas = QColor::fromRgb(0x121212);
    c.surface0 = QColor::fromRgb(0x1B1B1B);
    c.surface1 = QColor::fromRgb(0x232323);
    c.surface2 = QColor::fromRgb(0x2D2D2D);
    c.surface3 = QColor::fromRgb(0x3A3A3A);
    c.line = QColor::fromRgb(0x343434);
    c.text1 = QColor::fromRgb(0xEDEDED);
    c.text2 = QColor::fromRgb(0xADADAD);
    c.text3 = QColor::fromRgb(0x7A7A7A);
    c.accent = QColor::fromRgb(0xE5A33B);
    c.onAccent = QColor::fromRgb(0x1A1305);
    c.accentHover = QColor::fromRgb(0xEDB359);
    c.accentPressed = QColor::fromRgb(0xCE9030);
    c.danger = QColor::fromRgb(0xE5484D);
    c.ok = QColor::fromRgb(0x46A758);
    c.shadow = QColor(0, 0, 0, 110);
    return c;
}

Colors lightColors()
{
    Colors c;
    c.canvas = QColor::fromRgb(0xD9D9D9);
    c.surface0 = QColor::fromRgb(0xF3F3F3);
    c.surface1 = QColor::fromRgb(0xFFFFFF);
    c.surface2 = QColor::fromRgb(0xECECEC);
    c.surface3 = QColor::fromRgb(0xDEDEDE);
    c.line = QColor::fromRgb(0xD4D4D4);
    c.text1 = QColor::fromRgb(0x1A1A1A);
    c.text2 = QColor::fromRgb(0x555555);
    c.text3 = QColor::fromRgb(0x808080);
    c.accent = QColor::fromRgb(0xB8741A);
    c.onAccent = QColor::fromRgb(0xFFFFFF);
    c.accentHover = QColor::fromRgb(0xA96A16);
    c.accentPressed = QColor::fromRgb(0x955D11);
    c.danger = QColor::fromRgb(0xCE2C31);
    c.ok = QColor::fromRgb(0x2B8A3E);
    c.shadow = QColor(0, 0, 0, 46);
    return c;
}

} // namespace

const Colors& colorsOf(Scheme scheme)
{
    static const Colors dark = darkColors();
    static const Colors light = lightColors();
    return scheme == Scheme::Dark ? dark : light;
}

} // namespace gesso::ui
