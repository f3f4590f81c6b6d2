// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/duration_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace gesso::ui {
namespace {

constexpr int kMinute = 60;
constexpr int kHour = 60;
constexpr double kMostSeconds = 3.6e7; ///< ten thousand hours; more is not told apart

struct Parts {
    int hours = 0, minutes = 0, seconds = 0;
};

std::optional<Parts> partsOf(double duration)
{
    if (!std::isfinite(duration) || duration < 0.) {
        return std::nullopt;
    }
    const double seconds = std::min(duration, kMostSeconds);
    if (const int whole = std::max(1, static_cast<int>(std::lround(seconds))); whole < kMinute) {
        return Parts{0, 0, whole};
    }
    const int minutes = std::max(1, static_cast<int>(std::lround(seconds / kMinute)));
    return Parts{minutes / kHour, minutes % kHour, 0};
}

QString counted(const char* text, int number)
{
    return QCoreApplication::translate("DurationText", text, nullptr, number);
}

} // namespace

QString shortDuration(double seconds)
{
    const std::optional<Parts> parts = partsOf(seconds);
    if (!parts) {
        return {};
    }
    if (parts->hours == 0 && parts->minutes == 0) {
        return counted(QT_TRANSLATE_N_NOOP("DurationText", "%n s"), parts->seconds);
    }
    const QString minutes = counted(QT_TRANSLATE_N_NOOP("DurationText", "%n min"), parts->minutes);
    const QString hours = counted(QT_TRANSLATE_N_NOOP("DurationText", "%n h"), parts->hours);
    return parts->hours == 0 ? minutes : parts->minutes == 0 ? hours : hours + u' ' + minutes;
}

QString longDuration(double seconds)
{
    const std::optional<Parts> parts = partsOf(seconds);
    if (!parts) {
        return {};
    }
    const auto said = [](int number, const QString& one, const QString& many) { return number == 1 ? one : many; };
    const QString minutes = said(parts->minutes, QCoreApplication::translate("DurationText", "1 minute"),
                                 counted(QT_TRANSLATE_N_NOOP("DurationText", "%n minutes"), parts->minutes));
    const QString hours = said(parts->hours, QCoreApplication::translate("DurationText", "1 hour"),
                               counted(QT_TRANSLATE_N_NOOP("DurationText", "%n hours"), parts->hours));
    if (parts->hours == 0 && parts->minutes == 0) {
        return said(parts->seconds, QCoreApplication::translate("DurationText", "1 second"),
                    counted(QT_TRANSLATE_N_NOOP("DurationText", "%n seconds"), parts->seconds));
    }
    return parts->hours == 0 ? minutes : parts->minutes == 0 ? hours : hours + u' ' + minutes;
}

QString timeLeftText(std::optional<double> seconds)
{
    const QString duration = seconds ? shortDuration(*seconds) : QString();
    return duration.isEmpty() ? QString()
                              : QCoreApplication::translate("DurationText", "%1 left", "a duration").arg(duration);
}

} // namespace gesso::ui
