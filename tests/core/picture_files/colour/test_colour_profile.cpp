// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/read/input_picture.h"
#include "tests/core/picture_files/colour/made_profiles.h"
#include "tests/core/picture_files/colour/profiled_files.h"

#include "core/base/file.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace gesso;

namespace {

using Rgb = std::array<double, 3>;

double lightOf(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int srgbOf(double light)
{
    const double inside = std::clamp(light, 0.0, 1.0);
    const double value = inside <= 0.0031308 ? inside * 12.92 : 1.055 * std::pow(inside, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255 * value));
}

/// P3 with D65 to sRGB in linear light: from the primaries of both (SMPTE EG 432-1, IEC 61966-2-1).
std::array<int, 3> srgbFromP3(const std::uint8_t* p3)
{
    constexpr std::array<Rgb, 3> kMatrix{
        {{1.2249401, -0.2249402, 0.0}, {-0.0420570, 1.0420571, 0.0}, {-0.0196376, -0.0786361, 1.0982735}}};
    std::array<int, 3> result{};
    for (std::size_t row = 0; row < 3; ++row) {
        double light = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            light += kMatrix[row][c] * lightOf(p3[c] / 255.0);
        }
        result[row] = srgbOf(light);
    }
    return result;
}

/// Lab (D50) to sRGB by the formulas of CIE and Bradford's matrix from D50 to D65.
std::array<int, 3> srgbFromLab(const cmsCIELab& lab)
{
    const auto root = [](double value) {
        return value > 6.0 / 29 ? value * value * value : 3 * 36.0 / 841 * (value - 4.0 / 29);
    };
    const double middle = (lab.L + 16) / 116;
    const Rgb xyz{0.9642 * root(middle + lab.a / 500), root(middle), 0.8249 * root(middle - lab.b / 200)};
    constexpr std::array<Rgb, 3> kFromD50{
        {{3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540}, {0.0719453, -0.2289914, 1.4052427}}};
    std::array<int, 3> result{};
    for (std::size_t row = 0; row < 3; ++row) {
        result[row] = srgbOf(kFromD50[row][0] * xyz[0] + kFromD50[row][1] * xyz[1] + kFromD50[row][2] * xyz[2]);
    }
    return result;
}

/// Blocks of 16x16 pixels of one colour each, which a JPEG keeps nearly as they are.
Image blocks(int channels)
{
    constexpr std::array<std::array<std::uint8_t, 4>, 8> kColours{{{255, 0, 0, 255},
                                                                   {0, 255, 0, 200},
                                                                   {0, 0, 255, 128},
                                                                   {200, 100, 50, 64},
                                                                   {12, 34, 56, 255},
                                                                   {128, 128, 128, 1},
                                                                   {255, 255, 255, 255},
                                                                   {0, 0, 0, 255}}};
    Image image{16 * 8, 16, channels, {}};
    for (int i = 0; i < image.width * image.height; ++i) {
        const auto& colour = kColours[static_cast<std::size_t>(i % image.width / 16)];
        image.u8().insert(image.u8().end(), colour.begin(), colour.begin() + channels);
    }
    return image;
}

Image noise(int width, int height, int channels)
{
    Image image{width, height, channels, {}};
    std::uint32_t state = 7;
    for (std::size_t i = 0; i < image.rowValues() * static_cast<std::size_t>(height); ++i) {
        state = state * 1664525U + 1013904223U;
        image.u8().push_back(static_cast<std::uint8_t>(state >> 24U));
    }
    return image;
}

std::string encodedAs(PictureFormat format, const Image& image)
{
    return encodePicture(image, format, 8, {}).value();
}

std::string withProfile(PictureFormat format, const Image& image, const std::string& profile)
{
    switch (format) {
    case PictureFormat::Png:
        return pngWith(encodedAs(format, image), iccpData(profile));
    case PictureFormat::Jpg:
        return jpegWith(encodedAs(format, image), app2Segments(profile, 100));
    case PictureFormat::Webp:
        return webpWith(encodedAs(format, image), profile, image);
    case PictureFormat::Tiff:
    case PictureFormat::Exr:
        break;
    }
    return tiffWith(image, image.channels == 1 ? 1 : 2, profile);
}

