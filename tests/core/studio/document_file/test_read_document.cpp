// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/document/compose.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/write/encode_picture.h"
#include "core/studio/document_file/read_document.h"
#include "core/studio/document_file/zip_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

#include <fstream>
#include <map>

using namespace gesso;

namespace {

using Parts = std::map<std::string, std::string>;

const std::filesystem::path kFixtures = std::filesystem::path(GESSO_FIXTURES) / "openraster";

std::string pngOf(const Image& image, int bits = 8)
{
    return encodePicture(image, PictureFormat::Png, bits, {}).value();
}

Parts oneLayer(const std::string& png, const std::string& layer = "src=\"data/0.png\"")
{
    return {{"mimetype", "image/openraster"},
            {"stack.xml", "<image w=\"4\" h=\"3\"><stack><layer " + layer + "/></stack></image>"},
            {"data/0.png", png}};
}

void writeZip(const std::filesystem::path& path, const Parts& parts, bool packed = false)
{
    int error = 0;
    zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    QVERIFY(zip != nullptr);
    for (const auto& [name, bytes] : parts) {
        const auto place = zip_file_add(zip, name.c_str(), zip_source_buffer(zip, bytes.data(), bytes.size(), 0), 0);
        QVERIFY(place >= 0);
        zip_set_file_compression(zip, static_cast<zip_uint64_t>(place), packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    }
    QCOMPARE(zip_close(zip), 0);
}

Image solid(int width, int height, std::uint8_t value)
{
    return {width, height, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), value)};
}

/// The largest difference of two pictures of 8 bits, as RGBA.
int differenceOf(const Image& a, const Image& b)
{
    const auto value = [](const Image& image, std::size_t pixel, std::size_t channel) {
        const auto channels = static_cast<std::size_t>(image.channels);
        return channel == 3 && channels < 4 ? 255 : int{image.u8()[pixel * channels + channel]};
    };
    int most = 0;
    for (std::size_t pixel = 0; pixel < static_cast<std::size_t>(a.width * a.height); ++pixel) {
        for (std::size_t channel = 0; channel < 4; ++channel) {
            most = std::max(most, std::abs(value(a, pixel, channel) - value(b, pixel, channel)));
        }
    }
    return most;
}

} // namespace

