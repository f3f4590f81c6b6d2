// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/formats/exr_header.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/write/encode_picture.h"

#include "core/base/byte_order.h"

#include "tests/support/resident_memory.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gesso;
using gesso::test::mostResidentKiB;
using namespace std::string_literals;

namespace {

/// Colours that no compression makes small.
Image noise(int width, int height, int channels = 3)
{
    Image image{width, height, channels, {}};
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < image.rowValues() * static_cast<std::size_t>(height); ++i) {
        state = state * 1664525U + 1013904223U;
        image.u8().push_back(static_cast<std::uint8_t>(state >> 24U));
    }
    return image;
}

std::string encoded(PictureFormat format, const Image& image = noise(64, 48))
{
    return encodePicture(image, format, possibleBits(format).front(), {}).value();
}

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    appendU32(bytes, number, ByteOrder::BigEndian);
    return bytes;
}

/// A PNG whose header says so much; its pixels are \`data\`.
std::string pngOf(std::uint32_t side, char depth, char colour, char interlaced, const std::string& data)
{
    std::string png(kPngSignature);
    appendPngChunk(png, "IHDR", bigEndian(side) + bigEndian(side) + depth + colour + "\0\0"s + interlaced);
    appendPngChunk(png, "IDAT", data);
    appendPngChunk(png, "IEND", "");
    return png;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

/// A TIFF of one strip of grey that says these values.
std::string tiffOf(std::uint32_t side, std::uint32_t compression, std::uint32_t stripBytes)
{
    constexpr ByteOrder kOrder = ByteOrder::LittleEndian;
    std::string tiff = "II*\0\0\0\0\0"s + std::string(64, 'x');
    const auto number = [&](std::uint32_t value) {
        std::string bytes;
        appendU32(bytes, value, kOrder);
        return bytes;
    };
    const std::uint32_t first = appendTiffDirectory(tiff,
                                                    {{256, TiffEntry::Long, 1, number(side)},
                                                     {257, TiffEntry::Long, 1, number(side)},
                                                     {258, TiffEntry::Short, 1, number(8)},
                                                     {259, TiffEntry::Short, 1, number(compression)},
                                                     {262, TiffEntry::Short, 1, number(1)},
                                                     {273, TiffEntry::Long, 1, number(8)},
                                                     {279, TiffEntry::Long, 1, number(stripBytes)}},
                                                    0, kOrder);
    return tiff.replace(4, 4, number(first));
}

std::string chunkOf(const std::string& type, const std::string& data)
{
    std::string chunk = type;
    appendU32(chunk, static_cast<std::uint32_t>(data.size()), ByteOrder::LittleEndian);
    return chunk + data + std::string(data.size() % 2, '\0');
}

std::string webpOf(const std::string& chunks)
{
    std::string webp = "RIFF";
    appendU32(webp, static_cast<std::uint32_t>(4 + chunks.size()), ByteOrder::LittleEndian);
    return webp + "WEBP" + chunks;
}

/// A lossless WebP of a square whose green is one of `greens` in each pixel, which take a bit each where there are two:
/// those are not there. Other channels are 255 all over, and take no bits.
std::string losslessWebp(std::uint32_t side, const std::vector<std::uint32_t>& greens)
{
    std::vector<bool> bits;
    const auto put = [&bits](std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i) {
            bits.push_back((value >> i & 1U) != 0);
        }
    };
    const auto putCode = [&put](const std::vector<std::uint32_t>& symbols) { // RFC 9649, 3.7.2.1.1
        put(1, 1);
        put(static_cast<std::uint32_t>(symbols.size() - 1), 1);
        put(1, 1); // the first symbol has 8 bits, as the second always has
        for (const std::uint32_t symbol : symbols) {
            put(symbol, 8);
        }
    };
    put(0x2F, 8);
    put(side - 1, 14);
    put(side - 1, 14);
    put(0, 1 + 3);     // no transparency; the version
    put(0, 1 + 1 + 1); // no transforms, no colour cache, one group of codes
    putCode(greens);
    for (int i = 0; i < 3; ++i) {
        putCode({255});
    }
    putCode({0});
    std::string data((bits.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < bits.size(); ++i) {
        data[i / 8] = static_cast<char>(static_cast<unsigned char>(data[i / 8]) | (bits[i] ? 1U << i % 8 : 0U));
    }
    return webpOf(chunkOf("VP8L", data));
}

/// What an EXR's attribute says of its length.
std::string exrSaying(const std::string& name, const std::string& type, std::uint32_t bytes, const std::string& value)
{
    std::string size;
    appendU32(size, bytes, ByteOrder::LittleEndian);
    return encoded(PictureFormat::Exr).insert(8, name + '\0' + type + '\0' + size + value);
}

} // namespace

