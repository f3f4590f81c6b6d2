// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/bounded_json.h"
#include "core/protocol/frame_decoder.h"

#include <QtTest/QtTest>

#include <random>

using namespace gesso;
using namespace gesso::protocol;

namespace {

using Bytes = std::vector<std::byte>;

Frame sampleFrame()
{
    Frame frame{MessageType::Submit, {{"job", 7}, {"text", "K\u00e4se [{\"\\"}}, {}};
    for (int i = 0; i < 300; ++i) {
        frame.payload.push_back(static_cast<std::byte>(i));
    }
    return frame;
}

Bytes encoded(const Frame& frame)
{
    return encode(frame).value();
}

/// A frame's bytes with one of its numbers replaced.
template <typename T> Bytes patched(std::size_t offset, T value)
{
    Bytes bytes = encoded(sampleFrame());
    std::memcpy(bytes.data() + offset, &value, sizeof(value));
    return bytes;
}

/// A frame whose header is this text.
Bytes withHeader(const std::string& text)
{
    Bytes bytes = encoded(Frame{MessageType::Hello, nlohmann::json::object(), {}});
    bytes.resize(kPrefixBytes);
    const auto length = static_cast<std::uint32_t>(text.size());
    std::memcpy(bytes.data() + 8, &length, sizeof(length));
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    bytes.insert(bytes.end(), first, first + text.size());
    return bytes;
}

ErrorCode errorOf(const Bytes& bytes)
{
    FrameDecoder decoder;
    decoder.feed(bytes);
    const Result<std::optional<Frame>> frame = decoder.next();
    return frame ? ErrorCode::Internal : frame.error().code;
}

} // namespace

class TestFrameDecoder final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasEncoded();
    void takesBytesOneByOne();
    void takesManyFramesAtOnce();
    void waitsForMoreAtEveryTruncation();
    void refusesHostilePrefixes_data();
    void refusesHostilePrefixes();
    void refusesHostileHeaders_data();
    void refusesHostileHeaders();
    void claimedLengthsTakeNoMemory();
    void deliversWholeFramesBeforeAnError();
    void errorIsSticky();
    void namesTextThatIsNoFrame();
    void survivesGarbage();
    void survivesFlippedBytes();
};

void TestFrameDecoder::givesBackWhatWasEncoded()
{
    FrameDecoder decoder;
    decoder.feed(encoded(sampleFrame()));
    const auto frame = decoder.next();
    QVERIFY(frame && *frame);
    QVERIFY(**frame == sampleFrame());
    QVERIFY(!decoder.insideFrame());
    QVERIFY(decoder.next() && !*decoder.next());
}

void TestFrameDecoder::takesBytesOneByOne()
{
    FrameDecoder decoder;
    const Bytes bytes = encoded(sampleFrame());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        QVERIFY(!decoder.next().value());
        decoder.feed(std::span(bytes).subspan(i, 1));
    }
    QVERIFY(decoder.next().value() == sampleFrame());
}

void TestFrameDecoder::takesManyFramesAtOnce()
{
    FrameDecoder decoder;
    Bytes bytes;
    const Frame empty{MessageType::Heartbeat, nlohmann::json::object(), {}};
    for (const Frame& frame : {empty, sampleFrame(), empty, sampleFrame()}) {
        const Bytes one = encoded(frame);
        bytes.insert(bytes.end(), one.begin(), one.end());
    }
    decoder.feed(bytes);
    QVERIFY(decoder.next().value() == empty);
    QVERIFY(decoder.next().value() == sampleFrame());
    QVERIFY(decoder.next().value() == empty);
    QVERIFY(decoder.next().value() == sampleFrame());
    QVERIFY(!decoder.next().value());
}

void TestFrameDecoder::waitsForMoreAtEveryTruncation()
{
    const Bytes bytes = encoded(sampleFrame());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        FrameDecoder decoder;
        decoder.feed(std::span(bytes).first(length));
        const auto frame = decoder.next();
        QVERIFY(frame && !*frame);
        QCOMPARE(decoder.insideFrame(), length > 0);
    }
}

