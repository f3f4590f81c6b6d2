// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/desktop_settings.h"

#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>

using namespace gesso::ui;

namespace {

const QString kAppearance = QStringLiteral("org.freedesktop.appearance");
const QString kScheme = QStringLiteral("color-scheme");

} // namespace

class TestDesktopSettings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsKnownAtFirst()
    {
        DesktopSettings settings;
        QVERIFY(!settings.scheme());
        QVERIFY(!settings.reducedMotion());
    }

    void takesTheScheme()
    {
        DesktopSettings settings;
        QSignalSpy changed(&settings, &DesktopSettings::changed);
        settings.take(kAppearance, kScheme, 1U);
        QCOMPARE(settings.scheme(), std::optional(Scheme::Dark));
        settings.take(kAppearance, kScheme, 2U);
        QCOMPARE(settings.scheme(), std::optional(Scheme::Light));
        settings.take(kAppearance, kScheme, 0U);
        QVERIFY(!settings.scheme());
        QCOMPARE(changed.count(), 3);
    }

    void takesReducedMotionFromEitherName()
    {
        DesktopSettings settings;
        settings.take(kAppearance, QStringLiteral("reduced-motion"), 1U);
        QVERIFY(settings.reducedMotion());
        settings.take(kAppearance, QStringLiteral("reduced-motion"), 0U);
        QVERIFY(!settings.reducedMotion());
        settings.take(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"), false);
        QVERIFY(settings.reducedMotion());
    }

    void ignoresWhatItDoesNotKnow()
    {
        DesktopSettings settings;
        QSignalSpy changed(&settings, &DesktopSettings::changed);
        settings.take(kAppearance, kScheme, QStringLiteral("dark"));
        settings.take(kAppearance, QStringLiteral("accent-color"), 1U);
        settings.take(QStringLiteral("org.example"), kScheme, 1U);
        QCOMPARE(changed.count(), 0);
        QVERIFY(!settings.scheme());
    }

    void hearsNewsFromThePortal()
    {
        DesktopSettings settings;
        QVERIFY(QMetaObject::invokeMethod(&settings, "onSettingChanged", Q_ARG(QString, kAppearance),
                                          Q_ARG(QString, kScheme), Q_ARG(QDBusVariant, QDBusVariant(1U))));
        QCOMPARE(settings.scheme(), std::optional(Scheme::Dark));
    }

    void aMissingBusIsNoTrouble()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
        DesktopSettings settings;
        settings.watch();
        QCoreApplication::processEvents();
        QVERIFY(!settings.scheme());
    }
};

QTEST_GUILESS_MAIN(TestDesktopSettings)
#include "test_desktop_settings.moc"
