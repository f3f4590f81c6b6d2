// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/write/encode_picture.h"

#include "core/image/levels.h"
#include "core/picture_files/formats/exr_header.h"
#include "core/picture_files/formats/png_chunks.h"

#include <QTest>

#include <cstdlib>
#include <set>

using namespace gesso;

namespace {

/// Smooth colours, as of a picture, that cover the range.
Image gradient(int width, int height, int channels)
{
    Image image{width, height, channels, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int c = 0; c < channels; ++c) {
                const int value = c == 3   ? 255 - 255 * y / height
                                  : c == 0 ? 255 * x / width
                                           : 64 * c + 127 * y / height;
                image.u8().push_back(static_cast<std::uint8_t>(value));
            }
        }
    }
    return image;
}

Image throughFormat(const Image& image, PictureFormat format, int bits)
{
    const auto encoded = encodePicture(image, format, bits, {});
    if (!encoded || pictureFormatFromBytes(*encoded) != format) {
        qWarning("%s", encoded ? "other first bytes" : encoded.error().message.c_str());
        return {};
    }
    const auto decoded = decodePicture(format, *encoded);
    if (!decoded) {
        qWarning("%s", decoded.error().message.c_str());
    }
    return decoded.value_or(Image{});
}

int largestDifference(const Image& a, const Image& b)
{
    int largest = a.u8().size() == b.u8().size() ? 0 : 999;
    for (std::size_t i = 0; largest < 999 && i < a.u8().size(); ++i) {
        largest = std::max(largest, std::abs(int{a.u8()[i]} - int{b.u8()[i]}));
    }
    return largest;
}

} // namespace

