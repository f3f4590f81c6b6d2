// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/input_picture.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstdlib>
#include <fstream>

using namespace gesso;

namespace {

const std::string kPictures = std::string(GESSO_FIXTURES) + "/pictures/";

bool isNear(const Image& image, std::size_t pixel, std::array<int, 3> colour)
{
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(image.pixels[pixel * 3 + c] - colour[c]) > 12) {
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
        for (const char* name : {"animated.png", "animated.webp", "cmyk.jpg", "cmyk.tiff", "palette.png"}) {
            QTest::newRow(name) << name;
        }
    }

    void everyKindBecomesRgb()
    {
        QFETCH(QString, name);
        const Result<Image> image = readInputPicture(kPictures + name.toStdString());
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
        const Result<Image> image = readInputPicture(kPictures + "turned.jpg");
        QVERIFY(image);
        QCOMPARE(image->width, 16);
        QCOMPARE(image->height, 24);
        QVERIFY(isNear(*image, 0, {0, 255, 40}));
        QVERIFY(isNear(*image, 15, {0, 0, 40}));
        QVERIFY(isNear(*image, 16 * 24 - 1, {255, 0, 40}));
    }

    void transparencyShowsWhite()
    {
        const Result<Image> image = readInputPicture(kPictures + "alpha.png");
        QVERIFY(image);
        QVERIFY(isNear(*image, 0, {255, 255, 255}));
        QVERIFY(isNear(*image, 23, {255, 0, 40}));
    }

    void masksAreLuma()
    {
        const Result<Image> mask = readMask(kPictures + "alpha.png");
        QVERIFY(mask);
        QCOMPARE(mask->channels, 1);
        QCOMPARE(mask->pixels[0], std::uint8_t{0}); // transparent
        QVERIFY(std::abs(mask->pixels[23] - (299 * 255 + 114 * 40) / 1000) <= 1);
        QCOMPARE(lumaOf({1, 1, 3, {255, 255, 255}}).pixels, (std::vector<std::uint8_t>{255}));
        const Result<Image> grey = readMask(kPictures + "grey16.png");
        QVERIFY(grey && grey->pixels.back() > 200 && grey->pixels.front() < 10);
    }

    void errorsNameTheFile()
    {
        const QTemporaryDir folder;
        const std::string path = (folder.path() + "/broken.png").toStdString();
        std::ofstream(path) << "\x89PNG\r\n\x1a\nnothing";
        for (const std::string& bad : {path, kPictures + "none.png"}) {
            const Result<Image> image = readInputPicture(bad);
            QVERIFY(!image);
            QVERIFY2(image.error().message.find(bad) != std::string::npos, image.error().message.c_str());
        }
        QCOMPARE(readInputPicture(path).error().code, ErrorCode::FileDamaged);
    }
};

QTEST_APPLESS_MAIN(TestInputPicture)
#include "test_input_picture.moc"
