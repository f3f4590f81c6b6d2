// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/byte_order.h"

#include <QTest>

using namespace gesso;

class TestByteOrder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothOrders()
    {
        const std::string_view bytes = "\x01\x02\xFE\xFF";
        QCOMPARE(readU16(bytes, ByteOrder::BigEndian), 0x0102U);
        QCOMPARE(readU16(bytes, ByteOrder::LittleEndian), 0x0201U);
        QCOMPARE(readU32(bytes, ByteOrder::BigEndian), 0x0102FEFFU);
        QCOMPARE(readU32(bytes, ByteOrder::LittleEndian), 0xFFFE0201U);
        const std::string_view eight("\x81\x02\x03\x04\x05\x06\x07\x88", 8);
        QCOMPARE(readU64(eight, ByteOrder::BigEndian), std::uint64_t{0x8102030405060788});
        QCOMPARE(readU64(eight, ByteOrder::LittleEndian), std::uint64_t{0x8807060504030281});
    }

    void writesWhatItReads()
    {
        for (const ByteOrder order : {ByteOrder::BigEndian, ByteOrder::LittleEndian}) {
            std::string bytes;
            appendU16(bytes, 0xBEEFU, order);
            appendUnsigned<3>(bytes, 0x123456U, order);
            appendU32(bytes, 0x89ABCDEFU, order);
            QCOMPARE(bytes.size(), std::size_t{9});
            QCOMPARE(readU16(bytes, order), 0xBEEFU);
            QCOMPARE(readUnsigned<3>(std::string_view(bytes).substr(2), order), 0x123456U);
            QCOMPARE(readU32(std::string_view(bytes).substr(5), order), 0x89ABCDEFU);
        }
    }
};

QTEST_APPLESS_MAIN(TestByteOrder)
#include "test_byte_order.moc"
