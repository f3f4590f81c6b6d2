// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/read/input_picture.h"

#include "core/picture_files/write/encode_picture.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdlib>
#include <fstream>

using namespace gesso;

namespace {

const std::string kPictures = std::string(GESSO_FIXTURES) + "/pictures/";

Result<Image> imageOf(Result<InputPicture> picture)
{
    return std::move(picture).map([](InputPicture read) { return std::move(read.image); });
}

bool isNear(const Image& image, std::size_t pixel, std::array<int, 3> colour)
{
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(image.u8()[pixel * 3 + c] - colour[c]) > 12) {
            return false;
        }
    }
    return true;
}

} // namespace

/// Pictures of tools/fixtures/odd_pictures.py: red grows to the right, green downwards, blue is 40.
class TestInputPicture final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindBecomesRgb_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"animated.png", "animated.webp", "cmyk.jpg", "cmyk.tiff", "cmyk_jpeg.tiff", "palette.png"}) {
            QTest::newRow(name) << name;
        }
    }

    void everyKindBecomesRgb()
    {
        QFETCH(QString, name);
        const Result<Image> image = imageOf(readInputPicture(kPictures + name.toStdString()));
        QVERIFY2(image, image ? "" : image.error().message.c_str());
        QCOMPARE(image->width, 24);
        QCOMPARE(image->height, 16);
        QCOMPARE(image->channels, 3);
        QVERIFY(isNear(*image, 0, {0, 0, 40}));
        QVERIFY(isNear(*image, 23, {255, 0, 40})); // of an animation the first picture
        QVERIFY(isNear(*image, 24 * 15, {0, 255, 40}));
    }

    void exifTurnsThePicture()
    {
        const Result<Image> image = imageOf(readInputPicture(kPictures + "turned.jpg"));
        QVERIFY(image);
        QCOMPARE(image->width, 16);
        QCOMPARE(image->height, 24);
        QVERIFY(isNear(*image, 0, {0, 255, 40}));
        QVERIFY(isNear(*image, 15, {0, 0, 40}));
        QVERIFY(isNear(*image, 16 * 24 - 1, {255, 0, 40}));
    }

    void transparencyShowsWhite()
    {
        const Result<Image> image = imageOf(readInputPicture(kPictures + "alpha.png"));
        QVERIFY(image);
        QVERIFY(isNear(*image, 0, {255, 255, 255}));
        QVERIFY(isNear(*image, 23, {255, 0, 40}));
    }

    void masksAreLuma()
    {
        const Result<InputMask> mask = readMask(kPictures + "alpha.png");
        QVERIFY(mask && !mask->fromAlpha);
        QCOMPARE(mask->image.channels, 1);
        QCOMPARE(mask->image.u8()[0], std::uint8_t{0}); // transparent
        QVERIFY(std::abs(mask->image.u8()[23] - (299 * 255 + 114 * 40) / 1000) <= 1);
        QCOMPARE(lumaOf({1, 1, 3, {255, 255, 255}}).u8(), (std::vector<std::uint8_t>{255}));
        const Result<InputMask> grey = readMask(kPictures + "grey16.png");
        QVERIFY(grey && grey->image.u8().back() > 200 && grey->image.u8().front() < 10);
    }

    void transparencyIsTold()
    {
        QVERIFY(readInputPicture(kPictures + "alpha.png")->transparent);
        QVERIFY(!readInputPicture(kPictures + "palette.png")->transparent);
    }

    void aMaskMayStandInTheAlphaChannel_data()
    {
        QTest::addColumn<int>("tone");
        for (const int tone : {0, 128, 255}) {
            QTest::addRow("%d", tone) << tone;
        }
    }

    void aMaskMayStandInTheAlphaChannel()
    {
        QFETCH(int, tone);
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/mask.png").toStdString();
        Image drawn{16, 16, 4, {}};
        for (int i = 0; i < 16 * 16; ++i) {
            const auto value = static_cast<std::uint8_t>(tone);
            drawn.u8().insert(drawn.u8().end(), {value, value, value, static_cast<std::uint8_t>(i % 16 < 8 ? 255 : 0)});
        }
        std::ofstream(path) << encodePicture(drawn, PictureFormat::Png, 8, {}).value();
        const Result<InputMask> mask = readMask(path);
        QVERIFY(mask && mask->fromAlpha);
        QCOMPARE(mask->image.u8()[0], std::uint8_t{255}); // opaque: repainted, as in A1111
        QCOMPARE(mask->image.u8()[15], std::uint8_t{0});
    }

    void orientationCountsInEveryFormat_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"turned.webp", "turned.png", "turned.tiff", "turned.jpg"}) {
            QTest::newRow(name) << name;
        }
    }

    void orientationCountsInEveryFormat()
    {
        QFETCH(QString, name);
        const Result<Image> image = imageOf(readInputPicture(kPictures + name.toStdString()));
        QVERIFY2(image, image ? "" : image.error().message.c_str());
        QCOMPARE(image->width, 16);
        QCOMPARE(image->height, 24);
        QVERIFY(isNear(*image, 0, {0, 255, 40}));
        QVERIFY(isNear(*image, 16 * 24 - 1, {255, 0, 40}));
    }

    void valuesThatATiffLeavesOutAreTheStandards_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"big.tiff", "few_tags.tiff", "white_is_zero16.tiff"}) {
            QTest::newRow(name) << name;
        }
    }

    void valuesThatATiffLeavesOutAreTheStandards()
    {
        QFETCH(QString, name);
        const Result<Image> image = imageOf(readInputPicture(kPictures + name.toStdString()));
        QVERIFY2(image, image ? "" : image.error().message.c_str());
        QCOMPARE(image->width, 24);
        QCOMPARE(image->height, 16);
        QVERIFY(isNear(*image, 0, name == "big.tiff" ? std::array{0, 0, 40} : std::array{0, 0, 0}));
        QVERIFY(isNear(*image, 23, name == "big.tiff" ? std::array{255, 0, 40} : std::array{255, 255, 255}));
    }

    void otherKindsAreNamed()
    {
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/a.png").toStdString();
        std::ofstream(path) << "GIF89a and more of it";
        QVERIFY(readInputPicture(path).error().message.find("is a GIF, which Gesso does not read") !=
                std::string::npos);
    }

    void errorsNameTheFile()
    {
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/broken.png").toStdString();
        std::ofstream(path) << "\x89PNG\r\n\x1a\nnothing";
        for (const std::string& bad : {path, kPictures + "none.png"}) {
            const Result<Image> image = imageOf(readInputPicture(bad));
            QVERIFY(!image);
            QVERIFY2(image.error().message.find(bad) != std::string::npos, image.error().message.c_str());
        }
        QCOMPARE(readInputPicture(path).error().code, ErrorCode::FileDamaged);
    }
};

QTEST_APPLESS_MAIN(TestInputPicture)
#include "test_input_picture.moc"
