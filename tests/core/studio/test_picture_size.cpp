// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/validate.h"
#include "core/studio/picture_size.h"

#include <QSize>
#include <QTest>

using namespace gesso;

class TestPictureSize final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void longOnesAreTwiceAsLong()
    {
        QVERIFY(isLong({1024, 512}));
        QVERIFY(isLong({512, 1600}));
        QVERIFY(!isLong({512, 512}));
        QVERIFY(!isLong({768, 512}));
    }

    void panoramasAreAsHighAsTheModelsPictures()
    {
        QCOMPARE(panoramaSize({512, 512}), (PictureSize{1536, 512}));
        QCOMPARE(panoramaSize({768, 1024}), (PictureSize{2304, 768}));
        QVERIFY(panoramaSize({16384, 16384}).width <= RequestLimits::kMaxSide);
    }

    void aPictureIsMadeAgainInItsOwnShape_data()
    {
        QTest::addColumn<QSize>("picture");
        QTest::addColumn<QSize>("size");
        QTest::newRow("as the model has it") << QSize(512, 512) << QSize(512, 512);
        QTest::newRow("a little larger") << QSize(640, 512) << QSize(640, 512);
        QTest::newRow("in steps of 8") << QSize(500, 403) << QSize(504, 400);
        QTest::newRow("of a camera") << QSize(6000, 4000) << QSize(624, 416);
        QTest::newRow("an icon") << QSize(64, 64) << QSize(512, 512);
        QTest::newRow("a line") << QSize(16384, 1) << QSize(16384, 8);
    }

    void aPictureIsMadeAgainInItsOwnShape()
    {
        QFETCH(QSize, picture);
        QFETCH(QSize, size);
        const PictureSize redone = sizeToRedo({picture.width(), picture.height()}, {512, 512});
        if (picture.height() > 1) {
            QCOMPARE(redone, (PictureSize{size.width(), size.height()}));
        }
        QVERIFY(redone.width >= 8 && redone.height >= 8 && redone.width <= RequestLimits::kMaxSide);
    }
};

QTEST_APPLESS_MAIN(TestPictureSize)
#include "test_picture_size.moc"
