// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/webp_exif.h"

#include "core/base/byte_order.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

std::string chunk(const std::string& type, const std::string& data)
{
    std::string bytes = type;
    appendU32(bytes, static_cast<std::uint32_t>(data.size()), ByteOrder::LittleEndian);
    return bytes + data + std::string(data.size() % 2, '\0');
}

std::string webp(const std::string& chunks)
{
    std::string bytes = "RIFF";
    appendU32(bytes, static_cast<std::uint32_t>(4 + chunks.size()), ByteOrder::LittleEndian);
    return bytes + "WEBP" + chunks;
}

/// The data of a lossless picture of that size.
std::string lossless(std::uint32_t width, std::uint32_t height, bool alpha)
{
    std::string data = "\x2F";
    appendU32(data, (width - 1) | (height - 1) << 14 | (alpha ? 1U << 28 : 0U), ByteOrder::LittleEndian);
    return data + "pixels!";
}

} // namespace

class TestWebpExif final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLosslessFileIsExtended()
    {
        const std::string picture = chunk("VP8L", lossless(512, 16383, true));
        const std::string header = "\x18\0\0\0\xFF\x01\0\xFE\x3F\0"s; // EXIF and alpha; 511, 16382
        QCOMPARE(webpWithExif(webp(picture), "block").value(),
                 webp(chunk("VP8X", header) + picture + chunk("EXIF", "block")));
    }

    void aLossyFileIsExtended()
    {
        const std::string picture = chunk("VP8 ", "\0\0\0\x9D\x01\x2A\x00\x41\x80\x00pixels"s); // 256 (scaled), 128
        const std::string header = "\x08\0\0\0\xFF\0\0\x7F\0\0"s;
        QCOMPARE(webpWithExif(webp(picture), "even").value(),
                 webp(chunk("VP8X", header) + picture + chunk("EXIF", "even")));
    }

    void anExtendedFileKeepsItsHeaderAndLosesItsOldExif()
    {
        const std::string body = chunk("ICCP", "profile") + chunk("VP8L", lossless(8, 8, false));
        const std::string old = webp(chunk("VP8X", "\x20\0\0\0\x07\0\0\x07\0\0"s) + body + chunk("EXIF", "old"));
        QCOMPARE(webpWithExif(old, "new").value(),
                 webp(chunk("VP8X", "\x28\0\0\0\x07\0\0\x07\0\0"s) + body + chunk("EXIF", "new")));
    }

    void isFound()
    {
        const std::string picture = chunk("VP8L", lossless(8, 8, false));
        QCOMPARE(webpExif(webp(picture + chunk("EXIF", "block"))).value(), std::string_view("block"));
        QCOMPARE(webpExif(webp(picture)).value(), std::string_view());
    }

    void refusesWhatIsBroken()
    {
        const std::string whole = webpWithExif(webp(chunk("VP8L", lossless(8, 8, false))), "block!").value();
        QVERIFY(webpExif(whole));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const auto read = webpExif(whole.substr(0, size));
            QVERIFY(!read || read->empty()); // the end of a chunk is an end, too
        }
        for (const std::string& bytes :
             {"PNG"s, webp(""), webp("VP8L\xFF\xFF\xFF\xFF"s), webp(chunk("VP8L", "\x2F")),
              webp(chunk("VP8 ", "short")), webp(chunk("VP8X", "short")), webp(chunk("JUNK", "0123456789"))}) {
            const auto written = webpWithExif(bytes, "block");
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::FileDamaged);
        }
    }
};

QTEST_APPLESS_MAIN(TestWebpExif)
#include "test_webp_exif.moc"
