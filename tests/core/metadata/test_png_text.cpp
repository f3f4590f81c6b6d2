// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/png_text.h"

#include "core/picture_files/formats/png_chunks.h"
#include "tests/support/time_judge.h"

#include <zlib.h>

#include <QTest>

#include <sys/resource.h>

using namespace gesso;
using namespace std::string_literals;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

std::string chunk(std::string_view type, std::string_view data)
{
    std::string bytes;
    appendPngChunk(bytes, type, data);
    return bytes;
}

std::string deflated(const std::string& text)
{
    uLongf size = ::compressBound(text.size());
    std::string bytes(size, '\0');
    ::compress2(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(),
                9);
    bytes.resize(size);
    return bytes;
}

/// A 1x1 grey PNG with chunks between its header and its pixels.
std::string png(const std::string& chunks)
{
    return std::string(kPngSignature) + chunk("IHDR", "\0\0\0\1\0\0\0\1\x08\0\0\0\0"s) + chunks +
           chunk("IDAT", deflated("\0\x7F"s)) + chunk("IEND", "");
}

Result<std::vector<TextEntry>> textOf(const std::string& bytes)
{
    return readPngText(std::as_bytes(std::span(bytes)));
}

long residentKiB()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class TestPngText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesLatin1AsTextAndOthersAsInternationalText()
    {
        const std::vector<TextEntry> entries{{"parameters", "café\nSteps: 3"}, {"gesso", "{\"prompt\": \"桜\"}"}};
        const auto written = withPngText(png(""), entries);
        QVERIFY(written);
        QCOMPARE(*written, png(chunk("tEXt", "parameters\0caf\xE9\nSteps: 3"s) +
                               chunk("iTXt", "gesso\0\0\0\0\0{\"prompt\": \"桜\"}"s)));
        QCOMPARE(textOf(*written).value(), entries);
    }

    void replacesTheTextsThatWereThere()
    {
        const std::string old = png(chunk("tEXt", "parameters\0old"s) + chunk("pHYs", "\0\0\0\1\0\0\0\1\0"s));
        const std::vector<TextEntry> entries{{"parameters", "new"}};
        QCOMPARE(withPngText(old, entries).value(),
                 png(chunk("pHYs", "\0\0\0\1\0\0\0\1\0"s) + chunk("tEXt", "parameters\0new"s)));
    }

    void aMebibyteOfTextComesBack()
    {
        const std::vector<TextEntry> entries{{"parameters", std::string(2 << 20, 'x')},
                                             {"gesso", std::string(3 << 20, 'y')}};
        QCOMPARE(textOf(withPngText(png(""), entries).value()).value(), entries);
    }

    void refusesTextsThatAPngCannotCarry()
    {
        for (const TextEntry& entry : {TextEntry{"", "x"}, TextEntry{std::string(80, 'k'), "x"}, TextEntry{"桜", "x"},
                                       TextEntry{"a\nb", "x"}, TextEntry{"key", "a\0b"s}}) {
            const auto written = withPngText(png(""), {&entry, 1});
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::InvalidRequest);
        }
    }

    void readsCompressedTextOfOtherTools()
    {
        const std::string bytes = png(chunk("zTXt", "parameters\0\0"s + deflated("caf\xE9")) +
                                      chunk("iTXt", "workflow\0\1\0UTF-8\0\0"s + deflated("桜")));
        QCOMPARE(textOf(bytes).value(), (std::vector<TextEntry>{{"parameters", "café"}, {"workflow", "桜"}}));
    }

    void readsTextAfterThePixels()
    {
        std::string bytes = png("");
        bytes.insert(bytes.size() - 12, chunk("tEXt", "parameters\0late"s));
        QCOMPARE(textOf(bytes).value(), (std::vector<TextEntry>{{"parameters", "late"}}));
    }

    void refusesHostileFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* title, const std::string& bytes, const char* named) {
            QTest::newRow(title) << QByteArray::fromStdString(bytes) << QByteArray(named);
        };
        const std::string text = chunk("tEXt", "parameters\0x"s);
        row("empty", "", "does not begin as a PNG");
        row("not a PNG", "GIF89a", "does not begin as a PNG");
        row("signature only", std::string(kPngSignature), "cut short");
        row("no header", std::string(kPngSignature) + chunk("IDAT", ""), "not IHDR");
        row("length 2^32-1", png("\xFF\xFF\xFF\xFFtEXt"s), "4294967295 bytes goes beyond");
        row("length 2^31", png("\x80\0\0\0tEXt"s), "2147483648 bytes goes beyond");
        row("type with a zero", png("\0\0\0\0tE\0t\0\0\0\0"s), "not four letters");
        row("no end", png(text).substr(0, png(text).size() - 12), "cut short");
        std::string flipped = text;
        flipped[19] ^= 1;
        row("wrong checksum", png(flipped), "checksum");
        row("no keyword", png(chunk("iTXt", "parameters\0"s)), "no keyword");
        row("unknown compression", png(chunk("zTXt", "parameters\0\x05zzz"s)), "compression is not known");
        row("no compression byte", png(chunk("zTXt", "gesso\0"s)), "compression is not known");
        row("broken stream", png(chunk("zTXt", "gesso\0\0zzzz"s)), "broken");
        row("cut stream", png(chunk("zTXt", "gesso\0\0"s + deflated(std::string(999, 'x')).substr(0, 9))), "broken");
        row("iTXt without language", png(chunk("iTXt", "gesso\0\0\0en"s)), "no end");
        row("iTXt not UTF-8", png(chunk("iTXt", "gesso\0\0\0\0\0\xFF"s)), "not UTF-8");
        row("17 MiB of plain text", png(chunk("tEXt", "k\0"s + std::string(17 << 20, 'x'))), "more than 16777216");
    }

    void refusesHostileFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, named);
        const auto read = textOf(bytes.toStdString());
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileDamaged);
        QVERIFY2(read.error().message.find(named.toStdString()) != std::string::npos, read.error().message.c_str());
    }

    void aBombOfManyCompressedTextsIsRefusedQuicklyAndCheaply()
    {
        const std::string bomb = chunk("zTXt", "k\0\0"s + deflated(std::string(8'000'000, 'x')));
        std::string chunks;
        for (int i = 0; i < 160; ++i) {
            chunks += bomb;
        }
        const std::string bytes = png(chunks); // 1.3 GB if all of it were inflated
        const long before = residentKiB();
        TimeJudge time;
        const auto read = textOf(bytes);
        QVERIFY(time.within(5000ms));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileDamaged);
        QVERIFY2(residentKiB() - before < 200 * 1024, qPrintable(QString::number(residentKiB() - before)));
    }

    void manyEmptyTextsHaveAnEnd()
    {
        std::string chunks;
        const std::string keyword(70, 'k');
        while (chunks.size() <= kMaxTextBytes) {
            chunks += chunk("tEXt", keyword + '\0');
        }
        QVERIFY(!textOf(png(chunks)));
    }

    void aDamagedChunkHidesNoOther()
    {
        std::string flipped = chunk("tEXt", "Comment\0x"s);
        flipped[10] ^= 1;
        const std::string text = chunk("tEXt", "parameters\0a cat"s);
        const std::vector<TextEntry> expected{{"parameters", "a cat"}};
        for (const std::string& foreign :
             {chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0<x>\xFF</x>"s), chunk("zTXt", "k\0\0zzzz"s), flipped,
              chunk("tEXt", "no end"), chunk("iTXt", "k\0"s)}) {
            QCOMPARE(textOf(png(foreign + text)).value(), expected);
            QCOMPARE(textOf(png(text + foreign)).value(), expected);
            QVERIFY(textOf(png(foreign)).value().empty());
        }
    }

    void utf8IsReadAsSuchWhereLatin1Belongs()
    {
        const std::string text = "テスト, 猫 é";
        QCOMPARE(textOf(png(chunk("tEXt", "parameters\0"s + text))).value(),
                 (std::vector<TextEntry>{{"parameters", text}}));
        QCOMPARE(textOf(png(chunk("zTXt", "parameters\0\0"s + deflated(text)))).value(),
                 (std::vector<TextEntry>{{"parameters", text}}));
    }

    void everyTruncationAndBitFlipIsSurvived()
    {
        const std::string whole =
            png(chunk("tEXt", "parameters\0a prompt"s) + chunk("zTXt", "k\0\0"s + deflated("text")) +
                chunk("iTXt", "gesso\0\1\0\0\0"s + deflated("桜")));
        QVERIFY(textOf(whole));
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!textOf(whole.substr(0, size)));
            QVERIFY(!withPngText(whole.substr(0, size), {}));
        }
        for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
            std::string flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            const auto read = textOf(flipped);
            QVERIFY(!read || read->size() <= 3);
        }
    }
};

QTEST_APPLESS_MAIN(TestPngText)
#include "test_png_text.moc"
