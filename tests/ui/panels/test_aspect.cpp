// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "core/studio/picture_size.h"
#include "ui/panels/aspect.h"

#include <QTest>

using namespace gesso;
using namespace gesso::ui;

class TestAspect final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsFitTheModel_data()
    {
        QTest::addColumn<QSize>("native");
        for (const QSize native : {QSize(64, 64), QSize(256, 256), QSize(512, 512), QSize(768, 768), QSize(1024, 1024),
                                   QSize(8192, 8192), QSize(768, 512)}) {
            QTest::addRow("%dx%d", native.width(), native.height()) << native;
        }
    }

    void presetsFitTheModel()
    {
        QFETCH(QSize, native);
        const std::vector<AspectPreset> presets = aspectPresets(native);
        QCOMPARE(presets.size(), std::size_t{11});
        const double pixels = native.width() * static_cast<double>(native.height());
        for (const AspectPreset& preset : presets) {
            QCOMPARE(preset.size.width() % RequestLimits::kSideMultiple, 0);
            QCOMPARE(preset.size.height() % RequestLimits::kSideMultiple, 0);
            QVERIFY(preset.size.width() <= RequestLimits::kMaxSide && preset.size.height() <= RequestLimits::kMaxSide);
            const double area = preset.size.width() * static_cast<double>(preset.size.height());
            QVERIFY2(area / pixels > 0.8 && area / pixels < 1.2, qPrintable(preset.ratio));
            if (native.width() >= 256) {
                QCOMPARE(ratioText(preset.size), preset.ratio);
            }
        }
    }

    void squareIsTheModelsOwnSize()
    {
        QCOMPARE(aspectPresets({512, 512}).front(), (AspectPreset{QStringLiteral("1:1"), {512, 512}}));
        QCOMPARE(aspectPresets({256, 256}).front().size, QSize(256, 256));
    }

    void panoramasAreAsHighAsTheModelsPictures()
    {
        const std::vector<AspectPreset> presets = panoramaPresets({512, 512});
        QCOMPARE(presets.front(), (AspectPreset{QStringLiteral("2:1"), {1024, 512}}));
        for (const AspectPreset& preset : presets) {
            QVERIFY(isLong({preset.size.width(), preset.size.height()}));
            QCOMPARE(std::min(preset.size.width(), preset.size.height()), 512);
            QCOMPARE(ratioText(preset.size), preset.ratio);
        }
    }

    void uprightOnesAreTwins()
    {
        const std::vector<AspectPreset> presets = aspectPresets({1024, 1024});
        for (std::size_t i = 1; i <= 5; ++i) {
            QCOMPARE(presets[i + 5].size, presets[i].size.transposed());
        }
    }

    void namesShapes_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("text");
        QTest::newRow("square") << QSize(512, 512) << "1:1";
        QTest::newRow("nearly 3:2") << QSize(1024, 704) << "3:2";
        QTest::newRow("upright") << QSize(704, 1024) << "2:3";
        QTest::newRow("16:9") << QSize(1920, 1080) << "16:9";
        QTest::newRow("wide") << QSize(4096, 512) << "8:1";
        QTest::newRow("tall") << QSize(512, 1200) << "1:2.34";
        QTest::newRow("nothing") << QSize() << "";
    }

    void namesShapes()
    {
        QFETCH(QSize, size);
        QFETCH(QString, text);
        QCOMPARE(ratioText(size), text);
    }
};

QTEST_APPLESS_MAIN(TestAspect)
#include "test_aspect.moc"
