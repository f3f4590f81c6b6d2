// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/exif.h"

#include "core/base/utf16.h"
#include "core/picture_files/formats/text_entry.h"
#include "core/picture_files/formats/tiff_directory.h"
#include "tests/support/time_judge.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

ExifText texts()
{
    return {"a cabin é 桜 🌲\nSteps: 3", "{\"prompt\": \"桜\"}", "Gesso 1.0"};
}

/// A block whose Exif directory has one entry.
std::string blockWith(std::uint16_t tag, const std::string& value, ByteOrder order)
{
    std::string block = order == ByteOrder::BigEndian ? "MM\0*\0\0\0\0"s : "II*\0\0\0\0\0"s;
    const auto size = static_cast<std::uint32_t>(value.size());
    const std::uint32_t exif = appendTiffDirectory(block, {{tag, TiffEntry::Undefined, size, value}}, 0, order);
    std::string offset;
    appendU32(offset, exif, order);
    const std::uint32_t first = appendTiffDirectory(block, {{0x8769, TiffEntry::Long, 1, offset}}, 0, order);
    std::string start;
    appendU32(start, first, order);
    return block.replace(4, 4, start);
}

std::string commentOf(const std::string& value, ByteOrder order = ByteOrder::BigEndian)
{
    return readExif(blockWith(0x9286, value, order)).value().userComment;
}

} // namespace

