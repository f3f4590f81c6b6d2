// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/embedding.h"

#include "core/metadata/metadata_json.h"
#include "core/metadata/parameters_text.h"
#include "core/picture_files/read/decode_picture.h"
#include "core/picture_files/write/encode_picture.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

PictureMetadata cabin()
{
    PictureMetadata metadata;
    metadata.request.emplace();
    metadata.request->prompt = "a cabin";
    metadata.request->seed = 7;
    metadata.seed = 8;
    return metadata;
}

} // namespace

class TestEmbedding final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPictureCarriesBothTexts()
    {
        QCOMPARE(textEntries(cabin()), (std::vector<TextEntry>{{"parameters", parametersText(cabin())},
                                                               {"gesso", metadataJson(cabin())},
                                                               {"Software", "Gesso " GESSO_VERSION}}));
        QVERIFY(textEntries(PictureMetadata{}).empty());
    }

    void textOfAnotherToolIsHandedOn()
    {
        PictureMetadata metadata;
        metadata.parameters = "theirs";
        metadata.software.clear();
        QCOMPARE(textEntries(metadata), (std::vector<TextEntry>{{"parameters", "theirs"}}));
    }

    void ourJsonIsPreferred()
    {
        const std::vector<TextEntry> entries{{"parameters", "other\nSteps: 3, Seed: 4, Size: 8x8"},
                                             {"gesso", metadataJson(cabin())}};
        const auto read = metadataFromEntries(entries).value();
        QCOMPARE(read.request, cabin().request);
        QCOMPARE(read.seed, std::uint64_t{8});
        QCOMPARE(read.parameters, entries[0].text);
    }

    void damagedJsonIsNoHindrance()
    {
        const TextEntry text{"parameters", "other\nSteps: 3, Seed: 4, Size: 8x8"};
        const TextEntry damaged{"gesso", "{"};
        const auto read = metadataFromEntries(std::vector{damaged, text});
        QCOMPARE(read.value().request->steps, 3);
        QCOMPARE(metadataFromEntries(std::vector{damaged}).error().code, ErrorCode::FileDamaged);
    }

    void otherTextsTellNothing()
    {
        const auto read = metadataFromEntries(std::vector<TextEntry>{{"Comment", "x"}, {"Software", "Gimp"}}).value();
        QVERIFY(read.empty());
        QCOMPARE(read.software, "Gimp"s);
        QVERIFY(metadataFromEntries({}).value().software.empty());
    }

    void emptyMetadataChangesNoBytes()
    {
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpg, PictureFormat::Webp, PictureFormat::Tiff, PictureFormat::Exr}) {
            QCOMPARE(withMetadata(format, "bytes", {}).value(), "bytes"s);
        }
    }

    void aTransparentWebpKeepsItsPixelsBesideTheTexts()
    {
        Image image{16, 16, 4, {}};
        for (int i = 0; i < 16 * 16 * 4; ++i) {
            image.u8().push_back(static_cast<std::uint8_t>(i % 4 == 3 ? i / 4 : 200));
        }
        const std::string bare = encodePicture(image, PictureFormat::Webp, 8, {}).value();
        const std::string told = withMetadata(PictureFormat::Webp, bare, cabin()).value();
        QCOMPARE(metadataFromEntries(entriesOf(PictureFormat::Webp, told).value()).value().request, cabin().request);
        QCOMPARE(decodePicture(PictureFormat::Webp, told).value(), decodePicture(PictureFormat::Webp, bare).value());
    }

    void whatAJpegCannotHoldIsLeftOut()
    {
        const std::string jpeg = "\xFF\xD8\xFF\xDA\0\x02\xFF\xD9"s;
        const auto keysWith = [&](std::size_t promptBytes) {
            PictureMetadata metadata = cabin();
            metadata.request->prompt.assign(promptBytes, 'x');
            const auto written = withMetadata(PictureFormat::Jpg, jpeg, metadata);
            const auto entries = entriesOf(PictureFormat::Jpg, written.value());
            QStringList keys;
            for (const TextEntry& entry : entries.value()) {
                keys += QString::fromStdString(entry.key);
            }
            return keys;
        };
        QCOMPARE(keysWith(10'000), (QStringList{"parameters", "gesso", "Software"}));
        QCOMPARE(keysWith(30'000), (QStringList{"parameters", "Software"}));
        QCOMPARE(keysWith(1 << 20), (QStringList{"Software"}));
    }

    void whatIsLeftOutIsKnown()
    {
        PictureMetadata metadata = cabin();
        QVERIFY(entriesLeftOut(PictureFormat::Jpg, metadata).empty());
        metadata.request->prompt.assign(40'000, 'x');
        QVERIFY(entriesLeftOut(PictureFormat::Png, metadata).empty());
        QCOMPARE(entriesLeftOut(PictureFormat::Jpg, metadata),
                 (std::vector<TextEntry>{{"parameters", parametersText(metadata)}, {"gesso", metadataJson(metadata)}}));
        // A long list of choices is left out, and the prompt that was made stays.
        metadata.request->prompt = "a {red|red} cat # " + std::string(70'000, 'x');
        const std::vector<TextEntry> rest = entriesLeftOut(PictureFormat::Jpg, metadata);
        QCOMPARE(rest.size(), std::size_t{1});
        QCOMPARE(rest[0].key, "gesso"s);
    }
};

QTEST_APPLESS_MAIN(TestEmbedding)
#include "test_embedding.moc"
