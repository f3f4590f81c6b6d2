// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/wildcard_file.h"

#include "core/base/utf8.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace std::string_literals;

namespace {

using Lines = std::vector<std::string>;

} // namespace

class TestWildcardFile final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEncodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& bytes, const char* text) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString::fromUtf8(text);
        };
        row("utf-8", "caf\u00e9\n\u732b", "caf\u00e9\n\u732b");
        row("mark", "\xef\xbb\xbfred\r\nblue\r\n", "red\nblue");
        row("marks within",
            "\xef\xbb\xbfred\n\xef\xbb\xbf\xef\xbb\xbf"
            "blue",
            "red\nblue");
        row("latin-1", "caf\xe9\n", "caf\u00e9");
        row("latin-1, two in a row", "cr\xe9\xe9", "cr\u00e9\u00e9");
        row("windows-1252", "\x93it\x92s\x94 5 \x80", "\u201cit\u2019s\u201d 5 \u20ac");
        row("utf-16 le", "\xff\xfe\xe9\0a\0\n\0b\0"s, "\u00e9a\nb");
        row("utf-16 be", "\xfe\xff\0\xe9\0a"s, "\u00e9a");
        row("old mac", "a\rb", "a\nb");
        row("empty", "", "");
    }

    void readsEncodings()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const Result<Lines> lines = readWildcardFile(written(bytes.toStdString()));
        QVERIFY2(lines.has_value(), lines ? "" : lines.error().message.c_str());
        QStringList shown;
        for (const std::string& line : *lines) {
            QVERIFY(!invalidUtf8At(line));
            if (!line.empty()) {
                shown += QString::fromStdString(line);
            }
        }
        QCOMPARE(shown.join('\n'), text);
    }

    void refusesOtherEncodingsByName()
    {
        // GBK, Shift JIS, Windows-1251, binary.
        for (const std::string& bytes :
             {"\xc3\xa8\xb9\xb7"s, "\x94\x4c\x8c\xa2\x94\xb2"s + "\xe5\xe5\xe5", "\xea\xee\xf8\xea\xe0"s, "a\0b"s}) {
            const Result<Lines> lines = readWildcardFile(written(bytes));
            QVERIFY(!lines);
            QCOMPARE(lines.error().code, ErrorCode::FileDamaged);
            QVERIFY2(lines.error().message.find("list.txt") != std::string::npos, lines.error().message.c_str());
            QVERIFY2(lines.error().message.find("UTF-8") != std::string::npos, lines.error().message.c_str());
        }
    }

    void everyByteBecomesUtf8()
    {
        for (int byte = 1; byte < 256; ++byte) {
            const Result<std::string> text = utf8FromAnyText(std::string("a") + static_cast<char>(byte) + "b");
            QVERIFY(text && !invalidUtf8At(*text));
        }
    }

    void largeFilesAreRefusedByName()
    {
        const Result<Lines> lines = readWildcardFile(written(std::string((1U << 20) + 1, 'x')));
        QVERIFY(!lines && lines.error().message.find("list.txt") != std::string::npos);
    }

private:
    [[nodiscard]] std::filesystem::path written(const std::string& bytes)
    {
        const std::filesystem::path path = m_folder.filePath("list.txt").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestWildcardFile)
#include "test_wildcard_file.moc"