DecodedPicture decoded(PictureFormat format, const std::string& bytes, PixelLayout layout = PixelLayout::Stored)
{
    auto picture = decodePicture(format, bytes, DecodeOptions{layout, {}});
    if (!picture) {
        qWarning("%s", picture.error().message.c_str());
    }
    return std::move(picture).value_or(DecodedPicture{});
}

/// The pixels as the file has them: its profile left out.
Image plain(PictureFormat format, const std::string& bytes, const Image& image)
{
    return format == PictureFormat::Tiff ? image
           : format == PictureFormat::Webp
               ? decoded(format, webpWith(bytes, "", image)).image
               : decoded(format, format == PictureFormat::Jpg ? jpegWithout(bytes, 0xE2) : encodedAs(format, image))
                     .image;
}

int farthestFromP3(const Image& stored, const Image& converted)
{
    const auto channels = static_cast<std::size_t>(stored.channels);
    int farthest = stored.u8().size() == converted.u8().size() ? 0 : 999;
    for (std::size_t i = 0; farthest < 999 && i < stored.u8().size(); i += channels) {
        const auto expected = srgbFromP3(stored.u8().data() + i);
        for (std::size_t c = 0; c < 3; ++c) {
            farthest = std::max(farthest, std::abs(expected[c] - converted.u8()[i + c]));
        }
        if (channels == 4 && stored.u8()[i + 3] != converted.u8()[i + 3]) {
            farthest = 998;
        }
    }
    return farthest;
}

/// White paper, and ink that is dark to the end.
cmsCIELab paperOf(const std::array<double, 4>& inks)
{
    const double light = (1 - inks[3]) * (1 - (inks[0] + inks[1] + inks[2]) / 3);
    return {100 * light, 60 * (inks[1] - inks[0]) * (1 - inks[3]) * light, 60 * (inks[2] - inks[1]) * light};
}

const std::array<std::array<std::uint8_t, 4>, 6> kInks{
    {{0, 0, 0, 0}, {255, 0, 0, 0}, {0, 255, 0, 0}, {0, 0, 255, 0}, {255, 255, 0, 0}, {0, 0, 0, 255}}};

cmsCIELab labOf(const std::array<std::uint8_t, 4>& inks)
{
    return paperOf({inks[0] / 255.0, inks[1] / 255.0, inks[2] / 255.0, inks[3] / 255.0});
}

bool isNear(const std::uint8_t* pixel, const std::array<int, 3>& colour, int most)
{
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(pixel[c] - colour[c]) > most) {
            qWarning("%d %d %d, not %d %d %d", pixel[0], pixel[1], pixel[2], colour[0], colour[1], colour[2]);
            return false;
        }
    }
    return true;
}

} // namespace