class TestHostilePictures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dataThatCannotBeThereIsMissed_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* title, PictureFormat format, const std::string& bytes) {
            QVERIFY2(!bytes.empty(), title);
            QTest::newRow(title) << static_cast<int>(format) << QByteArray::fromStdString(bytes);
        };
        const std::string nothing = "\x78\x9C\x03\0\0\0\0\x01"s; // deflated
        row("png", PictureFormat::Png, pngOf(16384, 8, 2, 0, nothing));
        row("png, interlaced, 16 bits", PictureFormat::Png, pngOf(16384, 16, 6, 1, nothing));
        row("png, 1 bit", PictureFormat::Png, pngOf(16384, 1, 0, 0, nothing));
        row("png, small", PictureFormat::Png, pngOf(64, 8, 2, 0, nothing));
        const std::string jpeg = encoded(PictureFormat::Jpg);
        row("jpg", PictureFormat::Jpg, replaced(jpeg, "\x08\0\x30\0\x40"s, "\x08\x40\0\x40\0"s));
        row("jpg, half of it", PictureFormat::Jpg, jpeg.substr(0, jpeg.size() / 2));
        row("jpg, half of it and an end", PictureFormat::Jpg, jpeg.substr(0, jpeg.size() / 2) + "\xFF\xD9");
        row("webp, animated", PictureFormat::Webp,
            webpOf(chunkOf("VP8X", "\x02\0\0\0\xFE\x3F\0\xFE\x3F\0"s) + chunkOf("ANMF", std::string(40, 'x'))));
        row("webp, lossy with transparency", PictureFormat::Webp,
            webpOf(chunkOf("VP8X", "\x10\0\0\0\xFE\x3F\0\xFE\x3F\0"s) + chunkOf("ALPH", std::string(60'000, 'x')) +
                   chunkOf("VP8 ", std::string(40, 'x'))));
        const std::string webp = encoded(PictureFormat::Webp);
        row("webp, half of it", PictureFormat::Webp, webp.substr(0, webp.size() / 2));
        row("tiff", PictureFormat::Tiff, tiffOf(16384, 1, 64));
        row("tiff, LZW", PictureFormat::Tiff, tiffOf(16384, 5, 64));
        row("tiff, deflated", PictureFormat::Tiff, tiffOf(16384, 8, 64));
        row("tiff, fax", PictureFormat::Tiff, tiffOf(16384, 4, 64));
        row("tiff, strip beyond its end", PictureFormat::Tiff, tiffOf(8, 1, 64'000));
        row("tiff, a row too few", PictureFormat::Tiff, tiffOf(9, 1, 64));
        const std::string exr = encoded(PictureFormat::Exr);
        row("exr, half of it", PictureFormat::Exr, exr.substr(0, exr.size() / 2));
        row("exr, header alone", PictureFormat::Exr,
            replaced(exr, "\x3F\0\0\0\x2F\0\0\0"s, "\xFF\x3F\0\0\xFF\x3F\0\0"s));
    }

    void dataThatCannotBeThereIsMissed()
    {
        QFETCH(int, format);
        QFETCH(QByteArray, bytes);
        const long before = mostResidentKiB();
        const auto decoded = decodePicture(static_cast<PictureFormat>(format), bytes.toStdString());
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::FileDamaged);
        QVERIFY2(mostResidentKiB() - before < 64 * 1024, qPrintable(QString::number(mostResidentKiB() - before)));
    }

    void whatIsSmallButWholeIsDecoded()
    {
        QVERIFY(decodePicture(PictureFormat::Tiff, tiffOf(8, 1, 64)));
        // A JPEG may lack its end marker, and have something behind it.
        const std::string jpeg = encoded(PictureFormat::Jpg);
        const Image whole = decodePicture(PictureFormat::Jpg, jpeg).value();
        QCOMPARE(decodePicture(PictureFormat::Jpg, jpeg.substr(0, jpeg.size() - 2)).value(), whole);
        QCOMPARE(decodePicture(PictureFormat::Jpg, jpeg + "something else").value(), whole);
        // White all over: hardly any bytes, and yet all there.
        const Image white{2048, 2048, 1, std::vector<std::uint8_t>(2048 * 2048, 255)};
        for (const auto format : {PictureFormat::Png, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Jpg}) {
            QVERIFY2(decodePicture(format, encoded(format, white)), name(format).data());
        }
    }

    void aLosslessWebpThatLacksItsPixelsTakesNoMoreMemoryThanAWholeOne()
    {
        constexpr long kSide = 5000;
        const long before = mostResidentKiB();
        const auto decoded = decodePicture(PictureFormat::Webp, losslessWebp(kSide, {255, 254}));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::FileDamaged);
        const long mostKiB = kSide * kSide * (4 + 3) / 1024 + 16 * 1024;
        QVERIFY2(mostResidentKiB() - before < mostKiB, qPrintable(QString::number(mostResidentKiB() - before)));
    }

    void aPlainLosslessWebpOfAnySizeIsDecoded()
    {
        constexpr int kSide = 4200; // 10 000 pixels a byte and more
        const std::string white = losslessWebp(kSide, {255});
        QVERIFY(white.size() < 64);
        const auto decoded = decodePicture(PictureFormat::Webp, white);
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        QCOMPARE(decoded->width, kSide);
        QCOMPARE(decoded->channels, 3);
        QVERIFY(std::ranges::all_of(decoded->u8(), [](std::uint8_t value) { return value == 255; }));
        // As many as the limit allows, and none beyond it.
        qputenv("GESSO_MAX_MEGAPIXELS", "17");
        const auto refused = decodePicture(PictureFormat::Webp, white);
        qunsetenv("GESSO_MAX_MEGAPIXELS");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
    }

    void scansOfAJpegAreCounted()
    {
        std::string jpeg = encoded(PictureFormat::Jpg);
        const std::string scan = jpeg.substr(jpeg.find("\xFF\xDA"), jpeg.size() - 2 - jpeg.find("\xFF\xDA"));
        std::string many = jpeg.substr(0, jpeg.size() - 2);
        for (int i = 0; i < 200; ++i) {
            many += scan;
        }
        const auto decoded = decodePicture(PictureFormat::Jpg, many + "\xFF\xD9");
        QVERIFY(!decoded);
        QVERIFY2(decoded.error().message.find("201 scans") != std::string::npos, decoded.error().message.c_str());
    }

    void attributesOfAnExrAreBounded()
    {
        for (const std::string& exr : {exrSaying("comments", "string", 0x7FFFFFFF, "x"),
                                       exrSaying("a", "stringvector", 8, "\xFF\xFF\xFF\x7Fxxxx"s),
                                       exrSaying("preview", "preview", 8, "\0\x40\0\0\0\x40\0\0"s),
                                       exrSaying("b", "unknown", 0xFFFFFFFF, "x")}) {
            for (const Result<>& outcome : {readExrHeader(exr).map([](const ExrHeader&) {}),
                                            decodePicture(PictureFormat::Exr, exr).map([](const Image&) {})}) {
                QVERIFY(!outcome);
                QCOMPARE(outcome.error().code, ErrorCode::FileDamaged);
            }
        }
        const auto header = readExrHeader(exrSaying("comments", "string", 3, "abc"));
        QVERIFY(header);
        QVERIFY(std::ranges::find(header->texts, TextEntry{"comments", "abc"}) != header->texts.end());
    }

    void decodingCanBeStopped_data()
    {
        QTest::addColumn<int>("format");
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            QTest::newRow(name(format).data()) << static_cast<int>(format);
        }
    }

    void decodingCanBeStopped()
    {
        QFETCH(int, format);
        std::stop_source stop;
        stop.request_stop();
        const auto kind = static_cast<PictureFormat>(format);
        const auto decoded = decodePicture(kind, encoded(kind), DecodeOptions{PixelLayout::Stored, stop.get_token()});
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::Cancelled);
    }

    void moreThanTheLimitAsksForASetting()
    {
        const Image image = noise(64, 48);
        qputenv("GESSO_MAX_MEGAPIXELS", "1");
        const Image larger{1024, 1024, 1, std::vector<std::uint8_t>(1024 * 1024, 9)};
        const auto refused = decodePicture(PictureFormat::Png, encoded(PictureFormat::Png, larger));
        QCOMPARE(refused.error().code, ErrorCode::Unsupported);
        QVERIFY2(refused.error().message.find("GESSO_MAX_MEGAPIXELS=2") != std::string::npos,
                 refused.error().message.c_str());
        qputenv("GESSO_MAX_MEGAPIXELS", "2");
        QVERIFY(decodePicture(PictureFormat::Png, encoded(PictureFormat::Png, larger)));
        qunsetenv("GESSO_MAX_MEGAPIXELS");
    }

    void textAndProfilesReachNoLibrary()
    {
        std::string png = encoded(PictureFormat::Png);
        std::string hostile;
        appendPngChunk(hostile, "zTXt", "k\0\0broken"s);
        appendPngChunk(hostile, "iCCP", "p\0\0broken"s);
        png.insert(png.find("IDAT") - 4, hostile);
        QCOMPARE(decodePicture(PictureFormat::Png, png).value(), noise(64, 48));
    }
};

QTEST_APPLESS_MAIN(TestHostilePictures)
#include "test_hostile_pictures.moc"
