// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/roles.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QVariant>

namespace gesso::ui {

namespace {

struct LabelLook {
    int size = TypeSize::kBody;
    QFont::Weight weight = QFont::Normal;
    QColor color;
};

LabelLook lookOf(const QString& role)
{
    const Colors& c = colors();
    if (role == QLatin1String("caption")) {
        return {TypeSize::kCaption, QFont::Normal, c.text2};
    }
    if (role == QLatin1String("title")) {
        return {TypeSize::kTitle, QFont::DemiBold, c.text1};
    }
    if (role == QLatin1String("page")) {
        return {TypeSize::kPage, QFont::DemiBold, c.text1};
    }
    return {TypeSize::kBody, QFont::Normal, role == QLatin1String("error") ? c.danger : c.text2};
}

void setTextColor(QWidget& widget, QPalette::ColorRole role, const QColor& color)
{
    QPalette palette;
    palette.setColor(QPalette::Active, role, color);
    palette.setColor(QPalette::Inactive, role, color);
    palette.setColor(QPalette::Disabled, role, colors().text3);
    widget.setPalette(palette);
}

} // namespace

QString roleOf(const QWidget* widget)
{
    return widget != nullptr ? widget->property("role").toString() : QString();
}

bool isDense(const QWidget* widget)
{
    return widget != nullptr && widget->property("dense").toBool();
}

void applyRole(QWidget& widget)
{
    const QString role = roleOf(&widget);
    if (role.isEmpty()) {
        return;
    }
    if (qobject_cast<QLabel*>(&widget) != nullptr) {
        const LabelLook look = lookOf(role);
        widget.setFont(font(look.size, look.weight));
        setTextColor(widget, QPalette::WindowText, look.color);
    } else if (qobject_cast<QAbstractButton*>(&widget) != nullptr) {
        const Colors& c = colors();
        const bool primary = role == QLatin1String("primary");
        widget.setFont(font(TypeSize::kBody, primary ? QFont::DemiBold : QFont::Normal));
        setTextColor(widget, QPalette::ButtonText,
                     primary                           ? c.onAccent
                     : role == QLatin1String("danger") ? c.danger
                                                       : c.text1);
    }
    widget.updateGeometry();
}

} // namespace gesso::ui