class TestColourProfile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void displayP3BecomesSrgb_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("channels");
        const auto row = [](const char* title, PictureFormat format, int channels) {
            QTest::newRow(title) << static_cast<int>(format) << channels;
        };
        row("png", PictureFormat::Png, 3);
        row("png with transparency", PictureFormat::Png, 4);
        row("jpg", PictureFormat::Jpg, 3);
        row("webp", PictureFormat::Webp, 3);
        row("webp with transparency", PictureFormat::Webp, 4);
        row("tiff", PictureFormat::Tiff, 3);
    }

    void displayP3BecomesSrgb()
    {
        QFETCH(int, format);
        QFETCH(int, channels);
        const auto kind = static_cast<PictureFormat>(format);
        for (const Image& image : {blocks(channels), noise(67, 31, channels)}) {
            const std::string bytes = withProfile(kind, image, displayP3());
            const DecodedPicture picture = decoded(kind, bytes);
            QVERIFY(!picture.profileIgnored);
            const int farthest = farthestFromP3(plain(kind, bytes, image), picture.image);
            QVERIFY2(farthest <= 1, qPrintable(QString::number(farthest)));
        }
    }

    void colourIsConvertedBeforeItLiesOnWhite()
    {
        const Image pixel{1, 1, 4, {200, 100, 50, 128}};
        const std::string png = withProfile(PictureFormat::Png, pixel, displayP3());
        const Image flat = decoded(PictureFormat::Png, png, PixelLayout::RgbOnWhite).image;
        const auto colour = srgbFromP3(pixel.u8().data());
        const auto onWhite = [](int value) { return (value * 128 + 255 * 127 + 127) / 255; };
        QVERIFY(isNear(flat.u8().data(), {onWhite(colour[0]), onWhite(colour[1]), onWhite(colour[2])}, 1));
    }

    void greyFollowsItsCurve_data()
    {
        QTest::addColumn<int>("format");
        for (const auto format : {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Tiff}) {
            QTest::newRow(name(format).data()) << static_cast<int>(format);
        }
    }

    void greyFollowsItsCurve()
    {
        QFETCH(int, format);
        const auto kind = static_cast<PictureFormat>(format);
        Image ramp{256, 16, 1, {}};
        for (int i = 0; i < ramp.width * ramp.height; ++i) {
            ramp.u8().push_back(static_cast<std::uint8_t>(i % ramp.width));
        }
        const std::string bytes = withProfile(kind, ramp, greyOfGamma(1.8));
        const Image stored = plain(kind, bytes, ramp);
        for (const PixelLayout layout : {PixelLayout::Stored, PixelLayout::RgbOnWhite}) {
            const Image grey = decoded(kind, bytes, layout).image;
            QCOMPARE(grey.channels, layout == PixelLayout::Stored ? 1 : 3);
            const auto channels = static_cast<std::size_t>(grey.channels);
            for (std::size_t i = 0; i < grey.u8().size(); ++i) {
                const int expected = srgbOf(std::pow(stored.u8()[i / channels] / 255.0, 1.8));
                QVERIFY2(std::abs(grey.u8()[i] - expected) <= 1,
                         qPrintable(QString("%1 of %2").arg(grey.u8()[i]).arg(stored.u8()[i / channels])));
            }
        }
    }

    void greyMayHaveAProfileOfColours()
    {
        const Image grey{4, 1, 1, {0, 64, 128, 255}};
        const DecodedPicture picture =
            decoded(PictureFormat::Tiff, withProfile(PictureFormat::Tiff, grey, displayP3()));
        QVERIFY(!picture.profileIgnored);
        QCOMPARE(picture.image, grey); // P3's neutral colours are sRGB's
    }

    void inksAreSeenAsTheirProfileSays_data()
    {
        QTest::addColumn<int>("bits");
        QTest::newRow("8 bits") << 8;
        QTest::newRow("16 bits") << 16;
    }

    void inksAreSeenAsTheirProfileSays()
    {
        QFETCH(int, bits);
        Image inks{static_cast<int>(kInks.size()), 1, 4, {}};
        for (const auto& ink : kInks) {
            inks.u8().insert(inks.u8().end(), ink.begin(), ink.end());
        }
        const DecodedPicture picture = decoded(PictureFormat::Tiff, tiffWith(inks, 5, cmykProfile(paperOf), bits));
        QVERIFY(!picture.profileIgnored);
        QCOMPARE(picture.image.channels, 3);
        for (std::size_t i = 0; i < kInks.size(); ++i) {
            QVERIFY(isNear(picture.image.u8().data() + i * 3, srgbFromLab(labOf(kInks[i])), 2));
        }
        // Without one they mix as light does.
        const Image mixed = decoded(PictureFormat::Tiff, tiffWith(inks, 5, "", bits)).image;
        QVERIFY(isNear(mixed.u8().data() + 3, {0, 255, 255}, 0));
    }

    void theBlackOfPaperBecomesBlack()
    {
        const Paper faint = [](const std::array<double, 4>& inks) {
            return cmsCIELab{100 - 80 * std::max({inks[0], inks[1], inks[2], inks[3]}), 0, 0};
        };
        const Image black{1, 1, 4, {255, 255, 255, 255}};
        const Image seen = decoded(PictureFormat::Tiff, tiffWith(black, 5, cmykProfile(faint, cmsSigInputClass))).image;
        QVERIFY(isNear(seen.u8().data(), {0, 0, 0}, 1));
    }

    /// Programs of Adobe's store inks inverted, others do not.
    void inksOfAJpegAreTurnedRight()
    {
        const std::string path = std::string(GESSO_FIXTURES) + "/pictures/cmyk.jpg";
        const std::string adobe = readFile(path, 1 << 20).value();
        const std::string other = jpegWithout(adobe, 0xEE);
        QVERIFY(other.size() < adobe.size());
        const Paper cyan = [](const std::array<double, 4>& inks) { return cmsCIELab{100 * (1 - inks[0]), 0, 0}; };
        const Image cyanSeen = decoded(PictureFormat::Jpg, jpegWith(adobe, app2Segments(cmykProfile(cyan)))).image;
        const Image cyanTurned = decoded(PictureFormat::Jpg, jpegWith(other, app2Segments(cmykProfile(cyan)))).image;
        QCOMPARE(cyanSeen.channels, 3);
        QVERIFY(cyanSeen.u8()[0] < 30); // red grows to the right: the left is full of cyan
        QVERIFY(cyanSeen.u8()[23 * 3] > 225);
        QVERIFY(cyanTurned.u8()[0] > 225);
        QVERIFY(cyanTurned.u8()[23 * 3] < 30);
    }

    void whatIsSrgbStaysAsItIs_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::newRow("lcms2's own") << QByteArray::fromStdString(savedProfile(cmsCreate_sRGBProfile()));
        cmsHPROFILE const second = cmsCreate_sRGBProfile();
        cmsSetProfileVersion(second, 2.1); // with curves of tables
        QTest::newRow("version 2") << QByteArray::fromStdString(savedProfile(second));
    }

    void whatIsSrgbStaysAsItIs()
    {
        QFETCH(QByteArray, profile);
        for (const auto format : {PictureFormat::Png, PictureFormat::Tiff}) {
            const Image image = noise(129, 65, 3);
            const DecodedPicture picture = decoded(format, withProfile(format, image, profile.toStdString()));
            QCOMPARE(picture.image, image);
            QVERIFY(!picture.profileIgnored);
        }
    }

    /// Their values are no colours: white is repainted and black is kept, whatever is between.
    void aMaskKeepsItsValues()
    {
        const Image grey{4, 1, 1, {0, 64, 128, 255}};
        const std::string png = withProfile(PictureFormat::Png, grey, greyOfGamma(1.0));
        const Image mask = decoded(PictureFormat::Png, png, PixelLayout::Mask).image;
        for (std::size_t i = 0; i < grey.u8().size(); ++i) {
            QCOMPARE(mask.u8()[i * 2], grey.u8()[i]);
        }
    }

    void anInterlacedPngIsConverted()
    {
        // One pixel is the same in all passes' order: IHDR says interlaced, the data are those of one pass.
        std::string header = lettersOf(1, ByteOrder::BigEndian) + lettersOf(1, ByteOrder::BigEndian);
        header += std::string("\x08\x02\0\0\x01", 5);
        std::string png(kPngSignature);
        appendPngChunk(png, "IHDR", header);
        appendPngChunk(png, "IDAT", deflated(std::string("\0\xC8\x64\x32", 4)));
        appendPngChunk(png, "IEND", "");
        const Image image = decoded(PictureFormat::Png, pngWith(png, iccpData(displayP3()))).image;
        QCOMPARE(image.channels, 3);
        const std::array<std::uint8_t, 3> stored{200, 100, 50};
        QVERIFY(isNear(image.u8().data(), srgbFromP3(stored.data()), 1));
    }
};

QTEST_APPLESS_MAIN(TestColourProfile)
#include "test_colour_profile.moc"
