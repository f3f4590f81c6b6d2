// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/safetensors_header.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace std::string_literals;

namespace {

std::string lengthBytes(std::uint64_t length)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i) {
        bytes.push_back(static_cast<char>(length >> (8 * i)));
    }
    return bytes;
}

std::string fileOf(const std::string& json, std::size_t dataBytes)
{
    return lengthBytes(json.size()) + json + std::string(dataBytes, '\x01');
}

std::string entry(const std::string& name, const std::string& shape, const std::string& offsets,
                  const std::string& type = "F32")
{
    return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
}

const std::string kGood = "{\"__metadata__\":{\"format\":\"pt\"}," + entry("b", "[2,3]", "[8,20]", "F16") + "," +
                          entry("a", "[]", "[0,8]", "I64") + "," + entry("empty", "[0,7]", "[20,20]") + "}  ";
constexpr std::size_t kGoodData = 20;

} // namespace

class TestSafetensorsHeader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingFollowsAZeroByte()
    {
        const std::string one = R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})";
        for (const std::string& json : {one + std::string("\0{\"b\":{\"dtype\":\"U8\"", 19), one + std::string(1, '\0'),
                                        std::string("{}\0GARBAGE", 10)}) {
            const auto header = SafetensorsHeader::parse(fileOf(json, json.starts_with(one) ? 4 : 0));
            QVERIFY(!header);
            QCOMPARE(header.error().code, ErrorCode::ModelDamaged);
        }
        QVERIFY(SafetensorsHeader::parse(fileOf(one + "  ", 4)).has_value());
    }

    void acceptsAWholeFile()
    {
        const auto header = SafetensorsHeader::parse(fileOf(kGood, kGoodData));
        QVERIFY2(header.has_value(), header ? "" : header.error().message.c_str());
        QCOMPARE(header->tensors().size(), std::size_t(3));
        QCOMPARE(header->metadata().at("format"), "pt"s);
        const SafetensorsHeader::Tensor* b = header->find("b");
        QVERIFY(b != nullptr);
        QCOMPARE(b->type, TensorType::F16);
        QCOMPARE(b->shape, (std::vector<std::uint64_t>{2, 3}));
        QCOMPARE(b->offset, 8 + kGood.size() + 8);
        QCOMPARE(b->bytes, std::uint64_t(12));
        QCOMPARE(header->find("a")->elements(), std::uint64_t(1));
        QCOMPARE(header->find("empty")->elements(), std::uint64_t(0));
        QVERIFY(header->find("c") == nullptr);
    }

    void acceptsAFileWithoutTensors() { QVERIFY(SafetensorsHeader::parse(fileOf("{}", 0)).has_value()); }

    void refusesHostileHeaders_data()
    {
        QTest::addColumn<std::string>("file");
        QTest::addColumn<std::string>("reason");
        const auto row = [](const char* name, std::string file, std::string reason) {
            QTest::newRow(name) << std::move(file) << std::move(reason);
        };
        const auto json = [&row](const char* name, const std::string& text, std::size_t data, std::string reason) {
            row(name, fileOf(text, data), std::move(reason));
        };
        row("length 2^63", lengthBytes(1ULL << 63) + "{}", "9223372036854775808 bytes, more than");
        row("length 2^64-1", lengthBytes(~0ULL) + "{}", "more than the 33554432");
        row("length over the limit", lengthBytes(SafetensorsHeader::kMaxHeaderBytes + 1) + "{}", "more than");
        row("length past the end", lengthBytes(3) + "{}", "cut short");
        row("length 0", lengthBytes(0) + "{}", "damaged header");
        row("length only", lengthBytes(2), "not a safetensors file");
        row("no brace", lengthBytes(2) + "[]", "not a safetensors file");
        row("empty", "", "is empty");
        row("git-lfs", "version https://git-lfs.github.com/spec/v1\n", "git lfs pull");
        row("html", "<!DOCTYPE html>", "web page");
        row("html with a brace at the ninth byte", "<html>\n {", "web page");
        row("zip", "PK\x03\x04\x14\x00\x00\x00{"s, "save_pretrained");
        row("pickle", "\x80\x02}q\x00X\x00\x00{"s, "pickle");
        row("gguf", "GGUF\x03\x00\x00\x00\x01"s, "GGUF");
        json("bad JSON", "{\"a\":", 0, "not valid JSON");
        json("bad UTF-8", "{\"\xff\":1}", 0, "not valid JSON or UTF-8");
        json("text after the JSON", "{}{}", 0, "not valid JSON");
        json("deep lists", "{\"a\":" + std::string(100000, '['), 0, "a list where");
        json("deep objects", "{\"a\":{\"shape\":{\"a\":{", 0, "tensor 'a': an object where");
        json("tensor is a number", "{\"a\":1}", 0, "a number where");
        json("tensor is null", "{\"a\":null}", 0, "null where");
        json("no dtype", R"({"a":{"shape":[],"data_offsets":[0,4]}})", 4, "tensor 'a': has no dtype");
        json("no shape", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 4, "has no shape");
        json("no offsets", R"({"a":{"dtype":"F32","shape":[1]}})", 4, "has no data_offsets");
        json("unknown key", R"({"a":{"stride":[1]}})", 4, "the key 'stride' is not known");
        json("dtype twice", R"({"a":{"dtype":"F32","dtype":"F32"}})", 4, "the key 'dtype' stands there twice");
        json("wrong dtype", "{" + entry("a", "[1]", "[0,4]", "FLOAT") + "}", 4, "dtype 'FLOAT' is not known");
        json("dtype is a number", R"({"a":{"dtype":32}})", 4, "a number where");
        json("negative size", "{" + entry("a", "[-1]", "[0,4]") + "}", 4, "the number -1 is not a whole number");
        json("fractional size", "{" + entry("a", "[1.5]", "[0,4]") + "}", 4, "the number 1.5 is not");
        json("size 2^64", "{" + entry("a", "[18446744073709551616]", "[0,4]") + "}", 4, "18446744073709551616 is not");
        json("shape overflow", "{" + entry("a", "[4294967296,4294967296]", "[0,0]") + "}", 0, "too large to count");
        json("bytes overflow", "{" + entry("a", "[4611686018427387904]", "[0,0]") + "}", 0, "too large to count");
        json("overflow hidden by 0", "{" + entry("a", "[0,4294967296,4294967296]", "[0,0]") + "}", 0, "too large");
        json("half a byte", "{" + entry("a", "[3]", "[0,1]", "F4") + "}", 1, "no whole number of bytes");
        json("rank 9", "{" + entry("a", "[1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", 4, "more than 8 dimensions");
        json("three offsets", "{" + entry("a", "[1]", "[0,4,4]") + "}", 4, "more than two numbers");
        json("one offset", "{" + entry("a", "[1]", "[0]") + "}", 4, "has to hold two numbers");
        json("offsets reversed", "{" + entry("a", "[1]", "[4,0]") + "}", 4, "data_offsets are 4 and 0");
        json("offsets too far apart", "{" + entry("a", "[1]", "[0,8]") + "}", 8, "needs 4 bytes");
        json("offsets out of range", "{" + entry("a", "[1]", "[18446744073709551611,18446744073709551615]") + "}", 4,
             "out of range");
        json("offsets past the end", "{" + entry("a", "[1]", "[0,4]") + "," + entry("b", "[4]", "[4,20]") + "}", 4,
             "cut short");
        json("overlap", "{" + entry("a", "[2]", "[0,8]") + "," + entry("b", "[2]", "[4,12]") + "}", 12, "'b' overlaps");
        json("hole", "{" + entry("a", "[1]", "[0,4]") + "," + entry("b", "[1]", "[8,12]") + "}", 12,
             "'b' leaves a hole");
        json("hole at the start", "{" + entry("a", "[1]", "[4,8]") + "}", 8, "'a' leaves a hole");
        json("same name twice", "{" + entry("a", "[1]", "[0,4]") + "," + entry("a", "[1]", "[4,8]") + "}", 8,
             "tensor 'a' stands there twice");
        json("trailing bytes", "{" + entry("a", "[1]", "[0,4]") + "}", 5, "1 bytes that belong to no tensor");
        json("data without tensors", "{}", 3, "3 bytes that belong to no tensor");
        json("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "__metadata__ stands there twice");
        json("metadata key twice", R"({"__metadata__":{"a":"1","a":"2"}})", 0, "the key 'a' stands there twice");
        json("metadata is a list", R"({"__metadata__":[]})", 0, "a list where");
        json("metadata holds a number", R"({"__metadata__":{"a":1}})", 0, "__metadata__: a number where");
        json("long name", "{" + entry(std::string(5000, 'x'), "[1]", "[0,4]") + "}", 4, "is longer than");
        json("control characters in a name", "{\"a\\u001b[31m\":1}", 0, "tensor 'a?[31m'");
    }

    void refusesHostileHeaders()
    {
        QFETCH(std::string, file);
        QFETCH(std::string, reason);
        const auto header = SafetensorsHeader::parse(file);
        QVERIFY(!header.has_value());
        QCOMPARE(header.error().code, ErrorCode::ModelDamaged);
        QVERIFY2(header.error().message.find(reason) != std::string::npos, header.error().message.c_str());
        QVERIFY2(header.error().message.size() < 400, "a message stays short whatever the file holds");
    }

    void refusesEveryTruncation()
    {
        const std::string file = fileOf(kGood, kGoodData);
        for (std::size_t size = 0; size < file.size(); ++size) {
            QVERIFY2(!SafetensorsHeader::parse(std::string_view(file).substr(0, size)).has_value(),
                     std::to_string(size).c_str());
        }
    }

    void capsTheNumberOfTensors()
    {
        std::string json = "{";
        for (std::size_t i = 0; i <= SafetensorsHeader::kMaxTensors; ++i) {
            json += (i == 0 ? "" : ",") + entry(std::to_string(i), "[0]", "[0,0]");
        }
        const auto header = SafetensorsHeader::parse(fileOf(json + "}", 0));
        QVERIFY(!header.has_value());
        QVERIFY(header.error().message.find("more than 100000 tensors") != std::string::npos);
    }

    void readsTheSameFromADescriptor()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("model.safetensors"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const std::string bytes = fileOf(kGood, kGoodData);
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
        QVERIFY(file.flush());
        const auto header = SafetensorsHeader::read(file.handle());
        QVERIFY2(header.has_value(), header ? "" : header.error().message.c_str());
        QCOMPARE(header->tensors().size(), std::size_t(3));
        QCOMPARE(header->fileBytes(), std::uint64_t(bytes.size()));
        QVERIFY(file.resize(static_cast<qint64>(bytes.size()) - 1));
        QVERIFY(SafetensorsHeader::read(file.handle()).error().message.find("cut short") != std::string::npos);
    }

    void refusesWhatIsNotAFile() { QCOMPARE(SafetensorsHeader::read(-1).error().code, ErrorCode::FileNotReadable); }

    void everyTypeHasItsName()
    {
        for (int i = 0; i <= static_cast<int>(TensorType::C64); ++i) {
            const auto type = static_cast<TensorType>(i);
            QVERIFY(tensorTypeFromName(name(type)) == type);
            QVERIFY(bitsOf(type) >= 4 && bitsOf(type) <= 64);
        }
        QVERIFY(!tensorTypeFromName("f32").has_value());
    }
};

QTEST_APPLESS_MAIN(TestSafetensorsHeader)
#include "test_safetensors_header.moc"