class TestReadDocument final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void documentsOfOtherProgramsLookAsThere_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("Krita") << QStringLiteral("krita.ora");
        QTest::newRow("MyPaint") << QStringLiteral("mypaint.ora"); // which mixes light
    }
    /// Each has its own picture of itself beside the layers, of 8 bits.
    void documentsOfOtherProgramsLookAsThere()
    {
        QFETCH(QString, file);
        const std::filesystem::path path = kFixtures / file.toStdString();
        const OpenedDocument opened = readOpenRaster(path).value();
        const Image flat = flattened(opened.document, PixelFormat::U8);
        const Image expected =
            decodePicture(PictureFormat::Png, ZipReader::open(path)->read("mergedimage.png", 1 << 20).value()).value();
        QCOMPARE(flat.width, expected.width);
        QCOMPARE(flat.height, expected.height);
        const int most = differenceOf(flat, expected);
        QVERIFY2(most <= 3, qPrintable(QString::number(most))); // they round each layer to 8 or 15 bits
        QVERIFY(opened.notices.empty());
    }

    void eightAndSixteenBitsComeInExactly()
    {
        Image deep{4, 3, 3, std::vector<std::uint16_t>()};
        for (int i = 0; i < 36; ++i) {
            deep.u16().push_back(static_cast<std::uint16_t>(i * 1777));
        }
        writeZip(path(), oneLayer(pngOf(deep, 16)));
        QVERIFY(flattened(readOpenRaster(path())->document, PixelFormat::U16) == deep);
        writeZip(path(), oneLayer(pngOf(solid(4, 3, 77))), true);
        const Image flat = flattened(readOpenRaster(path())->document, PixelFormat::U8);
        QVERIFY(flat.channels == 3 && flat.u8()[0] == 77);
    }

    void layersMayLieOutsideAndBeSmaller()
    {
        writeZip(path(), oneLayer(pngOf(solid(2, 2, 9)), R"(src="data/0.png" x="-1" y="2")"));
        const Image flat = flattened(readOpenRaster(path())->document, PixelFormat::U8);
        QCOMPARE(flat.channels, 4);
        QCOMPARE(flat.u8()[(2 * 4 + 0) * 4 + 3], std::uint8_t{255});
        QCOMPARE(flat.u8()[(2 * 4 + 1) * 4 + 3], std::uint8_t{0});
        QCOMPARE(flat.u8()[3], std::uint8_t{0});
    }

    void whatIsNoSuchDocumentIsRefused_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"no zip", "another type", "no stack", "no picture", "no PNG", "cut PNG", "bomb",
                                 "huge", "damaged", "path"}) {
            QTest::newRow(kind) << QString::fromLatin1(kind);
        }
    }
    void whatIsNoSuchDocumentIsRefused()
    {
        QFETCH(QString, kind);
        const std::string png = pngOf(solid(4, 3, 5));
        Parts parts = oneLayer(png);
        if (kind == QStringLiteral("another type")) {
            parts["mimetype"] = "application/zip";
        } else if (kind == QStringLiteral("no stack")) {
            parts.erase("stack.xml");
        } else if (kind == QStringLiteral("no picture")) {
            parts.erase("data/0.png");
        } else if (kind == QStringLiteral("no PNG")) {
            parts["data/0.png"] = std::string(200, 'x');
        } else if (kind == QStringLiteral("cut PNG")) {
            parts["data/0.png"] = png.substr(0, png.size() / 2);
        } else if (kind == QStringLiteral("bomb")) { // says 4x3 pixels, and has 64 MiB
            parts["data/0.png"] = png + std::string(64U << 20, '\0');
        } else if (kind == QStringLiteral("huge")) { // says 2^31 pixels a side
            parts["data/0.png"].replace(16, 8, "\x7f\xff\xff\xff\x7f\xff\xff\xff");
        } else if (kind == QStringLiteral("path")) {
            parts["stack.xml"] = "<image w='4' h='3'><stack><layer src='../../../etc/passwd'/></stack></image>";
        }
        writeZip(path(), parts, true);
        if (kind == QStringLiteral("no zip")) {
            std::ofstream(path()) << "not a zip";
        } else if (kind == QStringLiteral("damaged")) {
            writeZip(path(), parts);
            std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
            const std::string all(std::istreambuf_iterator<char>(file), {});
            file.seekp(static_cast<std::streamoff>(all.find("IDAT") + 8));
            file.put('\x55');
        }
        const auto opened = readOpenRaster(path());
        QVERIFY(!opened);
        QVERIFY(opened.error().code == ErrorCode::FileDamaged);
        QVERIFY2(opened.error().message.find("document.ora") != std::string::npos, opened.error().message.c_str());
    }

    void aFileThatIsCutAnywhereDoesNoHarm()
    {
        const std::string whole = readFile(kFixtures / "mypaint.ora", 1 << 20).value();
        constexpr int kCuts = 64;
        for (int cut = 0; cut < kCuts; ++cut) {
            std::ofstream(path(), std::ios::binary)
                << whole.substr(0, whole.size() * static_cast<std::size_t>(cut) / kCuts);
            const auto opened = readOpenRaster(path());
            QVERIFY(!opened && opened.error().code == ErrorCode::FileDamaged);
        }
    }

    void whatIsMissingOrNoFileIsNotRead()
    {
        QVERIFY(readOpenRaster(path().parent_path() / "none.ora").error().code == ErrorCode::FileNotReadable);
        QVERIFY(readOpenRaster(path().parent_path()).error().code == ErrorCode::FileNotReadable);
    }

    void readingCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(readOpenRaster(kFixtures / "krita.ora", stop.get_token()).error().code == ErrorCode::Cancelled);
    }

private:
    [[nodiscard]] std::filesystem::path path() const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / "document.ora";
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestReadDocument)
#include "test_read_document.moc"
