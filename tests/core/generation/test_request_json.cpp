// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/request_json.h"

#include <QTest>

#include <limits>

using namespace gesso;
using nlohmann::json;

namespace {

/// A request whose every field differs from its default.
GenerationRequest unusualRequest()
{
    GenerationRequest request;
    request.model = "/models/my model é";
    request.modelHash = "0123456789abcdef";
    request.prompt = "a cabin\nNegative prompt: \"桜\" \\ 🌲";
    request.negativePrompt = "blurry";
    request.scheduler = SchedulerKind::Dpmpp2mKarras;
    request.steps = 31;
    request.guidanceScale = 0.1 + 0.2; // has no short decimal form
    request.guidanceRescale = 1. / 3.;
    request.width = 768;
    request.height = 8;
    request.seed = std::numeric_limits<std::uint64_t>::max();
    request.count = 3;
    request.clipSkip = 2;
    request.task = Task::Inpaint;
    request.modelOptions = {
        PredictionChoice::Velocity, true, "/vae", {{"/a.safetensors", -0.5, "a", 1. / 7.}}, {{"e", "/e.pt"}}};
    request.typed = {"a __house__", "__dull__"};
    request.syntax = PromptSyntax::Plain;
    request.emphasis = Emphasis::Comfy;
    request.sampler = {SigmaSpacing::Beta, 0.5, 3., 1.01};
    request.seeds = {1, std::numeric_limits<std::uint64_t>::max(), 3};
    request.variationSeed = 5;
    request.variationStrength = 0.25;
    request.strength = 0.35;
    request.init = {"/pictures/é.png", "00000000000000ff"};
    request.mask = {"/pictures/mask.png", "ff"};
    request.inpaint = {MaskedContent::Fill, true, 33, 1.5, 2.5, true, false, {8, 16, 24, 32}};
    request.panorama = {true, true, 256, 32};
    return request;
}

} // namespace

