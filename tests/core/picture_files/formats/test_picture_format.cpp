// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/picture_format.h"

#include <QTest>

using namespace gesso;

class TestPictureFormat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesLeadBack()
    {
        QCOMPARE(pictureFormatNames().size(), std::size_t{5});
        for (const std::string_view text : pictureFormatNames()) {
            QCOMPARE(name(pictureFormatFromName(text).value()), text);
        }
        QVERIFY(!pictureFormatFromName("PNG"));
        QVERIFY(!pictureFormatFromName("gif"));
    }

    void endsOfNamesTell()
    {
        QCOMPARE(pictureFormatFromPath("/a.b/c.PNG"), std::optional(PictureFormat::Png));
        QCOMPARE(pictureFormatFromPath("x.jpeg"), std::optional(PictureFormat::Jpg));
        QCOMPARE(pictureFormatFromPath("x.Tif"), std::optional(PictureFormat::Tiff));
        QCOMPARE(pictureFormatFromPath("x.exr"), std::optional(PictureFormat::Exr));
        QVERIFY(!pictureFormatFromPath("png"));
        QVERIFY(!pictureFormatFromPath("x.png.txt"));
        QVERIFY(!pictureFormatFromPath(""));
    }

    void firstBytesTell()
    {
        QVERIFY(!pictureFormatFromBytes(""));
        QVERIFY(!pictureFormatFromBytes("\x89PNG"));
        QVERIFY(!pictureFormatFromBytes("RIFF1234WAVE"));
        QVERIFY(!pictureFormatFromBytes("RIFF"));
        QCOMPARE(pictureFormatFromBytes("RIFF1234WEBP"), std::optional(PictureFormat::Webp));
        QCOMPARE(pictureFormatFromBytes(std::string_view("MM\0*", 4)), std::optional(PictureFormat::Tiff));
    }

    void bitsAreWhatTheFormatCanHave()
    {
        QVERIFY(checkBits(PictureFormat::Png, 16));
        QVERIFY(checkBits(PictureFormat::Tiff, 8));
        QVERIFY(checkBits(PictureFormat::Exr, 32));
        QCOMPARE(possibleBits(PictureFormat::Exr).front(), 16);
        QCOMPARE(
            checkBits(PictureFormat::Jpg, 16).error(),
            (Error{ErrorCode::InvalidRequest, "A picture cannot be saved as jpg with 16 bits per channel: choose 8."}));
        QCOMPARE(checkBits(PictureFormat::Png, 32).error().message,
                 std::string("A picture cannot be saved as png with 32 bits per channel: choose 8 or 16."));
        QVERIFY(!checkBits(PictureFormat::Webp, 0));
        QVERIFY(!checkBits(PictureFormat::Exr, 8));
    }
};

QTEST_APPLESS_MAIN(TestPictureFormat)
#include "test_picture_format.moc"
