// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/jpeg_exif.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

const std::string kJfif = "\xFF\xE0\0\x04JF"s;
const std::string kTable = "\xFF\xDB\0\x05xyz"s;
const std::string kScan = "\xFF\xDA\0\x03s\x12\xFF\0\x34\xFF\xD9"s;

std::string jpeg(const std::string& segments)
{
    return "\xFF\xD8"s + segments + kScan;
}

std::string exif(const std::string& block)
{
    const auto length = static_cast<char>(2 + 6 + block.size());
    return "\xFF\xE1\0"s + length + "Exif\0\0"s + block;
}

} // namespace

class TestJpegExif final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void standsAfterJfif()
    {
        QCOMPARE(jpegWithExif(jpeg(kJfif + kTable), "block").value(), jpeg(kJfif + exif("block") + kTable));
        QCOMPARE(jpegWithExif(jpeg(kTable), "block").value(), jpeg(exif("block") + kTable));
    }

    void replacesWhatWasThere()
    {
        const std::string xmp = "\xFF\xE1\0\x06http"s;
        const std::string old = jpeg(kJfif + exif("old") + xmp + exif("older") + kTable);
        QCOMPARE(jpegWithExif(old, "new").value(), jpeg(kJfif + exif("new") + xmp + kTable));
    }

    void isFound()
    {
        QCOMPARE(jpegExif(jpeg(kJfif + exif("block") + kTable)).value(), std::string_view("block"));
        QCOMPARE(jpegExif(jpeg(kJfif + "\xFF\xFF"s + exif("after fill bytes"))).value(),
                 std::string_view("after fill bytes"));
        QCOMPARE(jpegExif(jpeg(kJfif)).value(), std::string_view());
    }

    void theLargestBlockFits()
    {
        const std::string block(kMaxJpegExifBytes, 'x');
        QCOMPARE(jpegExif(jpegWithExif(jpeg(kJfif), block).value()).value(), std::string_view(block));
        const auto larger = jpegWithExif(jpeg(kJfif), block + "x");
        QVERIFY(!larger);
        QCOMPARE(larger.error().code, ErrorCode::InvalidRequest);
    }

    void refusesWhatIsBroken()
    {
        const std::string whole = jpeg(kJfif + exif("block") + kTable);
        const std::size_t headers = whole.size() - kScan.size() + 4;
        for (std::size_t size = 0; size < headers; ++size) {
            const auto read = jpegExif(whole.substr(0, size));
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::FileDamaged);
        }
        for (const std::string& bytes :
             {"PNG"s, jpeg("\xFF\xE1\0\x01"s), jpeg("\xFF\xE1\xFF\xFFx"s), jpeg("garbage"s), "\xFF\xD8\xFF\xD9\0\0"s}) {
            QVERIFY(!jpegExif(bytes));
            QVERIFY(!jpegWithExif(bytes, "block"));
        }
    }
};

QTEST_APPLESS_MAIN(TestJpegExif)
#include "test_jpeg_exif.moc"
