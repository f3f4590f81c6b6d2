// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/picture_file.h"

#include "core/metadata/parameters_text.h"
#include "core/metadata/read_metadata.h"
#include "core/metadata/sidecar.h"
#include "core/picture_files/formats/png_chunks.h"

#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace gesso;
using namespace std::string_literals;

namespace {

Image picture()
{
    Image image{96, 64, 3, {}};
    for (int i = 0; i < 96 * 64 * 3; ++i) {
        image.u8().push_back(static_cast<std::uint8_t>(i / 96));
    }
    return image;
}

PictureMetadata metadataFor(const std::string& prompt)
{
    PictureMetadata metadata;
    metadata.request.emplace();
    metadata.request->model = "/models/lakes";
    metadata.request->modelHash = "0123456789abcdef";
    metadata.request->prompt = prompt;
    metadata.request->negativePrompt = "blurry";
    metadata.request->scheduler = SchedulerKind::Euler;
    metadata.request->guidanceScale = 6.1;
    metadata.request->seed = 18446744073709551615ULL;
    metadata.request->count = 2;
    metadata.seed = 0;
    metadata.modelName = "lakes";
    return metadata;
}

} // namespace

class TestPictureFile final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path pathOf(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void picturesTellHowTheyWereMade_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QByteArray>("prompt");
        const std::vector<std::pair<const char*, std::string>> prompts{
            {"plain", "cabin on a lake near mountains"},
            {"latin-1", "café à la crème"},
            {"unicode", "桜の木 🌲 – cabin"},
            {"lines", "two\nlines\n"},
            {"traps", "a sign\nNegative prompt: none\nSteps: 3, Seed: 1, Size: 8x8\nlast"},
            {"empty", ""},
        };
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            for (const int bits : possibleBits(format)) {
                for (const auto& [title, prompt] : prompts) {
                    QTest::addRow("%s %d %s", name(format).data(), bits, title)
                        << static_cast<int>(format) << bits << QByteArray::fromStdString(prompt);
                }
            }
        }
    }

    void picturesTellHowTheyWereMade()
    {
        QFETCH(int, format);
        QFETCH(int, bits);
        QFETCH(QByteArray, prompt);
        const auto kind = static_cast<PictureFormat>(format);
        PictureMetadata expected = metadataFor(prompt.toStdString());
        const auto path = pathOf("picture");
        const auto written = writePicture(path, picture(), kind, bits, expected);
        QVERIFY2(written, written ? "" : written.error().message.c_str());

        const auto read = readOwnMetadata(path);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        expected.parameters = parametersText(expected);
        QCOMPARE(read->parameters, expected.parameters);
        QCOMPARE(*read, expected);

        const auto image = readPicture(path);
        QVERIFY2(image, image ? "" : image.error().message.c_str());
        if (kind != PictureFormat::Jpg && kind != PictureFormat::Webp) {
            QCOMPARE(*image, picture());
        }
        QCOMPARE(image->width, 96);
    }

    void otherProgramsReadThePngsText()
    {
        const PictureMetadata metadata = metadataFor("a cabin, 桜");
        QVERIFY(writePicture(pathOf("unicode.png"), picture(), PictureFormat::Png, 8, metadata));
        QVERIFY(writePicture(pathOf("latin.png"), picture(), PictureFormat::Png, 16, metadataFor("é")));
        QImageReader unicode(m_folder.filePath("unicode.png"));
        QCOMPARE(unicode.text("parameters").simplified(),
                 QString::fromStdString(parametersText(metadata)).simplified());
        QCOMPARE(unicode.size(), QSize(96, 64));
        QImageReader latin(m_folder.filePath("latin.png"));
        QVERIFY(latin.text("parameters").startsWith("é Negative prompt: blurry") ||
                latin.text("parameters").startsWith("é\nNegative prompt: blurry"));
    }

    void pngTextStandsUncompressedBeforeThePixels()
    {
        QVERIFY(writePicture(pathOf("a.png"), picture(), PictureFormat::Png, 8, metadataFor("桜")));
        const std::string bytes = readFile(pathOf("a.png"), 1'000'000).value();
        PngChunkReader reader(bytes);
        QStringList types;
        while (const auto chunk = reader.next().value()) {
            types += QString::fromLatin1(chunk->type.data(), 4);
        }
        QCOMPARE(types.filter("zTXt"), QStringList());
        QCOMPARE(types.filter("iTXt").size(), 2);
        QCOMPARE(types.filter("tEXt").size(), 1);
        QVERIFY(types.lastIndexOf("iTXt") < types.indexOf("IDAT"));
        QVERIFY(bytes.find("iTXtparameters\0\0\0\0\0桜\nNegative"s) != std::string::npos);
    }

    void aMebibyteOfPromptIsSaved()
    {
        PictureMetadata expected = metadataFor(std::string(1 << 20, 'x'));
        expected.request->negativePrompt.assign(1 << 20, 'y');
        for (const auto format : {PictureFormat::Png, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            const auto written =
                writePicture(pathOf("long"), picture(), format, possibleBits(format).front(), expected);
            QVERIFY2(written, written ? "" : written.error().message.c_str());
            QCOMPARE(readOwnMetadata(pathOf("long"))->request, expected.request);
            QVERIFY(readPicture(pathOf("long")));
        }
        const auto written = writePicture(pathOf("long.jpg"), picture(), PictureFormat::Jpg, 8, expected);
        // What a JPEG cannot hold stands beside it.
        QVERIFY(std::filesystem::exists(sidecarOf(pathOf("long.jpg"))));
        QCOMPARE(written.value().sidecar, sidecarOf(pathOf("long.jpg")));
        QCOMPARE(readOwnMetadata(pathOf("long.jpg"))->request, expected.request);
        QVERIFY(writePicture(pathOf("short.jpg"), picture(), PictureFormat::Jpg, 8, metadataFor("a cat")));
        QVERIFY(!std::filesystem::exists(sidecarOf(pathOf("short.jpg"))));
    }

    void aPictureThatSaysAllReplacesTheSidecarToo()
    {
        const PictureMetadata longOne = metadataFor(std::string(1 << 20, 'x'));
        QVERIFY(writePicture(pathOf("again.jpg"), picture(), PictureFormat::Jpg, 8, longOne));
        const auto written = writePicture(pathOf("again.jpg"), picture(), PictureFormat::Jpg, 8, metadataFor("a cat"));
        QCOMPARE(written.value().path, pathOf("again.jpg"));
        QVERIFY(written->sidecar.empty());
        QVERIFY(!std::filesystem::exists(sidecarOf(pathOf("again.jpg"))));
        QCOMPARE(readOwnMetadata(pathOf("again.jpg"))->request->prompt, std::string("a cat"));

        QVERIFY(writeFile(sidecarOf(pathOf("mine.jpg")), "{\"mine\": 1}")); // not ours: it stays
        QVERIFY(writePicture(pathOf("mine.jpg"), picture(), PictureFormat::Jpg, 8, metadataFor("a cat")));
        QVERIFY(std::filesystem::exists(sidecarOf(pathOf("mine.jpg"))));
    }

    void aPictureWithoutMetadataTellsNothing()
    {
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            QVERIFY(writePicture(pathOf("bare"), picture(), format, possibleBits(format).front(), {}));
            QVERIFY(readOwnMetadata(pathOf("bare"))->empty());
        }
    }

    void errorsNameTheFile()
    {
        const auto tooManyBits = writePicture(pathOf("a.jpg"), picture(), PictureFormat::Jpg, 16, {});
        QCOMPARE(tooManyBits.error().code, ErrorCode::InvalidRequest);
        QVERIFY(tooManyBits.error().message.find("a.jpg") != std::string::npos);
        QVERIFY(!std::filesystem::exists(pathOf("a.jpg")));
        QCOMPARE(writePicture(pathOf("no/a.png"), picture(), PictureFormat::Png, 8, {}).error().code,
                 ErrorCode::FileNotWritable);
        QCOMPARE(readPicture(pathOf("missing.png")).error().code, ErrorCode::FileNotReadable);
        QCOMPARE(readOwnMetadata(pathOf("missing.png")).error().code, ErrorCode::FileNotReadable);

        QVERIFY(writeFile(pathOf("words.png"), "<html>"));
        QCOMPARE(readPicture(pathOf("words.png")).error().code, ErrorCode::Unsupported);
        QVERIFY(writeFile(pathOf("cut.png"), std::string(kPngSignature) + "\0\0"s));
        for (const Error& error :
             {readPicture(pathOf("cut.png")).error(), readOwnMetadata(pathOf("cut.png")).error()}) {
            QCOMPARE(error.code, ErrorCode::FileDamaged);
            QVERIFY(error.message.starts_with("'" + pathOf("cut.png").string() + "': The PNG is damaged"));
        }
    }

    void aPngOpensWithoutItsHostileText()
    {
        QVERIFY(writePicture(pathOf("a.png"), picture(), PictureFormat::Png, 8, {}));
        std::string bytes = readFile(pathOf("a.png"), 1'000'000).value();
        std::string hostile;
        appendPngChunk(hostile, "zTXt", "parameters\0\0broken"s);
        bytes.insert(bytes.find("IDAT") - 4, hostile);
        QVERIFY(writeFile(pathOf("a.png"), bytes));
        QCOMPARE(readOwnMetadata(pathOf("a.png")).error().code, ErrorCode::FileDamaged);
        QCOMPARE(readPicture(pathOf("a.png")).value(), picture());
    }
};

QTEST_APPLESS_MAIN(TestPictureFile)
#include "test_picture_file.moc"