class TestRequestJson final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestSurvivesTextExactly()
    {
        const GenerationRequest request = unusualRequest();
        const std::string text = toJson(request).dump();
        const auto read = requestFromJson(json::parse(text));
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(*read, request);
        QVERIFY(text.find("\"seed\":18446744073709551615") != std::string::npos);
    }

    void everyFieldIsWritten()
    {
        // One key for each of the 27 fields and the version: a new field must find its way into the JSON.
        QCOMPARE(toJson(unusualRequest()).size(), std::size_t{28});
        const json defaults = toJson(GenerationRequest{});
        const json unusual = toJson(unusualRequest());
        for (const auto& [key, value] : unusual.items()) {
            if (key != "version") {
                QVERIFY2(!defaults.contains(key) || value != defaults.at(key), key.c_str());
            }
        }
    }

    void partsThatSayNothingAreNotWritten()
    {
        const json text = toJson(GenerationRequest{});
        for (const char* key : {"modelOptions", "typed", "sampler", "seeds", "init", "mask", "inpaint", "panorama"}) {
            QVERIFY2(!text.contains(key), key);
        }
    }

    void inpaintingIsAllOfThePictureUnlessItSays()
    {
        QCOMPARE(requestFromJson(json{{"task", "inpaint"}})->strength, GenerationRequest::kInpaintStrength);
        QCOMPARE(requestFromJson(json{{"task", "inpaint"}, {"strength", 0.5}})->strength, 0.5);
        QCOMPARE(requestFromJson(json{{"task", "image-to-image"}})->strength, GenerationRequest::kImageToImageStrength);
    }

    void missingKeysTakeTheirDefaults()
    {
        const auto read = requestFromJson(json{{"prompt", "a lake"}, {"steps", 7}});
        QVERIFY(read);
        GenerationRequest expected;
        expected.prompt = "a lake";
        expected.steps = 7;
        QCOMPARE(*read, expected);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char* text, const char* named) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(named);
        };
        row("[]", "The request is []");
        row("null", "The request is null");
        row(R"({"stepz":5})", "\"stepz\"");
        row(R"({"prompt":5})", "'prompt' is 5: it must be a string");
        row(R"({"steps":"5"})", "'steps' is \"5\"");
        row(R"({"steps":5.0})", "'steps' is 5.0");
        row(R"({"steps":4294967301})", "'steps' is 4294967301");
        row(R"({"steps":-9223372036854775808})", "'steps' is -9223372036854775808");
        row(R"({"steps":1e400})", "");
        row(R"({"steps":0})", "steps is 0");
        row(R"({"seed":-1})", "'seed' is -1");
        row(R"({"seed":1.5})", "'seed' is 1.5");
        row(R"({"seed":18446744073709551616})", "'seed' is 1.84");
        row(R"({"guidanceScale":null})", "'guidanceScale' is null");
        row(R"({"guidanceScale":101})", "guidance scale is 101");
        row(R"({"scheduler":"ddimm"})", "one of default, ddim, pndm");
        row(R"({"scheduler":3})", "'scheduler' is 3");
        row(R"({"width":500})", "width is 500");
        row(R"({"count":true})", "'count' is true");
        row("{\"prompt\":\"\\u0000\"}", "zero byte");
        row(R"({"strength":1.01})", "strength is 1.01");
        row(R"({"strength":-0.1})", "strength is -0.1");
        row(R"({"task":"paint"})", "one of text-to-image, image-to-image");
        row(R"({"inpaint":{"padding":-1}})", "padding is -1");
        row(R"({"inpaint":{"fether":1}})", "fether");
        row(R"({"inpaint":7})", "'inpaint' is 7");
        row(R"({"inpaint":{"extension":{"left":20000}}})", "extension on the left is 20000");
        row(R"({"panorama":{"viewSize":100}})", "choose a multiple of 8");
        row(R"({"panorama":{"stride":1024}})", "stride of the views is 1024");
        row(R"({"modelOptions":{"loras":[{"path":"/a","weight":11}]}})", "weight of a LoRA is 11");
        row(R"({"modelOptions":{"loras":[{"path":"/a","unetWeight":-11}]}})", "weight of a LoRA for the UNet is -11");
        row(R"({"modelOptions":{"loras":[{"path":"/a","unetWeight":null}]}})", "'unetWeight' is null");
        row(R"({"modelOptions":{"loras":{}}})", "'loras' is {}");
        row("{\"typed\":{\"prompt\":\"\\u0000\"}}", "prompt as typed holds a zero byte");
        row(R"({"sampler":{"eta":2}})", "Eta is 2");
        row(R"({"seeds":[1,2],"count":3})", "2 seeds for 3 pictures");
        row(R"({"seeds":[-1]})", "'seeds' is -1");
        row(R"({"variationStrength":1.5})", "variation strength is 1.5");
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, named);
        const json parsed = json::parse(text.toStdString(), nullptr, false);
        const auto read = requestFromJson(parsed);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::InvalidRequest);
        QVERIFY2(read.error().message.find(named.toStdString()) != std::string::npos, read.error().message.c_str());
    }

    void otherVersionsAreNotSupported()
    {
        for (const json& version : {json(2), json("1"), json(0)}) {
            const auto read = requestFromJson(json{{"version", version}, {"fromTheFuture", 1}});
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::Unsupported);
        }
        QVERIFY(requestFromJson(json{{"version", 1}}));
    }

    void longValuesAreShortenedInMessages()
    {
        const auto read = requestFromJson(json{{"steps", std::string(100000, 'x')}});
        QVERIFY(!read);
        QVERIFY(read.error().message.size() < 200);
        const auto unknown = requestFromJson(json{{std::string(100000, 'k'), 1}});
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.size() < 200);
    }

    void badUtf8InValuesDoesNotThrow()
    {
        QCOMPARE(requestFromJson(json{{"steps", "\xFF\xFE"}}).error().code, ErrorCode::InvalidRequest);
        QCOMPARE(requestFromJson(json{{"prompt", "\xFF\xFE"}}).error().code, ErrorCode::InvalidRequest);
        QCOMPARE(requestFromJson(json{{"\xFF", 1}}).error().code, ErrorCode::InvalidRequest);
    }

    void optionsSurviveText()
    {
        const ExecutionOptions options{
            .device = "cpu:2", .precision = Precision::Bf16, .previews = true, .returnLatents = true};
        const json written = toJson(options);
        QCOMPARE(written.size(), std::size_t{4});
        QCOMPARE(executionOptionsFromJson(json::parse(written.dump())).value(), options);
        QCOMPARE(executionOptionsFromJson(json::object()).value(), ExecutionOptions{});
    }

    void optionsAreStrict()
    {
        for (const json& wrong : {json{{"device", "tpu"}}, json{{"device", 1}}, json{{"precision", "fp8"}},
                                  json{{"previews", 1}}, json{{"version", 1}}, json(3)}) {
            const auto read = executionOptionsFromJson(wrong);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::InvalidRequest);
        }
    }
};

QTEST_APPLESS_MAIN(TestRequestJson)
#include "test_request_json.moc"