class TestExif final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsComeBack()
    {
        QCOMPARE(readExif(exifBlock(texts())).value(), texts());
        QCOMPARE(readExif("Exif\0\0"s + exifBlock(texts())).value(), texts());
        const ExifText comment{"only this", "", ""};
        QCOMPARE(readExif(exifBlock(comment)).value(), comment);
        QCOMPARE(readExif(exifBlock({})).value(), ExifText{});
    }

    void theCommentIsWhatTheWebUiWrites()
    {
        // piexif.helper.UserComment.dump(text, "unicode"): code, then big-endian UTF-16
        const std::string expected = "UNICODE\0"s + utf16FromUtf8(texts().userComment, ByteOrder::BigEndian);
        QVERIFY(exifBlock(texts()).find(expected) != std::string::npos);
        QVERIFY(exifBlock(texts()).starts_with("MM\0*"s));
    }

    void readsCommentsOfOtherTools()
    {
        const std::string big = "UNICODE\0"s + utf16FromUtf8("Steps: 3 é", ByteOrder::BigEndian);
        const std::string little = "UNICODE\0"s + utf16FromUtf8("Steps: 3 é", ByteOrder::LittleEndian);
        for (const ByteOrder order : {ByteOrder::BigEndian, ByteOrder::LittleEndian}) {
            QCOMPARE(commentOf(big, order), "Steps: 3 é"s);
            QCOMPARE(commentOf(little, order), "Steps: 3 é"s);
        }
        QCOMPARE(commentOf("ASCII\0\0\0Steps: 3\0\0"s), "Steps: 3"s);
        QCOMPARE(commentOf("\0\0\0\0\0\0\0\0caf\xE9"s), "café"s);
        QCOMPARE(commentOf("UNICODE\0"s), ""s);
        QCOMPARE(commentOf("short"s), "short"s);
    }

    void everyEncodingThatWritersUseIsRead_data()
    {
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* title, const std::string& value) {
            QTest::newRow(title) << QByteArray::fromStdString(value);
        };
        const std::string text = "a cat, é 猫";
        const std::string little = utf16FromUtf8(text, ByteOrder::LittleEndian);
        const std::string big = utf16FromUtf8(text, ByteOrder::BigEndian);
        row("UTF-16 with a mark, little", "UNICODE\0"s + "\xFF\xFE" + little);
        row("UTF-16 with a mark, big", "UNICODE\0"s + "\xFE\xFF" + big);
        row("UTF-16 without", "UNICODE\0"s + little);
        row("UTF-16 filled up", "UNICODE\0"s + big + "\0\0\0\0"s);
        row("UTF-8 said to be UTF-16", "UNICODE\0"s + text);
        row("UTF-8 with a mark", "ASCII\0\0\0\xEF\xBB\xBF"s + text);
        row("UTF-8 said to be ASCII", "ASCII\0\0\0"s + text);
        row("no code", text + "\0"s);
        row("code of zeros", "\0\0\0\0\0\0\0\0"s + text);
        row("code of zeros, UTF-16", "\0\0\0\0\0\0\0\0"s + little);
        row("UTF-16 alone", "\xFF\xFE"s + little);
        row("small letters", "Unicode\0"s + big);
        row("the word charset", "charset=Unicode "s + text);
    }

    void everyEncodingThatWritersUseIsRead()
    {
        QFETCH(QByteArray, value);
        for (const ByteOrder order : {ByteOrder::BigEndian, ByteOrder::LittleEndian}) {
            QCOMPARE(commentOf(value.toStdString(), order), "a cat, é 猫"s);
        }
        QCOMPARE(commentOf("JIS\0\0\0\0\0\x1B$BG-\x1B(B"s), "猫"s);
    }

    void aCommentInTheFirstDirectoryIsFound()
    {
        std::string block = "MM\0*\0\0\0\0"s;
        const std::string text = "a cat, ???\nSteps: 30, Seed: 1, Size: 8x8\0"s;
        const std::uint32_t first = appendTiffDirectory(
            block, {{0x9286, TiffEntry::Ascii, text.size(), text}, {0x927C, TiffEntry::Ascii, 6, "a1111\0"s}}, 0,
            ByteOrder::BigEndian);
        std::string start;
        appendU32(start, first, ByteOrder::BigEndian);
        const auto read = readExif(block.replace(4, 4, start));
        QCOMPARE(read->userComment, text.substr(0, text.size() - 1));
        QCOMPARE(read->note, "a1111"s);
    }

    void aDamagedValueHidesNoOther()
    {
        std::string block = "MM\0*\0\0\0\0"s;
        const std::string text = "a cat and more";
        const std::uint32_t first = appendTiffDirectory(block,
                                                        {{0x0131, TiffEntry::Ascii, 9, "\xFF\xFF\xFF\xF0", true},
                                                         {0x0132, 12, 0xFFFFFFFF, "\0\0\0\0"s, true},
                                                         {0x9286, TiffEntry::Undefined, text.size(), text}},
                                                        0, ByteOrder::BigEndian);
        std::string start;
        appendU32(start, first, ByteOrder::BigEndian);
        QCOMPARE(readExif(block.replace(4, 4, start))->userComment, text);
    }

    void makerNotesOfCamerasAreNotOurs()
    {
        QVERIFY(readExif(blockWith(0x927C, "Canon\0 stuff", ByteOrder::BigEndian))->gessoJson.empty());
    }

    void aTiffKeepsItsEntries()
    {
        std::string tiff = "II*\0\0\0\0\0pixels"s;
        const std::string width = "\x40\0"s;
        const std::string description = "a long description\0"s;
        const std::uint32_t first = appendTiffDirectory(
            tiff,
            {{0x0100, TiffEntry::Short, 1, width},
             {0x010E, TiffEntry::Ascii, static_cast<std::uint32_t>(description.size()), description},
             {0x0131, TiffEntry::Ascii, 4, "old\0"s}},
            0, ByteOrder::LittleEndian);
        std::string start;
        appendU32(start, first, ByteOrder::LittleEndian);
        tiff.replace(4, 4, start);

        const auto written = tiffWithExif(tiff, texts());
        QVERIFY(written);
        ExifText expected = texts();
        expected.description = "a long description";
        QCOMPARE(readExif(*written).value(), expected);
        const auto header = readTiffHeader(*written).value();
        const auto entries = readTiffDirectory(*written, header.directory, header).value().entries;
        QCOMPARE(entries.size(), std::size_t{4});
        QCOMPARE(entries[0].value, std::string_view(width));
        QCOMPARE(entries[1].value, std::string_view(description));
        QVERIFY(std::is_sorted(entries.begin(), entries.end(), [](auto& a, auto& b) { return a.tag < b.tag; }));
        QVERIFY(written->find("pixels") == 8);

        // Written again, the texts are replaced.
        ExifText other{"other", "", "Gesso 2.0"};
        const std::string again = tiffWithExif(*written, other).value();
        other.description = "a long description";
        QCOMPARE(readExif(again).value(), other);
    }

    void refusesHostileBlocks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char* title, const std::string& bytes) {
            QTest::newRow(title) << QByteArray::fromStdString(bytes);
        };
        row("empty", "");
        row("cut header", "MM\0*\0\0\0"s);
        row("BigTIFF", "II+\0\x08\0\0\0"s);
        row("no byte order", "XX\0*\0\0\0\x08"s);
        row("directory outside", "MM\0*\xFF\xFF\xFF\xFF"s);
        row("directory at the very end", "MM\0*\0\0\0\x08"s);
        row("more entries than bytes", "MM\0*\0\0\0\x08\xFF\xFF"s + std::string(40, '\0'));
        row("exif directory outside", "MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\x7F\0\0\0\0\0\0\0"s);
        row("17 MiB of comment", blockWith(0x9286, std::string(17 << 20, 'x'), ByteOrder::BigEndian));
    }

    void refusesHostileBlocks()
    {
        QFETCH(QByteArray, bytes);
        const auto read = readExif(bytes.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileDamaged);
    }

    void aDirectoryThatIsItsOwnExifDirectoryEnds()
    {
        const auto read = readExif("MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\0"s);
        QVERIFY(read);
        QCOMPARE(*read, ExifText{});
    }

    void thousandsOfTheSameEntryCostNoMoreThanOne()
    {
        std::string block = "MM\0*\0\0\0\0"s;
        const std::string value = "UNICODE\0"s + std::string(1 << 20, 'x');
        std::string offset;
        appendU32(offset, 8, ByteOrder::BigEndian);
        block += value;
        const std::vector<NewTiffEntry> comments(
            60'000, {0x9286, TiffEntry::Undefined, static_cast<std::uint32_t>(value.size()), offset, true});
        const std::uint32_t exif = appendTiffDirectory(block, comments, 0, ByteOrder::BigEndian);
        std::string exifOffset;
        appendU32(exifOffset, exif, ByteOrder::BigEndian);
        const std::vector<NewTiffEntry> pointers(60'000, {0x8769, TiffEntry::Long, 1, exifOffset});
        std::string first;
        appendU32(first, appendTiffDirectory(block, pointers, 0, ByteOrder::BigEndian), ByteOrder::BigEndian);
        block.replace(4, 4, first);
        TimeJudge time;
        QVERIFY(!readExif(block)->userComment.empty());
        QVERIFY(time.within(5000ms));
    }

    void everyTruncationAndBitFlipIsSurvived()
    {
        const std::string whole = exifBlock(texts());
        for (std::size_t size = 0; size < whole.size(); ++size) {
            static_cast<void>(readExif(whole.substr(0, size)));
        }
        for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
            std::string flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            const auto read = readExif(flipped);
            QVERIFY(!read || read->userComment.size() <= 4 * whole.size());
            static_cast<void>(tiffWithExif(flipped, texts()));
        }
    }
};

QTEST_APPLESS_MAIN(TestExif)
#include "test_exif.moc"
