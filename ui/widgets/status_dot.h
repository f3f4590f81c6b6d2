// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace gesso::ui {

/// A small dot that says how something is; the words are beside it (colour alone never says anything).
class StatusDot final : public QWidget {
    Q_OBJECT

public:
    enum class State : std::uint8_t { Off, Waiting, Working, Ok, Error };
    Q_ENUM(State)

    explicit StatusDot(QWidget* parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    State m_state = State::Off;
};

} // namespace gesso::ui
