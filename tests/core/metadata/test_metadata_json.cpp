// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/metadata_json.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <limits>

using namespace gesso;
using nlohmann::json;

namespace {

PictureMetadata unusual()
{
    GenerationRequest request;
    request.model = "/models/lakes";
    request.modelHash = "0123456789abcdef";
    request.prompt = " a\nNegative prompt: b\nSteps: 3, Seed: 4, Size: 8x8 \"桜\" 🌲 ";
    request.negativePrompt = "\n";
    request.guidanceScale = 0.1 + 0.2;
    request.seed = std::numeric_limits<std::uint64_t>::max();
    request.count = 4;
    PictureMetadata metadata;
    metadata.request = request;
    metadata.seed = 2; // the fourth picture: the seed wraps around
    metadata.modelName = "lakes";
    metadata.software = "Gesso 9.9";
    return metadata;
}

} // namespace

class TestMetadataJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBackExactly()
    {
        const std::string text = metadataJson(unusual());
        QVERIFY(text.find('\n') == std::string::npos);
        const auto read = metadataFromJson(text);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(*read, unusual());
    }

    void otherToolsCanReadIt()
    {
        const json object = json::parse(metadataJson(unusual()));
        QVERIFY(object.at("version") == 1);
        QVERIFY(object.at("seed") == 2);
        QVERIFY(object.at("software") == "Gesso 9.9");
        QVERIFY(object.at("model") == json({{"name", "lakes"}, {"hash", "0123456789abcdef"}}));
        QVERIFY(object.at("request").at("seed") == std::numeric_limits<std::uint64_t>::max());
    }

    void nothingWithoutARequest() { QVERIFY(metadataJson(PictureMetadata{}).empty()); }

    void bytesThatAreNotTextDoNotThrow()
    {
        PictureMetadata metadata = unusual();
        metadata.modelName = "\xFF";
        QCOMPARE(metadataFromJson(metadataJson(metadata))->modelName, std::string("\uFFFD"));
    }

    void refusesWhatIsNotOurs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto row = [](const char* title, const QByteArray& text, ErrorCode code = ErrorCode::FileDamaged) {
            QTest::newRow(title) << text << static_cast<int>(code);
        };
        row("nothing", "");
        row("no JSON", "{");
        row("a list", "[1]");
        row("no version", R"({"request": {}})");
        row("no request", R"({"version": 1})");
        row("request is a list", R"({"version": 1, "request": []})");
        row("request with absurd steps", R"({"version": 1, "request": {"steps": 0}})");
        row("request with an unknown key", R"({"version": 1, "request": {"run": "rm"}})");
        row("deep", QByteArray(200'000, '['));
        row("not UTF-8", "{\"version\": 1, \"request\": {\"prompt\": \"\xFF\"}}");
        row("newer", R"({"version": 2, "request": {}})", ErrorCode::Unsupported);
    }

    void refusesWhatIsNotOurs()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto read = metadataFromJson(text.toStdString());
        QVERIFY(!read);
        QCOMPARE(static_cast<int>(read.error().code), code);
        QVERIFY(read.error().message.size() < 400);
    }

    void oddOptionalPartsAreLeftOut()
    {
        const auto read = metadataFromJson(
            R"({"version": 1, "request": {"seed": 9}, "seed": -1, "model": "x", "software": 5, "more": true})");
        QVERIFY(read);
        QCOMPARE(read->seed, std::uint64_t{9});
        QVERIFY(read->modelName.empty());
        QVERIFY(read->software.empty());
    }
};

QTEST_APPLESS_MAIN(TestMetadataJson)
#include "test_metadata_json.moc"
