// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/about_dialog.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

using namespace gesso::ui;

class TestAboutDialog final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysVersionAndLicences()
    {
        QCoreApplication::setApplicationVersion(QStringLiteral("9.8.7"));
        const Theme theme;
        const AboutDialog dialog;
        bool hasVersion = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) {
            hasVersion = hasVersion || label->text().contains(QStringLiteral("9.8.7"));
        }
        QVERIFY(hasVersion);
        const QString text = dialog.findChild<QPlainTextEdit*>()->toPlainText();
        for (const char* part : {"Qt", "libtorch", "OpenImageIO", "Tabler"}) {
            QVERIFY2(text.contains(QLatin1String(part)), part);
        }
        QVERIFY(text.contains(QStringLiteral("Permission is hereby granted"))); // the icons' licence, whole
    }
};

QTEST_MAIN(TestAboutDialog)
#include "test_about_dialog.moc"
