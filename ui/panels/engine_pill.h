// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/engine_status.h"

#include <QPushButton>

class QLabel;
class QVBoxLayout;

namespace gesso::ui {

class StatusDot;

/// The one quiet place that says where the engine stands. A click opens what it means, what to do, and the devices with
/// their memory.
class EnginePill final : public QPushButton {
    Q_OBJECT

public:
    explicit EnginePill(QWidget* parent = nullptr);

    void setStatus(const EngineStatus& status);
    [[nodiscard]] const EngineStatus& status() const { return m_status; }
    [[nodiscard]] QString shownText() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void startAgainRequested();
    void settingsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildPopup();
    void fillPopup();
    void addDevice(const DeviceInfo& device);
    void openPopup();
    void showIcon();

    EngineStatus m_status;
    StatusDot* m_dot;
    QLabel* m_icon;
    QLabel* m_text;
    QWidget* m_popup;
    QLabel* m_state = nullptr;
    QLabel* m_advice = nullptr;
    QLabel* m_message = nullptr;
    QVBoxLayout* m_devices = nullptr;
    QPushButton* m_startAgain = nullptr;
};

} // namespace gesso::ui
