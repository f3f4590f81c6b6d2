// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/decode_picture.h"
#include "tests/core/picture_files/colour/made_profiles.h"
#include "tests/core/picture_files/colour/profiled_files.h"
#include "tests/support/resident_memory.h"
#include "tests/support/time_judge.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gesso;
using namespace std::chrono_literals;
using gesso::test::mostResidentKiB;
using gesso::test::TimeJudge;

namespace {

const Image kPicture{2, 1, 3, {200, 100, 50, 12, 34, 56}};

std::string encodedPicture(PictureFormat format)
{
    return encodePicture(kPicture, format, 8, {}).value();
}

DecodedPicture decoded(PictureFormat format, const std::string& bytes)
{
    auto picture = decodePicture(format, bytes, DecodeOptions{});
    if (!picture) {
        qWarning("%s", picture.error().message.c_str());
    }
    return std::move(picture).value_or(DecodedPicture{});
}

/// A PNG with these chunk data as its profile is taken as it is, which is told.
bool isTakenForSrgb(const std::string& chunkData)
{
    const DecodedPicture picture = decoded(PictureFormat::Png, pngWith(encodedPicture(PictureFormat::Png), chunkData));
    return picture.image == kPicture && picture.profileIgnored;
}

cmsCIELab someLab(const std::array<double, 4>& inks)
{
    return {100 * (1 - inks[3]), 0, 0};
}

/// Display P3 with a pipeline of floating-point stages beside its primaries, each of which inverts the picture.
std::string withManyStages(int count)
{
    cmsHPROFILE const profile = openDisplayP3();
    cmsPipeline* const pipeline = cmsPipelineAlloc(nullptr, 3, 3);
    constexpr std::array<double, 9> kTurned{-1, 0, 0, 0, -1, 0, 0, 0, -1};
    constexpr std::array<double, 3> kOne{1, 1, 1};
    for (int i = 0; i < count; ++i) {
        cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocMatrix(nullptr, 3, 3, kTurned.data(), kOne.data()));
    }
    cmsWriteTag(profile, cmsSigDToB1Tag, pipeline);
    cmsPipelineFree(pipeline);
    return savedProfile(profile);
}

} // namespace

class TestHostileProfiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoUseIsTakenForSrgb_data()
    {
        QTest::addColumn<QByteArray>("data");
        const auto row = [](const char* title, const std::string& data) {
            QTest::newRow(title) << QByteArray::fromStdString(data);
        };
        const std::string p3 = displayP3();
        row("empty", "");
        row("no name's end", "a profile");
        row("another compression", std::string("p\0\x01", 3) + deflated(p3));
        row("not deflated", std::string("p\0\0", 3) + p3);
        row("deflated and cut short", iccpData(p3).substr(0, 60));
        row("header alone", iccpData(p3.substr(0, 128)));
        row("cut short", iccpData(p3.substr(0, p3.size() / 2)));
        row("of inks", iccpData(cmykProfile(someLab)));
        row("of grey", iccpData(greyOfGamma(1.8)));
        row("of no device", iccpData(savedProfile(cmsCreateLab4Profile(nullptr))));
        row("larger than any", iccpData(p3 + std::string(5'000'000, 'x')));
    }

    void whatIsNoUseIsTakenForSrgb()
    {
        QFETCH(QByteArray, data);
        QVERIFY(isTakenForSrgb(data.toStdString()));
    }

    void nothingIsToldWhereThereIsNone()
    {
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            const int bits = possibleBits(format).front();
            QVERIFY(!decoded(format, encodePicture(kPicture, format, bits, {}).value()).profileIgnored);
        }
    }

    void aProfileMayNotInflateWithoutEnd()
    {
        const std::string data = iccpData(std::string(100'000'000, '\0'));
        const long before = mostResidentKiB();
        QVERIFY(isTakenForSrgb(data));
        QVERIFY2(mostResidentKiB() - before < 32 * 1024, qPrintable(QString::number(mostResidentKiB() - before)));
    }

    void aPngsChunkMustBeWhole()
    {
        std::string png = pngWith(encodedPicture(PictureFormat::Png), iccpData(displayP3()));
        const std::size_t at = png.find("a profile");
        png[at] = 'A'; // the checksum is another now
        const DecodedPicture picture = decoded(PictureFormat::Png, png);
        QCOMPARE(picture.image, kPicture);
        QVERIFY(picture.profileIgnored);
    }

    void theSegmentsOfAJpegAreAProfileTogether()
    {
        const std::string jpeg = encodedPicture(PictureFormat::Jpg);
        const Image plain = decoded(PictureFormat::Jpg, jpegWithout(jpeg, 0xE2)).image;
        std::vector<std::string> parts = app2Segments(displayP3(), 200);
        QVERIFY(parts.size() > 2);
        const DecodedPicture whole = decoded(PictureFormat::Jpg, jpegWith(jpeg, parts));
        QVERIFY(!whole.profileIgnored && whole.image.u8() != plain.u8());
        std::reverse(parts.begin(), parts.end());
        QCOMPARE(decoded(PictureFormat::Jpg, jpegWith(jpeg, parts)).image, whole.image);
        std::vector<std::string> twice = parts;
        twice.push_back(parts.front());
        std::vector<std::string> missing(parts.begin() + 1, parts.end());
        std::vector<std::string> untold = parts;
        untold.front()[4 + 12] = 0;
        for (const auto& broken : {twice, missing, untold}) {
            const DecodedPicture picture = decoded(PictureFormat::Jpg, jpegWith(jpeg, broken));
            QCOMPARE(picture.image, plain);
            QVERIFY(picture.profileIgnored);
        }
    }

    /// lcms2 would run each stage for each point of a table.
    void stagesWithoutEndAreLeftOut()
    {
        const std::string png = encodedPicture(PictureFormat::Png);
        const DecodedPicture few = decoded(PictureFormat::Png, pngWith(png, iccpData(displayP3())));
        const std::string hostile = pngWith(png, iccpData(withManyStages(5001)));
        const TimeJudge time;
        const DecodedPicture many = decoded(PictureFormat::Png, hostile);
        QVERIFY(time.within(1s));
        QCOMPARE(many.image, few.image);
    }

    void changedBytesDoNoHarm_data()
    {
        QTest::addColumn<bool>("inks");
        QTest::newRow("rgb") << false;
        QTest::newRow("cmyk") << true;
    }

    /// Whatever becomes of the colours, there is a picture, soon and without much memory.
    void changedBytesDoNoHarm()
    {
        QFETCH(bool, inks);
        const std::string whole = inks ? cmykProfile(someLab) : displayP3();
        const Image image{1, 1, inks ? 4 : 3, std::vector<std::uint8_t>(inks ? 4 : 3, 100)};
        const long before = mostResidentKiB();
        const TimeJudge time;
        std::uint32_t state = 3;
        const auto random = [&state] { return (state = state * 1664525U + 1013904223U) >> 8U; };
        for (int i = 0; i < (inks ? 250 : 1000); ++i) {
            std::string profile = whole;
            for (std::uint32_t changes = 1 + random() % 4; changes > 0; --changes) {
                constexpr std::array<char, 4> kValues{'\0', '\xFF', '\x7F', '\x01'};
                const char value = random() % 2 == 0 ? kValues[random() % 4] : static_cast<char>(random());
                profile[random() % profile.size()] = value;
            }
            if (i % 5 == 0) {
                profile.resize(random() % profile.size() + 1);
            }
            const auto picture =
                decodePicture(PictureFormat::Tiff, tiffWith(image, inks ? 5 : 2, profile), DecodeOptions{});
            QVERIFY(picture);
            QCOMPARE(picture->image.channels, 3);
        }
        QVERIFY(time.within(60s));
        QVERIFY2(mostResidentKiB() - before < 128 * 1024, qPrintable(QString::number(mostResidentKiB() - before)));
    }
};

QTEST_APPLESS_MAIN(TestHostileProfiles)
#include "test_hostile_profiles.moc"
