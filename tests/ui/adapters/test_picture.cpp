// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/picture.h"

#include <QTest>

using namespace gesso;

class TestPicture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesOfEveryKindGoThereAndBack_data()
    {
        QTest::addColumn<int>("channels");
        QTest::newRow("RGB") << 3;
        QTest::newRow("RGBA") << 4;
    }

    void picturesOfEveryKindGoThereAndBack()
    {
        QFETCH(int, channels);
        Image image{5, 3, channels, {}}; // 5 * 3 bytes a row: Qt pads its rows, core does not
        for (std::size_t i = 0; i < image.rowValues() * 3; ++i) {
            image.u8().push_back(static_cast<std::uint8_t>(i * 7 + 1));
        }
        QCOMPARE(ui::toImage(ui::toQImage(image)), image);
    }

    void greyBecomesRgb()
    {
        const Image grey{2, 1, 1, {10, 200}};
        const Image expected{2, 1, 3, {10, 10, 10, 200, 200, 200}};
        QCOMPARE(ui::toImage(ui::toQImage(grey)), expected);
    }

    void whatDoesNotFitIsNoPicture()
    {
        QVERIFY(ui::toQImage({}).isNull());
        QVERIFY(ui::toQImage({1 << 20, 1 << 20, 3, {1, 2, 3}}).isNull());
        QVERIFY(ui::toQImage({-1, 4, 3, {1, 2, 3}}).isNull());
        QVERIFY(ui::toQImage({1, 1, 2, {1, 2}}).isNull());
        QVERIFY(ui::toImage({}).empty());
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "test_picture.moc"
