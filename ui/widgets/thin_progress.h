// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QProgressBar>

namespace gesso::ui {

/// A thin line that fills with the accent: progress without a word. Wide as it is laid out, 3 px high.
class ThinProgress final : public QProgressBar {
    Q_OBJECT

public:
    explicit ThinProgress(QWidget* parent = nullptr);

    /// 0..1, brought into range; ends the indeterminate state. NaN is ignored.
    void setFraction(double fraction);
    [[nodiscard]] double fraction() const;
    /// Something is going on and nobody knows how long: a piece of the line runs along, or stands still when the
    /// desktop asks for reduced motion.
    void setIndeterminate(bool indeterminate);
    [[nodiscard]] bool isIndeterminate() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateTimer();

    QBasicTimer m_timer;
    QElapsedTimer m_since;
};

} // namespace gesso::ui
