// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/number_text.h"

#include <QRegularExpression>

#include <cmath>

namespace gesso::ui {

namespace {

constexpr QChar kThinSpace(0x2009);

} // namespace

std::optional<double> numberFromText(const QString& text, const QString& suffix, int decimals)
{
    QString plain = text.simplified();
    const QString unit = suffix.trimmed();
    if (!unit.isEmpty() && plain.endsWith(unit, Qt::CaseInsensitive)) {
        plain.chop(unit.size());
    }
    QString number;
    for (const QChar c : plain) {
        if (c.isDigit()) {
            number += QLatin1Char(static_cast<char>('0' + c.digitValue()));
        } else if (c == QLatin1Char(',')) {
            number += QLatin1Char('.');
        } else if (c == QChar(0x2212)) { // the minus sign that is not a hyphen
            number += QLatin1Char('-');
        } else if (!c.isSpace()) {
            number += c;
        }
    }
    static const QRegularExpression thousands(QStringLiteral("^[+-]?[0-9]{1,3}([.][0-9]{3})+$"));
    if (decimals == 0 && thousands.match(number).hasMatch()) {
        number.remove(QLatin1Char('.'));
    }
    bool ok = false;
    const double value = number.toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QString textFromNumber(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    const qsizetype first = text.startsWith(QLatin1Char('-')) ? 1 : 0;
    const qsizetype end = point < 0 ? text.size() : point;
    if (end - first > 4) { // 1024 reads better in one piece
        for (qsizetype at = end - 3; at > first; at -= 3) {
            text.insert(at, kThinSpace);
        }
    }
    return text;
}

} // namespace gesso::ui
