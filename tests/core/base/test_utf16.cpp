// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/utf16.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;

class TestUtf16 final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesBothOrders()
    {
        QCOMPARE(utf16FromUtf8("aé桜", ByteOrder::BigEndian), "\0a\0\xE9\x68\x5C"s);
        QCOMPARE(utf16FromUtf8("aé桜", ByteOrder::LittleEndian), "a\0\xE9\0\x5C\x68"s);
    }

    void pairsSurrogates()
    {
        QCOMPARE(utf16FromUtf8("🌲", ByteOrder::BigEndian), "\xD8\x3C\xDF\x32"s);
        QCOMPARE(utf8FromUtf16("\xD8\x3C\xDF\x32", ByteOrder::BigEndian), "🌲"s);
        QCOMPARE(utf16FromUtf8("\xF4\x8F\xBF\xBF", ByteOrder::BigEndian), "\xDB\xFF\xDF\xFF"s);
    }

    void agreesWithQt()
    {
        const QString text = QStringLiteral("A cabin, é, 桜の木, 🌲🏔️, \uFFFD and \U0010FFFF.");
        const auto* units = reinterpret_cast<const char*>(text.utf16()); // little-endian, as this machine
        const std::string utf16(units, static_cast<std::size_t>(text.size()) * 2);
        QCOMPARE(utf16FromUtf8(text.toStdString(), ByteOrder::LittleEndian), utf16);
        QCOMPARE(utf8FromUtf16(utf16, ByteOrder::LittleEndian), text.toStdString());
    }

    void whatIsNoTextIsReplaced()
    {
        const auto read = [](const std::string& bytes) { return utf8FromUtf16(bytes, ByteOrder::BigEndian); };
        QCOMPARE(read("\xD8\x3C"s), "\uFFFD"s);
        QCOMPARE(read("\xD8\x3C\0a"s), "\uFFFDa"s);
        QCOMPARE(read("\xDF\x32\0a"s), "\uFFFDa"s);
        QCOMPARE(read("\0a\x12"s), "a"s);
        QCOMPARE(utf16FromUtf8("\xE9", ByteOrder::BigEndian), "\xFF\xFD"s);
        QCOMPARE(utf16FromUtf8("a\xE6\xA1", ByteOrder::BigEndian), "\0a\xFF\xFD\xFF\xFD"s);
    }
};

QTEST_APPLESS_MAIN(TestUtf16)
#include "test_utf16.moc"
