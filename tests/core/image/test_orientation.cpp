// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/orientation.h"

#include <QTest>

using namespace gesso;

class TestOrientation final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The stored picture is  1 2 3  and each orientation of EXIF says what is to be seen.
    ///                        4 5 6
    void turnsAsExifSays()
    {
        const Image stored{3, 2, 1, {1, 2, 3, 4, 5, 6}};
        const std::vector<std::vector<std::uint8_t>> seen{{1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1},
                                                          {4, 5, 6, 1, 2, 3}, {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3},
                                                          {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}};
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const Image given = oriented(stored, orientation);
            QCOMPARE(given.u8(), seen[static_cast<std::size_t>(orientation - 1)]);
            QCOMPARE(given.width, orientation < 5 ? 3 : 2);
            QCOMPARE(given.height, orientation < 5 ? 2 : 3);
        }
    }

    void otherNumbersLeaveThePictureAsItIs()
    {
        const Image stored{2, 1, 3, {1, 2, 3, 4, 5, 6}};
        for (const int orientation : {-1, 0, 1, 9, 1000}) {
            QCOMPARE(oriented(stored, orientation), stored);
        }
        QCOMPARE(oriented(stored, 3).u8(), (std::vector<std::uint8_t>{4, 5, 6, 1, 2, 3}));
    }
};

QTEST_APPLESS_MAIN(TestOrientation)
#include "test_orientation.moc"
