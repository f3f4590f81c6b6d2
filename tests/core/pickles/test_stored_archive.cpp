// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pickles/stored_archive.h"

#include "core/base/byte_order.h"
#include "core/base/file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace std::string_literals;

namespace {

constexpr auto kOrder = ByteOrder::LittleEndian;

struct Part {
    std::string name, bytes;
    std::uint32_t method = 0;
    std::uint32_t unpacked = UINT32_MAX; ///< as the directory says; else what there is
};

/// A zip archive, written plainly.
std::string zipOf(const std::vector<Part>& parts, std::uint32_t count = UINT32_MAX)
{
    std::string zip, directory;
    for (const Part& part : parts) {
        const auto size = static_cast<std::uint32_t>(part.bytes.size());
        const std::uint32_t unpacked = part.unpacked == UINT32_MAX ? size : part.unpacked;
        const auto header = static_cast<std::uint32_t>(zip.size());
        const auto common = [&](std::string& to) {
            appendU16(to, 20, kOrder);
            appendU16(to, 0, kOrder);
            appendU16(to, part.method, kOrder);
            appendU32(to, 0, kOrder);
            appendU32(to, 0, kOrder);
            appendU32(to, size, kOrder);
            appendU32(to, unpacked, kOrder);
            appendU16(to, static_cast<std::uint32_t>(part.name.size()), kOrder);
            appendU16(to, 0, kOrder);
        };
        zip += "PK\x03\x04";
        common(zip);
        zip += part.name + part.bytes;
        directory += "PK\x01\x02";
        appendU16(directory, 20, kOrder);
        common(directory);
        directory.append(10, '\0');
        appendU32(directory, header, kOrder);
        directory += part.name;
    }
    const auto offset = static_cast<std::uint32_t>(zip.size());
    const auto entries = count == UINT32_MAX ? static_cast<std::uint32_t>(parts.size()) : count;
    zip += directory + "PK\x05\x06" + std::string(4, '\0');
    appendU16(zip, entries, kOrder);
    appendU16(zip, entries, kOrder);
    appendU32(zip, static_cast<std::uint32_t>(directory.size()), kOrder);
    appendU32(zip, offset, kOrder);
    return zip + "\0\0"s;
}

const std::vector<Part> kParts{{"archive/data.pkl", "pickle"}, {"archive/data/0", "numbers"}};

} // namespace

class TestStoredArchive final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRecordsBelowTheirFolder()
    {
        const auto archive = open(zipOf(kParts));
        QVERIFY2(archive.has_value(), archive ? "" : archive.error().message.c_str());
        QVERIFY(archive->contains("data.pkl"));
        QVERIFY(!archive->contains("archive/data.pkl"));
        QCOMPARE(archive->bytesOf("data.pkl", 100).value(), std::string("pickle"));
        QCOMPARE(archive->bytesOf("data/0", 7).value(), std::string("numbers"));
        QCOMPARE(archive->bytesOf("data/0", 6).error().code, ErrorCode::ModelDamaged);
        QCOMPARE(archive->bytesOf("data/1", 100).error().code, ErrorCode::ModelDamaged);
    }

    void refusesWhatTakesMoreThanTheFile_data()
    {
        QTest::addColumn<QByteArray>("zip");
        const auto row = [](const char* name, const std::string& zip) {
            QTest::newRow(name) << QByteArray::fromStdString(zip);
        };
        row("packed", zipOf({{"archive/version", "xxx", 8, 4'000'000'000U}}));
        row("larger than stored", zipOf({{"archive/version", "xxx", 0, 4'000'000'000U}}));
        row("many parts", zipOf(kParts, 60'000));
        row("twice", zipOf({{"archive/data.pkl", "a"}, {"archive/data.pkl", "b"}}));
        row("empty", "");
        row("no directory", "PK\x03\x04 and nothing more");
        std::string far = zipOf(kParts);
        far[far.size() - 4] = '\x7f'; // the directory's place
        row("directory outside", far);
        std::string header = zipOf(kParts);
        header[header.size() - 22 - 46 - 14 + 43] = '\x7f';
        row("record outside", header);
    }

    void refusesWhatTakesMoreThanTheFile()
    {
        QFETCH(QByteArray, zip);
        const auto archive = open(zip.toStdString());
        const auto code = archive ? archive->bytesOf("data/0", 100).error().code : archive.error().code;
        QCOMPARE(code, ErrorCode::ModelDamaged);
    }

    void cutFilesAreRefused()
    {
        const std::string whole = zipOf(kParts);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY2(!open(whole.substr(0, size)), std::to_string(size).c_str());
        }
    }

    void changedBytesAreSurvived()
    {
        const std::string whole = zipOf(kParts);
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (const char value : {'\0', '\x01', '\x7f', '\xff'}) {
                std::string changed = whole;
                changed[at] = value;
                if (const auto archive = open(changed)) {
                    const auto bytes = archive->bytesOf("data/0", 1000);
                    QVERIFY(!bytes || bytes->size() <= changed.size());
                }
            }
        }
    }

private:
    [[nodiscard]] Result<StoredArchive> open(const std::string& bytes)
    {
        const std::filesystem::path path = m_folder.filePath("a.pt").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        m_descriptor = openForReading(path).value();
        return StoredArchive::read(m_descriptor.get());
    }

    QTemporaryDir m_folder;
    UniqueFd m_descriptor;
};

QTEST_GUILESS_MAIN(TestStoredArchive)
#include "test_stored_archive.moc"
