// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/desktop_settings.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>
#include <QTimer>

namespace gesso::ui {

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kGnome = QStringLiteral("org.gnome.desktop.interface");

/// Whether a session bus is there to be asked; without one the library would start a bus, which takes seconds.
bool busIsThere()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

/// The portal's Read wraps its value twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value;
}

} // namespace

DesktopSettings::DesktopSettings(QObject* parent) : QObject(parent) {}

void DesktopSettings::watch()
{
    QTimer::singleShot(0, this, [this] {
        if (!busIsThere() || !QDBusConnection::sessionBus().isConnected()) {
            return;
        }
        QDBusConnection::sessionBus().connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
                                              SLOT(onSettingChanged(QString, QString, QDBusVariant)));
        ask(kAppearance, QStringLiteral("color-scheme"));
        ask(kAppearance, QStringLiteral("reduced-motion"));
        ask(kGnome, QStringLiteral("enable-animations"));
    });
}

void DesktopSettings::ask(const QString& group, const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << group << key;
    auto* answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, group, key, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid()) {
            take(group, key, unwrapped(QVariant::fromValue(reply.value())));
        }
        answer->deleteLater();
    });
}

void DesktopSettings::onSettingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    take(group, key, unwrapped(value.variant()));
}

void DesktopSettings::take(const QString& group, const QString& key, const QVariant& value)
{
    bool isNumber = false;
    const uint number = value.toUInt(&isNumber);
    if (!isNumber) {
        return;
    }
    if (group == kAppearance && key == QLatin1String("color-scheme")) {
        m_scheme = number == 1   ? std::optional(Scheme::Dark)
                   : number == 2 ? std::optional(Scheme::Light)
                                 : std::nullopt; // 0: no preference
    } else if (group == kAppearance && key == QLatin1String("reduced-motion")) {
        m_reducedMotion = number == 1;
    } else if (group == kGnome && key == QLatin1String("enable-animations")) {
        m_animations = number != 0;
    } else {
        return;
    }
    Q_EMIT changed();
}

} // namespace gesso::ui
