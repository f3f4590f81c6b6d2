// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_engine.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace gesso::ui;

namespace {

/// WCAG contrast of two opaque colours, 1..21.
double contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& c) {
        const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

/// The strongest colour of an icon's strokes.
QColor inkOf(const QPixmap& pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink(Qt::transparent);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (const QColor c = image.pixelColor(x, y); c.alpha() > ink.alpha()) {
                ink = c;
            }
        }
    }
    return ink;
}

bool near(const QColor& a, const QColor& b)
{
    return std::abs(a.red() - b.red()) < 4 && std::abs(a.green() - b.green()) < 4 && std::abs(a.blue() - b.blue()) < 4;
}

} // namespace

class TestTheme final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textHasEnoughContrast_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }

    void textHasEnoughContrast()
    {
        QFETCH(bool, dark);
        const Colors& c = colorsOf(dark ? Scheme::Dark : Scheme::Light);
        for (const QColor& surface : {c.surface0, c.surface1}) {
            QVERIFY(contrast(c.text1, surface) >= 7);
            QVERIFY(contrast(c.text2, surface) >= 4.5);
            QVERIFY(contrast(c.text3, surface) >= 3);
        }
        QVERIFY(contrast(c.onAccent, c.accent) >= 3);
        QVERIFY(contrast(c.onAccent, c.accentHover) >= 3);
        QVERIFY(contrast(c.onAccent, c.accentPressed) >= 3);
    }

    void darkColorsWithoutATheme() { QCOMPARE(colors().surface0, colorsOf(Scheme::Dark).surface0); }

    void switchesLive()
    {
        Theme theme(SchemeChoice::Dark);
        QLabel label;
        label.setProperty("role", "caption");
        label.ensurePolished();
        QSignalSpy changed(&theme, &Theme::schemeChanged);
        QCOMPARE(label.palette().color(QPalette::WindowText), colorsOf(Scheme::Dark).text2);

        theme.setChoice(SchemeChoice::Light);

        QCOMPARE(changed.count(), 1);
        QCOMPARE(theme.scheme(), Scheme::Light);
        QCOMPARE(colors().surface0, colorsOf(Scheme::Light).surface0);
        QCOMPARE(QApplication::palette().color(QPalette::Window), colorsOf(Scheme::Light).surface0);
        QCOMPARE(label.palette().color(QPalette::WindowText), colorsOf(Scheme::Light).text2);
        theme.setChoice(SchemeChoice::Light);
        QCOMPARE(changed.count(), 1);
    }

    void iconsFollowSchemeModeAndPixelRatio()
    {
        Theme theme(SchemeChoice::Dark);
        const QIcon settings = icon(QStringLiteral("settings"));
        const QSize size(20, 20);
        QVERIFY(near(inkOf(settings.pixmap(size)), colorsOf(Scheme::Dark).text2));
        QVERIFY(near(inkOf(settings.pixmap(size, QIcon::Active)), colorsOf(Scheme::Dark).text1));
        QVERIFY(near(inkOf(settings.pixmap(size, QIcon::Disabled)), colorsOf(Scheme::Dark).text3));
        const QPixmap twice = settings.pixmap(size, 2.0);
        QCOMPARE(twice.size(), QSize(40, 40));
        QCOMPARE(twice.devicePixelRatio(), 2.0);

        theme.setChoice(SchemeChoice::Light);
        QVERIFY(near(inkOf(settings.pixmap(size)), colorsOf(Scheme::Light).text2));
    }

    void everyIconDrawsSomething()
    {
        (void)icon(QStringLiteral("x")).pixmap(20); // brings in the resources
        const QStringList names = QDir(QStringLiteral(":/gesso/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() > 20);
        for (const QString& name : names) {
            const QString base = name.chopped(4);
            QVERIFY2(inkOf(icon(base).pixmap(40)).alpha() > 200, qPrintable(base));
        }
    }

    void anUnknownIconIsEmpty() { QCOMPARE(inkOf(icon(QStringLiteral("no such icon")).pixmap(20)).alpha(), 0); }

    void theApplicationIconHasItsOwnColors()
    {
        const QImage image = applicationIcon().pixmap(64).toImage();
        QVERIFY(near(image.pixelColor(32, 8), colorsOf(Scheme::Dark).accent));
    }

    void figuresAreAsWideAsEachOther()
    {
        const QFontMetricsF metrics(font(TypeSize::kBody));
        QCOMPARE(tabularWidth(metrics, QStringLiteral("111")), tabularWidth(metrics, QStringLiteral("888")));
        QVERIFY(tabularWidth(metrics, QStringLiteral("8 px")) > tabularWidth(metrics, QStringLiteral("8")));
    }

    void tabularTextKeepsToItsSide()
    {
        QImage image(100, 20, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(font(TypeSize::kBody));
        drawTabular(painter, QRectF(0, 0, 100, 20), Qt::AlignRight, QStringLiteral("12"));
        painter.end();
        const auto isBlank = [&image](int from, int to) {
            for (int x = from; x < to; ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    if (image.pixelColor(x, y) != QColor(Qt::white)) {
                        return false;
                    }
                }
            }
            return true;
        };
        QVERIFY(isBlank(0, 70));
        QVERIFY(!isBlank(80, 100));
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
