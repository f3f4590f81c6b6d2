// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/decode_picture.h"
#include "tests/core/picture_files/colour/made_profiles.h"
#include "tests/core/picture_files/colour/profiled_files.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace gesso;

namespace {

Image someColours(int channels)
{
    Image image{33, 17, channels, {}};
    for (std::size_t i = 0; i < image.rowValues() * static_cast<std::size_t>(image.height); ++i) {
        image.u8().push_back(static_cast<std::uint8_t>(i * 37));
    }
    return image;
}

/// The profile in a file, found by its signature ("acsp" at byte 36) and cut out by the length that it tells.
std::string profileIn(const std::string& bytes)
{
    constexpr std::size_t kSignatureAt = 36;
    const std::size_t found = bytes.find("acsp");
    if (found == std::string::npos || found < kSignatureAt) {
        return {};
    }
    const std::size_t start = found - kSignatureAt;
    return bytes.substr(start, readU32(std::string_view(bytes).substr(start), ByteOrder::BigEndian));
}

/// How far from sRGB the profile leads, 0..255.
int farthestFromSrgb(const std::string& bytes, bool grey)
{
    cmsHPROFILE const profile = cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size()));
    cmsHPROFILE const srgb = cmsCreate_sRGBProfile();
    if (profile == nullptr || cmsGetColorSpace(profile) != (grey ? cmsSigGrayData : cmsSigRgbData)) {
        return 999;
    }
    cmsHTRANSFORM const transform =
        cmsCreateTransform(profile, grey ? TYPE_GRAY_8 : TYPE_RGB_8, srgb, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC, 0);
    int farthest = 0;
    for (int i = 0; i < 4096; ++i) {
        const std::array<std::uint8_t, 3> colour{static_cast<std::uint8_t>(grey ? i % 256 : (i & 15) * 17),
                                                 static_cast<std::uint8_t>((i >> 4 & 15) * 17),
                                                 static_cast<std::uint8_t>((i >> 8) * 17)};
        std::array<std::uint8_t, 3> seen{};
        cmsDoTransform(transform, colour.data(), seen.data(), 1);
        for (std::size_t c = 0; c < 3; ++c) {
            farthest = std::max(farthest, std::abs(int{seen[c]} - int{colour[grey ? 0 : c]}));
        }
    }
    cmsDeleteTransform(transform);
    cmsCloseProfile(profile);
    cmsCloseProfile(srgb);
    return farthest;
}

} // namespace

class TestWrittenColours final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesSayThatTheyAreSrgb_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("channels");
        const auto row = [](const char* title, PictureFormat format, int bits, int channels) {
            QTest::newRow(title) << static_cast<int>(format) << bits << channels;
        };
        row("jpg", PictureFormat::Jpg, 8, 3);
        row("jpg, grey", PictureFormat::Jpg, 8, 1);
        row("tiff", PictureFormat::Tiff, 8, 3);
        row("tiff, 16 bits", PictureFormat::Tiff, 16, 3);
        row("tiff, grey", PictureFormat::Tiff, 8, 1);
        row("tiff with transparency", PictureFormat::Tiff, 8, 4);
        row("webp", PictureFormat::Webp, 8, 3);
        row("webp with transparency", PictureFormat::Webp, 8, 4);
        row("webp from grey", PictureFormat::Webp, 8, 1);
    }

    void filesSayThatTheyAreSrgb()
    {
        QFETCH(int, format);
        QFETCH(int, bits);
        QFETCH(int, channels);
        const auto kind = static_cast<PictureFormat>(format);
        const Image image = someColours(channels);
        const std::string bytes = encodePicture(image, kind, bits, {}).value();
        const std::string profile = profileIn(bytes);
        QVERIFY(!profile.empty());
        QVERIFY2(profile.size() < 4096, qPrintable(QString::number(profile.size())));
        const bool grey = channels == 1 && kind != PictureFormat::Webp;
        QVERIFY2(farthestFromSrgb(profile, grey) <= 1, qPrintable(QString::number(farthestFromSrgb(profile, grey))));
        const auto read = decodePicture(kind, bytes, DecodeOptions{});
        QVERIFY(read && !read->profileIgnored);
        if (kind == PictureFormat::Tiff) {
            QCOMPARE(read->image, image);
        }
    }

    void filesSayThePicturesOwnProfile()
    {
        Image image = someColours(3);
        image.profile = std::make_shared<const std::string>(displayP3());
        for (const PictureFormat kind : {PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff}) {
            QVERIFY(profileIn(encodePicture(image, kind, 8, {}).value()) == *image.profile);
        }
        const std::string png = encodePicture(image, PictureFormat::Png, 16, {}).value();
        QVERIFY(pngProfile(png) == *image.profile);
        QVERIFY(png.find("sRGB") == std::string::npos);
        const Image read = decodePicture(PictureFormat::Png, png).value(); // made sRGB
        QVERIFY(read.profile == nullptr && read.u8() != image.u8());
        const std::string tiff = encodePicture(image, PictureFormat::Tiff, 8, {}).value();
        QCOMPARE(decodePicture(PictureFormat::Tiff, tiff).value(), read);
        QCOMPARE(encodePicture(image, PictureFormat::Exr, 16, {}).error().code, ErrorCode::InvalidRequest);
    }

    void filesOfTheSamePixelsAreTheSame()
    {
        const std::string profile = profileIn(encodePicture(someColours(3), PictureFormat::Jpg, 8, {}).value());
        const std::string made = profile.substr(24, 12); // the date and time
        QCOMPARE(made, std::string("\x07\xEA\0\x01\0\x01\0\0\0\0\0\0", 12));
    }

    void theProfileOfAWebpIsAnnounced()
    {
        const std::string webp = encodePicture(someColours(4), PictureFormat::Webp, 8, {}).value();
        const auto chunks = webpChunks(webp).value();
        QVERIFY(chunks.size() >= 3);
        QCOMPARE(chunks[0].type, std::string_view("VP8X"));
        QCOMPARE(static_cast<int>(chunks[0].data[0]), 0x30); // a profile, and transparency
        QCOMPARE(chunks[1].type, std::string_view("ICCP"));
    }

    void anExrSaysWhatItsPrimariesAre()
    {
        const std::string exr = encodePicture(someColours(3), PictureFormat::Exr, 16, {}).value();
        const std::string name("chromaticities\0chromaticities\0", 30);
        const std::size_t at = exr.find(name);
        QVERIFY(at != std::string::npos);
        std::array<float, 8> values{};
        std::memcpy(values.data(), exr.data() + at + name.size() + 4, sizeof(values));
        constexpr std::array<float, 8> kRec709{0.64F, 0.33F, 0.30F, 0.60F, 0.15F, 0.06F, 0.3127F, 0.3290F};
        QCOMPARE(values, kRec709);
    }
};

QTEST_APPLESS_MAIN(TestWrittenColours)
#include "test_written_colours.moc"
