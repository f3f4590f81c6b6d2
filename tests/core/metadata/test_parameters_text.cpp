// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/parameters_text.h"
#include "tests/support/time_judge.h"

#include <QTest>

using namespace gesso;
using namespace std::string_literals;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

PictureMetadata cabin()
{
    GenerationRequest request;
    request.prompt = "a cabin\non a lake";
    request.negativePrompt = "blurry,\nlow quality";
    request.scheduler = SchedulerKind::Dpmpp2mKarras;
    request.steps = 20;
    request.guidanceScale = 7.;
    request.width = 768;
    request.height = 512;
    request.seed = 965400000;
    request.modelHash = "a fingerprint of ours";
    PictureMetadata metadata;
    metadata.request = request;
    metadata.modelFileHash = "0123456789";
    metadata.seed = 965400086;
    metadata.modelName = "lakes";
    metadata.software = "Gesso 1.0";
    return metadata;
}

// No raw strings with quotes below: moc 6.4 loses the tests that follow them.
using Fields = std::vector<std::pair<std::string, std::string>>;

Fields fieldsOf(const std::string& lastLine)
{
    return parseParametersText("prompt\n" + lastLine).fields;
}

} // namespace

class TestParametersText final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAsTheWebUiDoes()
    {
        QCOMPARE(parametersText(cabin()),
                 "a cabin\non a lake\nNegative prompt: blurry,\nlow quality\n"
                 "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 965400086, Size: 768x512, "
                 "Model hash: 0123456789, Model: lakes, RNG: CPU, Version: Gesso 1.0"s);
    }

    void leavesOutWhatIsDefault()
    {
        PictureMetadata metadata = cabin();
        metadata.request->negativePrompt.clear();
        metadata.request->scheduler = SchedulerKind::ModelDefault;
        metadata.modelFileHash.clear();
        metadata.modelName.clear();
        metadata.request->prompt.clear();
        QCOMPARE(parametersText(metadata),
                 "Steps: 20, CFG scale: 7, Seed: 965400086, Size: 768x512, RNG: CPU, Version: Gesso 1.0"s);
        metadata.request->clipSkip = 2;
        metadata.request->guidanceRescale = 0.7;
        metadata.request->guidanceScale = 7.5;
        QCOMPARE(parametersText(metadata), "Steps: 20, CFG scale: 7.5, Seed: 965400086, Size: 768x512, Clip skip: 2, "
                                           "RNG: CPU, CFG rescale: 0.7, Version: Gesso 1.0"s);
    }

    void tellsTheNoiseThatASamplerAdds()
    {
        PictureMetadata metadata = cabin();
        metadata.request->sampler = {.sigmas = SigmaSpacing::Default, .eta = 0.5, .churn = 40., .sNoise = 1.01};
        QVERIFY(parametersText(metadata).find("Eta: 0.5, Sigma churn: 40, Sigma noise: 1.01, ") != std::string::npos);
    }

    void quotesValuesThatNeedIt()
    {
        PictureMetadata metadata = cabin();
        metadata.modelName = "my, \"odd\": 桜\nmodel";
        const std::string text = parametersText(metadata);
        QVERIFY(text.find("Model: \"my, \\\"odd\\\": 桜\\nmodel\", RNG") != std::string::npos);
        QCOMPARE(metadataFromParameters(text).modelName, metadata.modelName);
    }

    void aKeyThatIsItsValueStandsOnce()
    {
        PictureMetadata metadata = cabin();
        metadata.modelName = "Model";
        QVERIFY(parametersText(metadata).find("0123456789, Model, RNG") != std::string::npos);
    }

    void readsWhatItWrites()
    {
        const PictureMetadata written = cabin();
        const PictureMetadata read = metadataFromParameters(parametersText(written));
        GenerationRequest expected = *written.request;
        expected.seed = written.seed; // the text tells the picture's seed only
        expected.modelHash.clear();   // of ours: only our JSON has it
        QCOMPARE(read.modelFileHash, "0123456789"s);
        QCOMPARE(read.request.value(), expected);
        QCOMPARE(read.seed, written.seed);
        QCOMPARE(read.modelName, written.modelName);
        QCOMPARE(read.software, written.software);
        QCOMPARE(read.parameters, parametersText(written));
    }

    void promptsThatLookLikeTheTextComeBack_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::newRow("fields in it") << "a form, Steps: 3, Sampler: none, Seed: 5";
        QTest::newRow("fields in it, last line") << "a form\nSteps: 3, Sampler: none, Seed: 5";
        QTest::newRow("negative in a line") << "text saying Negative prompt: none";
        QTest::newRow("quotes") << "\"quoted\", 'and', \\backslash\\";
        QTest::newRow("unicode") << "桜の木 🌲 café";
        QTest::newRow("empty line") << "one\n\nthree";
        QTest::newRow("weights and loras") << "(a cabin:1.2), <lora:lakes:0.8>";
    }

    void promptsThatLookLikeTheTextComeBack()
    {
        QFETCH(QString, prompt);
        PictureMetadata metadata = cabin();
        metadata.request->prompt = prompt.toStdString();
        const PictureMetadata read = metadataFromParameters(parametersText(metadata));
        QCOMPARE(read.request->prompt, prompt.toStdString());
        QCOMPARE(read.request->negativePrompt, metadata.request->negativePrompt);
        QCOMPARE(read.request->steps, 20);
    }

    void aLineThatBeginsTheNegativePromptIsTakenAsOne()
    {
        // As the web UI reads it; our own JSON tells them apart.
        const auto parsed =
            parseParametersText("a sign\nNegative prompt: a\nNegative prompt: b\nSteps: 3, Seed: 1, X y: 2");
        QCOMPARE(parsed.prompt, "a sign"s);
        QCOMPARE(parsed.negativePrompt, "a\nb"s);
    }

    void readsTextOfOtherTools()
    {
        const auto read = metadataFromParameters(
            "masterpiece, <lora:x:0.8>\n"
            "Negative prompt: EasyNegative, (worst quality:1.4)\n"
            "Steps: 28, Sampler: Euler a, Schedule type: Automatic, CFG scale: 6.5, Seed: 18446744073709551615, "
            "Size: 512x768, Model hash: 45dee52b, Model: \"a, b\", Denoising strength: 0.75, Clip skip: 2, "
            "Lora hashes: \"x: aabb, y: ccdd\", Hires upscaler: R-ESRGAN 4x+ Anime6B, Version: v1.10.1");
        const GenerationRequest& request = read.request.value();
        QCOMPARE(request.prompt, "masterpiece, <lora:x:0.8>"s);
        QCOMPARE(request.negativePrompt, "EasyNegative, (worst quality:1.4)"s);
        QCOMPARE(request.steps, 28);
        QCOMPARE(request.scheduler, SchedulerKind::EulerAncestral);
        QCOMPARE(request.guidanceScale, 6.5);
        QCOMPARE(read.seed, ~std::uint64_t{0});
        QCOMPARE(request.width, 512);
        QCOMPARE(request.height, 768);
        QCOMPARE(request.clipSkip, 2);
        QCOMPARE(read.modelName, "a, b"s);
        QCOMPARE(read.software, "v1.10.1"s);
    }

    void fewerThanThreeFieldsAreAPrompt()
    {
        QCOMPARE(parseParametersText("a cabin, ratio: 3").prompt, "a cabin, ratio: 3"s);
        QCOMPARE(parseParametersText("Steps: 3, Seed: 4").prompt, "Steps: 3, Seed: 4"s);
        const auto three = parseParametersText("Steps: 3, Seed: 4, Size: 8x8");
        QCOMPARE(three.prompt, ""s);
        QCOMPARE(three.fields.size(), std::size_t{3});
        QCOMPARE(parseParametersText("").prompt, ""s);
        QCOMPARE(parseParametersText(" \n\n ").prompt, ""s);
    }

    void fieldsAreReadAsTheRegularExpressionDoes()
    {
        QCOMPARE(fieldsOf("Ab: 1, Cd-e/f: x y , Gh:\"a, b\", Ij: \"\""),
                 (Fields{{"Ab", "1"}, {"Cd-e/f", "x y "}, {"Gh", "a, b"}, {"Ij", ""}}));
        QCOMPARE(fieldsOf("Ab: \"open, Cd: 2, Ef: \"a\"b, Gh: 3"),
                 (Fields{{"Ab", "\"open"}, {"Cd", "2"}, {"Ef", "\"a\"b"}, {"Gh", "3"}}));
        QCOMPARE(fieldsOf("Ab: a:b:c, Cd: , Ef:, .Gh: 1"),
                 (Fields{{"Ab", "a:b:c"}, {"Cd", ""}, {"Ef", ""}, {"Gh", "1"}}));
        QCOMPARE(fieldsOf("A: 1, B: 2, C: 3, D: 4"), Fields{}); // keys have two characters or more
        QCOMPARE(fieldsOf("Ab: \"x\\\"y\\\\\", Cd: 1, Ef: 2"), (Fields{{"Ab", "x\"y\\"}, {"Cd", "1"}, {"Ef", "2"}}));
    }

    void valuesThatAreNoNumbersKeepTheDefaults()
    {
        const auto read = metadataFromParameters(
            "x\nSteps: many, Seed: -1, Size: 5by5, CFG scale: , Clip skip: 99999999999999999999, Sampler: Dreamy");
        QCOMPARE(read.request.value(), [] {
            GenerationRequest request;
            request.prompt = "x";
            return request;
        }());
    }

    void allOfItComesBack()
    {
        PictureMetadata written = cabin();
        written.request->modelHash.clear();
        written.request->seed = written.seed;
        written.request->scheduler = SchedulerKind::Euler;
        written.request->sampler = {.sigmas = SigmaSpacing::Exponential, .eta = 0., .churn = 4., .sNoise = 1.5};
        written.request->clipSkip = 2;
        written.request->guidanceRescale = 0.5;
        written.request->variationSeed = 9;
        written.request->variationStrength = 0.25;
        written.request->task = Task::Inpaint;
        written.request->strength = 0.5;
        written.request->inpaint.blur = 4.;
        written.request->inpaint.content = MaskedContent::LatentNoise;
        written.request->inpaint.onlyMasked = true;
        written.request->inpaint.padding = 48;
        written.request->init.hash = "00112233";
        written.vae = {"kl-f8.safetensors", "aabbccddee"};
        written.loras = {{"add_detail", "7c6bad76eb54"}, {"lake, blue", "000000000001"}};
        written.embeddings = {{"easynegative", "c74b4e810b03"}};
        const std::string text = parametersText(written);
        QVERIFY2(text.find("Lora hashes: \"add_detail: 7c6bad76eb54, ") != std::string::npos, text.c_str());
        QVERIFY2(text.find("TI hashes: \"easynegative: c74b4e810b03\"") != std::string::npos, text.c_str());
        QVERIFY2(text.find("VAE hash: aabbccddee, VAE: kl-f8.safetensors, ") != std::string::npos, text.c_str());
        PictureMetadata read = metadataFromParameters(text);
        QCOMPARE(read.loras.front(), written.loras.front());
        read.loras = written.loras; // a comma in a name is not told from one between names
        written.parameters = text;
        QCOMPARE(read, written);
    }

    void thePromptIsTheOneThatMadeThePicture()
    {
        PictureMetadata metadata = cabin();
        metadata.request->prompt = "a {red|red} cat";
        metadata.request->negativePrompt = "{dog|dog}";
        const std::string text = parametersText(metadata);
        QVERIFY2(text.starts_with("a red cat\nNegative prompt: dog\nSteps: 20, "), text.c_str());
        QVERIFY2(text.ends_with("\nTemplate: a {red|red} cat\nNegative Template: {dog|dog}"), text.c_str());
        const PictureMetadata read = metadataFromParameters(text);
        QCOMPARE(read.request->prompt, "a red cat"s);
        QCOMPARE(read.request->steps, 20);
        QCOMPARE(read.promptTemplate, "a {red|red} cat"s);
        QCOMPARE(read.negativeTemplate, "{dog|dog}"s);
        QVERIFY(parametersText(metadata, false).ends_with("Version: Gesso 1.0"));
        metadata.request->typed = {"a __colour__ cat", ""}; // what the wildcard was written out from
        const std::string asTyped = parametersText(metadata);
        QVERIFY2(asTyped.ends_with("\nTemplate: a __colour__ cat\nNegative Template: {dog|dog}"), asTyped.c_str());
        metadata.request->prompt = "a red cat"; // of a list of one line
        QVERIFY(parametersText(metadata).find("\nTemplate: a __colour__ cat\n") != std::string::npos);
        metadata.request->typed = {};
        metadata.request->prompt = "a {red|red} cat";
        metadata.request->syntax = PromptSyntax::Plain; // in which braces are text
        QVERIFY(parametersText(metadata).starts_with("a {red|red} cat\n"));
    }

    void lorasWithoutATagGetOne()
    {
        PictureMetadata metadata = cabin();
        metadata.request->prompt = "a lake <lora:one:1>";
        metadata.request->modelOptions.loras = {{"/loras/one.safetensors", 1., "one"},
                                                {"/loras/two.v2.safetensors", 0.5, ""}};
        QVERIFY(parametersText(metadata).starts_with("a lake <lora:one:1> <lora:two.v2:0.5>\n"));
        metadata.request->modelOptions.loras[1].unetWeight = 0.25;
        QVERIFY(parametersText(metadata).starts_with("a lake <lora:one:1> <lora:two.v2:0.5:0.25>\n"));
    }

    void fieldsAreFoundAlthoughLinesFollow()
    {
        for (const char* after :
             {"\nTemplate: epic {cat|dog}\nNegative Template: dog", "\nTemplate: a: 1, bc: 2, de: 3\nmore",
              "\nCivitai resources: none", "\n\nsaved by something"}) {
            const auto read = metadataFromParameters(
                "epic cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 77, Size: 512x640"s +
                after);
            QCOMPARE(read.request->prompt, "epic cat"s);
            QCOMPARE(read.request->negativePrompt, "dog"s);
            QCOMPARE(read.request->steps, 20);
            QCOMPARE(read.request->height, 640);
            QCOMPARE(read.seed, std::uint64_t{77});
        }
    }

    void jsonOfOtherToolsIsNoPrompt()
    {
        const auto read = metadataFromParameters(" {\"sui_image_params\": {\"prompt\": \"x\"}}");
        QVERIFY(!read.request);
        QVERIFY(!read.empty());
    }

    void aHugeLineTakesLinearTime()
    {
        TimeJudge time;
        for (const char* pattern : {"a", "a:", "ab: ", "\"", "ab:\"", "\\", "\n", " "}) {
            std::string text;
            while (text.size() < (std::size_t{1} << 20)) {
                text += pattern;
            }
            const auto parsed = parseParametersText(text);
            QVERIFY(parsed.prompt.size() <= text.size());
        }
        QVERIFY(time.within(20'000ms));
    }
};

QTEST_APPLESS_MAIN(TestParametersText)
#include "test_parameters_text.moc"