class TestPictureCodecs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losslessFormatsKeepEveryPixel_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("bits");
        for (const auto format : {PictureFormat::Png, PictureFormat::Tiff, PictureFormat::Exr}) {
            for (const int bits : possibleBits(format)) {
                QTest::addRow("%s %d", name(format).data(), bits) << static_cast<int>(format) << bits;
            }
        }
    }

    void losslessFormatsKeepEveryPixel()
    {
        QFETCH(int, format);
        QFETCH(int, bits);
        for (const int channels : {1, 3}) {
            const Image image = gradient(257, 61, channels);
            QCOMPARE(throughFormat(image, static_cast<PictureFormat>(format), bits), image);
        }
        const Image tiny{1, 1, 3, {1, 2, 3}};
        QCOMPARE(throughFormat(tiny, static_cast<PictureFormat>(format), bits), tiny);
    }

    void sixteenBitsComeBack_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("bits");
        QTest::newRow("png") << static_cast<int>(PictureFormat::Png) << 16;
        QTest::newRow("tiff") << static_cast<int>(PictureFormat::Tiff) << 16;
        QTest::newRow("exr, half") << static_cast<int>(PictureFormat::Exr) << 16;
        QTest::newRow("exr, float") << static_cast<int>(PictureFormat::Exr) << 32;
    }

    void sixteenBitsComeBack()
    {
        QFETCH(int, format);
        QFETCH(int, bits);
        const auto kind = static_cast<PictureFormat>(format);
        for (const int channels : {1, 3, 4}) {
            Image image{256, 64, channels, std::vector<std::uint16_t>()};
            for (int i = 0; i < 256 * 64 * channels; ++i) {
                const bool alpha = channels == 4 && i % 4 == 3;
                image.u16().push_back(alpha ? 65535 : static_cast<std::uint16_t>(i * 4 / channels));
            }
            const std::string encoded = encodePicture(image, kind, bits, {}).value();
            DecodeOptions options;
            options.deep = true;
            const Image deep = decodePicture(kind, encoded, options).value().image;
            QCOMPARE(deep.format(), PixelFormat::U16);
            QVERIFY(deep.isWhole());
            if (kind != PictureFormat::Exr) {
                QCOMPARE(deep, image);
            }
            int farthest = 0;
            for (std::size_t i = 0; i < deep.valueCount(); ++i) {
                farthest = std::max(farthest, std::abs(int{deep.u16()[i]} - int{image.u16()[i]}));
            }
            QVERIFY2(farthest <= (bits == 32 ? 2 : 40), qPrintable(QString::number(farthest))); // a half has 11 bits
            const std::set<std::uint16_t> levels(deep.u16().begin(), deep.u16().end());
            QVERIFY2(levels.size() > 2000, qPrintable(QString::number(levels.size())));
            if (bits != 16 || kind != PictureFormat::Exr) { // the 8 bits of a deep file are those of a flat one
                QCOMPARE(decodePicture(kind, encoded).value(), inFormat(image, PixelFormat::U8));
            }
            if (kind != PictureFormat::Exr) {
                const std::string flat = encodePicture(image, kind, 8, {}).value();
                QCOMPARE(decodePicture(kind, flat, options).value().image, inFormat(image, PixelFormat::U8));
            }
        }
    }

    void transparencyIsKept()
    {
        const Image image = gradient(64, 40, 4);
        QCOMPARE(throughFormat(image, PictureFormat::Png, 8), image);
        QCOMPARE(throughFormat(image, PictureFormat::Png, 16), image);
        QCOMPARE(throughFormat(image, PictureFormat::Tiff, 8), image);
        // Associated alpha loses colour where little of it is left: here alpha is 7 of 255 at the least.
        QVERIFY(largestDifference(throughFormat(image, PictureFormat::Exr, 32), image) <= 1);
        const Image webp = throughFormat(image, PictureFormat::Webp, 8);
        QCOMPARE(webp.channels, 4);
        QVERIFY2(largestDifference(webp, image) <= 12, qPrintable(QString::number(largestDifference(webp, image))));
    }

    void aWebpKeepsTheColoursThatAreNotSeen()
    {
        Image image = gradient(64, 40, 4);
        for (std::size_t i = 3; i < image.u8().size(); i += 4) {
            image.u8()[i] = i < image.u8().size() / 2 ? 0 : 255;
        }
        const Image webp = throughFormat(image, PictureFormat::Webp, 8);
        QVERIFY2(largestDifference(webp, image) <= 12, qPrintable(QString::number(largestDifference(webp, image))));
    }

    void lossyFormatsAreClose()
    {
        const Image image = gradient(256, 128, 3);
        QVERIFY(largestDifference(throughFormat(image, PictureFormat::Jpg, 8), image) <= 6);
        QVERIFY(largestDifference(throughFormat(image, PictureFormat::Webp, 8), image) <= 12);
        const Image grey = gradient(64, 64, 1);
        QCOMPARE(throughFormat(grey, PictureFormat::Jpg, 8).channels, 1);
        QCOMPARE(throughFormat(grey, PictureFormat::Webp, 8).channels, 3);
    }

    void refusesWhatAFormatCannotHold()
    {
        const auto codeOf = [](const Image& image, PictureFormat format, int bits) {
            const auto encoded = encodePicture(image, format, bits, {});
            return encoded ? ErrorCode::Internal : encoded.error().code;
        };
        const Image rgb = gradient(8, 8, 3);
        QCOMPARE(codeOf(rgb, PictureFormat::Jpg, 16), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf(gradient(8, 8, 4), PictureFormat::Jpg, 8), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf(gradient(16384, 1, 3), PictureFormat::Webp, 8), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf({}, PictureFormat::Png, 8), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf({8, 8, 3, {1, 2, 3}}, PictureFormat::Png, 8), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf({8, 8, 2, std::vector<std::uint8_t>(128)}, PictureFormat::Png, 8), ErrorCode::InvalidRequest);
        QCOMPARE(codeOf({-8, -8, 3, std::vector<std::uint8_t>(192)}, PictureFormat::Png, 8), ErrorCode::InvalidRequest);
    }

    void aPngSaysThatItIsSrgbAndPerceptual()
    {
        const std::string png = encodePicture(gradient(8, 8, 3), PictureFormat::Png, 8, {}).value();
        PngChunkReader reader(png);
        std::string intent = "none";
        while (const auto chunk = reader.next().value()) {
            QVERIFY(chunk->crcMatches);
            intent = chunk->type == "sRGB" ? std::string(chunk->data) : intent;
        }
        QCOMPARE(intent, std::string(1, '\0'));
    }

    void exrCarriesTexts()
    {
        const std::vector<TextEntry> texts{{"parameters", "a\n桜"}, {"gesso", "{}"}};
        const auto encoded = encodePicture(gradient(8, 8, 3), PictureFormat::Exr, 16, texts);
        const auto read = readExrHeader(encoded.value());
        QVERIFY(read);
        for (const TextEntry& text : texts) {
            QVERIFY(std::find(read->texts.begin(), read->texts.end(), text) != read->texts.end());
        }
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<int>("format");
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            QTest::newRow(name(format).data()) << static_cast<int>(format);
        }
    }

    void damagedFilesAreRefused()
    {
        QFETCH(int, format);
        const auto kind = static_cast<PictureFormat>(format);
        const std::string whole = encodePicture(gradient(64, 64, 3), kind, possibleBits(kind).front(), {}).value();
        QVERIFY(decodePicture(kind, whole));
        for (const std::size_t size : {std::size_t{0}, std::size_t{8}, std::size_t{20}}) {
            const auto decoded = decodePicture(kind, whole.substr(0, size));
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().code, ErrorCode::FileDamaged);
        }
        QVERIFY(!decodePicture(kind, std::string(whole.size(), 'x')));
    }

    void sizesBeyondReasonAreRefused()
    {
        // A PNG that says 100000x100000: the header's checksum is right, pixels are missing.
        const std::string header(
            "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\x01\x86\xA0\0\x01\x86\xA0\x08\x02\0\0\0\x27\x30\x9C\x9F"
            "\0\0\0\0IDAT\x35\xAF\x06\x1E\0\0\0\0IEND\xAE\x42\x60\x82",
            57);
        const auto decoded = decodePicture(PictureFormat::Png, header);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::Unsupported);
    }
};

QTEST_APPLESS_MAIN(TestPictureCodecs)
#include "test_picture_codecs.moc"
