// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QObject>
#include <QVariant>

#include <optional>

class QDBusVariant;

namespace gesso::ui {

/// What the desktop asks of programs, read from the settings portal (org.freedesktop.portal.Settings) over the session
/// bus. Nothing waits for an answer: the values are unknown until one comes, and stay so where there is no portal.
class DesktopSettings final : public QObject {
    Q_OBJECT

public:
    explicit DesktopSettings(QObject* parent = nullptr);

    /// Asks for the values and for news of them, once the event loop runs.
    void watch();

    [[nodiscard]] std::optional<Scheme> scheme() const { return m_scheme; }
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion || !m_animations; }

    /// Takes one value; unknown names and values of a wrong type are ignored.
    void take(const QString& group, const QString& key, const QVariant& value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& group, const QString& key);

    std::optional<Scheme> m_scheme;
    bool m_reducedMotion = false;
    bool m_animations = true;
};

} // namespace gesso::ui
