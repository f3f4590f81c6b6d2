// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/thin_progress.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QTimerEvent>

#include <algorithm>
#include <cmath>

namespace gesso::ui {

namespace {

constexpr int kHeight = 3;
constexpr int kParts = 10000;
constexpr int kFrameMs = 33;
constexpr int kRoundMs = 1400;  ///< the piece crosses the line in this time
constexpr double kPiece = 0.25; ///< its part of the line

} // namespace

ThinProgress::ThinProgress(QWidget* parent) : QProgressBar(parent)
{
    setRange(0, kParts);
    setValue(0);
    setTextVisible(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ThinProgress::setFraction(double fraction)
{
    if (std::isnan(fraction)) {
        return;
    }
    if (isIndeterminate()) {
        setIndeterminate(false);
    }
    const int next = static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * kParts));
    if (next != value()) {
        setUpdatesEnabled(false); // QProgressBar paints a new value at once, and the window with it
        setValue(next);
        setUpdatesEnabled(true);
    }
}

double ThinProgress::fraction() const
{
    return isIndeterminate() ? 0 : std::max(0, value()) / double(kParts);
}

void ThinProgress::setIndeterminate(bool indeterminate)
{
    if (indeterminate != isIndeterminate()) {
        setRange(0, indeterminate ? 0 : kParts);
        setValue(0);
        updateTimer();
        update();
    }
}

bool ThinProgress::isIndeterminate() const
{
    return maximum() == 0;
}

QSize ThinProgress::sizeHint() const
{
    return {Space::kSidePanel / 2, kHeight};
}

QSize ThinProgress::minimumSizeHint() const
{
    return {Space::k24, kHeight};
}

void ThinProgress::updateTimer()
{
    if (isIndeterminate() && isVisible() && motionMs() > 0) {
        m_since.start();
        m_timer.start(kFrameMs, this);
    } else {
        m_timer.stop();
    }
}

void ThinProgress::showEvent(QShowEvent* event)
{
    QProgressBar::showEvent(event);
    updateTimer();
}

void ThinProgress::hideEvent(QHideEvent* event)
{
    QProgressBar::hideEvent(event);
    updateTimer();
}

void ThinProgress::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId()) {
        update();
    } else {
        QProgressBar::timerEvent(event);
    }
}

void ThinProgress::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF line(0, (height() - kHeight) / 2.0, width(), kHeight);
    fillRounded(painter, line, colors().surface3, kHeight / 2.0);
    QRectF done = line;
    if (isIndeterminate()) {
        const double at = m_timer.isActive() ? double(m_since.elapsed() % kRoundMs) / kRoundMs : 0.5;
        done.setWidth(line.width() * kPiece);
        done.moveLeft(line.width() * (at * (1 + kPiece) - kPiece));
        if (!m_timer.isActive()) {
            done.moveCenter(line.center());
        }
    } else {
        done.setWidth(line.width() * fraction());
    }
    if (done.width() > 0) {
        fillRounded(painter, done, colors().accent, kHeight / 2.0);
    }
}

} // namespace gesso::ui