void TestFrameDecoder::refusesHostilePrefixes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const Bytes& bytes, ErrorCode code) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()))
                            << static_cast<int>(code);
    };
    row("magic", patched<std::uint32_t>(0, 0x47535347), ErrorCode::ProtocolViolation);
    row("newer version", patched<std::uint16_t>(4, kProtocolVersion + 1), ErrorCode::VersionMismatch);
    row("version 0", patched<std::uint16_t>(4, 0), ErrorCode::VersionMismatch);
    row("type 0", patched<std::uint16_t>(6, 0), ErrorCode::ProtocolViolation);
    row("type between", patched<std::uint16_t>(6, 50), ErrorCode::ProtocolViolation);
    row("type 65535", patched<std::uint16_t>(6, 65535), ErrorCode::ProtocolViolation);
    row("header too long", patched<std::uint32_t>(8, kMaxHeaderBytes + 1), ErrorCode::ProtocolViolation);
    row("header 2^32-1", patched<std::uint32_t>(8, UINT32_MAX), ErrorCode::ProtocolViolation);
    row("payload too long", patched<std::uint64_t>(12, kMaxPayloadBytes + 1), ErrorCode::ProtocolViolation);
    row("payload 2^63", patched<std::uint64_t>(12, std::uint64_t{1} << 63), ErrorCode::ProtocolViolation);
    row("payload 2^64-1", patched<std::uint64_t>(12, UINT64_MAX), ErrorCode::ProtocolViolation);
}

void TestFrameDecoder::refusesHostilePrefixes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const auto* first = reinterpret_cast<const std::byte*>(bytes.constData());
    QCOMPARE(static_cast<int>(errorOf(Bytes(first, first + bytes.size()))), code);
}

void TestFrameDecoder::refusesHostileHeaders_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("not JSON") << std::string("job=1");
    QTest::newRow("cut") << std::string("{\"job\": ");
    QTest::newRow("list") << std::string("[]");
    QTest::newRow("number") << std::string("1");
    QTest::newRow("no UTF-8") << std::string("{\"a\": \"\xff\xfe\"}");
    QTest::newRow("huge number") << std::string("{\"a\": 1e9999}");
    QTest::newRow("two values") << std::string("{} {}");
    QTest::newRow("lists in lists") << "{\"a\": " + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}";
    std::string objects;
    for (int i = 0; i < 500'000; ++i) {
        objects += "{\"a\":";
    }
    QTest::newRow("objects in objects, cut") << objects;
    QTest::newRow("one level too deep") << "{\"a\": " + std::string(kMaxJsonDepth, '[') +
                                               std::string(kMaxJsonDepth, ']') + "}";
}

void TestFrameDecoder::refusesHostileHeaders()
{
    QFETCH(std::string, text);
    QCOMPARE(errorOf(withHeader(text)), ErrorCode::ProtocolViolation);
}

void TestFrameDecoder::claimedLengthsTakeNoMemory()
{
    // The claims are within their bounds, but their bytes never come: what is held must not follow the claim.
    std::vector<FrameDecoder> decoders(2000);
    const Bytes claim = patched<std::uint32_t>(8, kMaxHeaderBytes);
    for (FrameDecoder& decoder : decoders) {
        decoder.feed(claim);
        QVERIFY(decoder.next() && !*decoder.next());
    }
}

void TestFrameDecoder::deliversWholeFramesBeforeAnError()
{
    FrameDecoder decoder;
    Bytes bytes = encoded(sampleFrame());
    bytes.resize(bytes.size() + kPrefixBytes, std::byte{'x'});
    decoder.feed(bytes);
    QVERIFY(decoder.next().value() == sampleFrame());
    QCOMPARE(decoder.next().error().code, ErrorCode::ProtocolViolation);
}

void TestFrameDecoder::errorIsSticky()
{
    FrameDecoder decoder;
    decoder.feed(Bytes(kPrefixBytes, std::byte{0}));
    const Error first = decoder.next().error();
    decoder.feed(encoded(sampleFrame()));
    QVERIFY(decoder.next().error() == first);
}

void TestFrameDecoder::namesTextThatIsNoFrame()
{
    const std::string_view banner = "Welcome to Ubuntu 24.04 LTS\n";
    FrameDecoder decoder;
    decoder.feed(std::as_bytes(std::span(banner)));
    QVERIFY(decoder.next().error().message.find("Welcome to Ubuntu 24") != std::string::npos);
}

void TestFrameDecoder::survivesGarbage()
{
    std::mt19937_64 random(4);
    for (int round = 0; round < 2000; ++round) {
        Bytes bytes(random() % 200);
        for (std::byte& byte : bytes) {
            byte = static_cast<std::byte>(random());
        }
        QVERIFY(errorOf(bytes) == (bytes.size() < kPrefixBytes ? ErrorCode::Internal : ErrorCode::ProtocolViolation));
    }
}

void TestFrameDecoder::survivesFlippedBytes()
{
    std::mt19937_64 random(5);
    const Bytes whole = encoded(sampleFrame());
    for (int round = 0; round < 5000; ++round) {
        Bytes bytes = whole;
        bytes[random() % bytes.size()] ^= static_cast<std::byte>(1 + random() % 255);
        FrameDecoder decoder;
        decoder.feed(bytes);
        const auto frame = decoder.next();
        QVERIFY(!frame || !*frame || !(**frame == sampleFrame()));
    }
}

QTEST_APPLESS_MAIN(TestFrameDecoder)
#include "test_frame_decoder.moc"
