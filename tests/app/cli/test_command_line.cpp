// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace gesso::cli;

using Words = std::vector<std::string>;
Q_DECLARE_METATYPE(Words)

namespace {

GenerateCommand generateCommand(const Words& words)
{
    return std::get<GenerateCommand>(parseCommandLine(words).value());
}

} // namespace

class TestCommandLine final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOnlyWhatWasTyped();
    void readsEveryOption();
    void readsEveryOptionOfASampler();
    void takesEmptyAndOddPrompts();
    void readsTheOtherCommands();
    void refusesBadUse_data();
    void refusesBadUse();
};

void TestCommandLine::readsOnlyWhatWasTyped()
{
    const GenerateCommand command = generateCommand({"generate", "cabin"});
    QCOMPARE(command.given.dump(), std::string(R"({"prompt":"cabin"})"));
    QVERIFY(command.execution == ExecutionOptions{});
    QCOMPARE(command.output.save.folder, std::filesystem::path("."));
    QVERIFY(!command.output.latents && !command.output.json && !command.output.quiet);
}

void TestCommandLine::readsEveryOption()
{
    const GenerateCommand command = generateCommand({"generate",
                                                     "--prompt",
                                                     "cabin",
                                                     "--negative",
                                                     "rain",
                                                     "--model",
                                                     "m",
                                                     "--steps",
                                                     "3",
                                                     "--guidance",
                                                     "2.5",
                                                     "--guidance-rescale",
                                                     "0.5",
                                                     "--scheduler",
                                                     "euler",
                                                     "--size",
                                                     "64x128",
                                                     "--seed",
                                                     "18446744073709551615",
                                                     "--count",
                                                     "4",
                                                     "--clip-skip",
                                                     "2",
                                                     "--prompt-syntax",
                                                     "plain",
                                                     "--device",
                                                     "cuda:0,1",
                                                     "--precision",
                                                     "fp16",
                                                     "--out",
                                                     "o",
                                                     "--name",
                                                     "{seed}",
                                                     "--format",
                                                     "tiff",
                                                     "--bits",
                                                     "16",
                                                     "--save-latents",
                                                     "l.safetensors",
                                                     "--json",
                                                     "--quiet"});
    const nlohmann::json expected{
        {"prompt", "cabin"},    {"negativePrompt", "rain"}, {"model", "m"},         {"steps", 3},
        {"guidanceScale", 2.5}, {"guidanceRescale", 0.5},   {"scheduler", "euler"}, {"width", 64},
        {"height", 128},        {"seed", UINT64_MAX},       {"count", 4},           {"clipSkip", 2},
        {"syntax", "plain"}};
    QVERIFY2(command.given == expected, command.given.dump().c_str());
    QVERIFY((command.execution == ExecutionOptions{"cuda:0,1", Precision::Fp16, false, true}));
    QCOMPARE(command.output.save.folder, std::filesystem::path("o"));
    QCOMPARE(command.output.save.format, PictureFormat::Tiff);
    QCOMPARE(command.output.save.bits, 16);
    QVERIFY(command.output.latents == std::filesystem::path("l.safetensors"));
    QVERIFY(command.output.json && command.output.quiet);
}

void TestCommandLine::readsEveryOptionOfASampler()
{
    const GenerateCommand command =
        generateCommand({"generate", "cabin", "--sigmas", "karras", "--eta", "0.5", "--churn", "40", "--s-noise",
                         "1.01", "--variation-seed", "9", "--variation-strength", "0.25", "--seeds", "3,1"});
    const nlohmann::json expected{
        {"prompt", "cabin"},  {"sampler", {{"sigmas", "karras"}, {"eta", 0.5}, {"churn", 40.}, {"sNoise", 1.01}}},
        {"variationSeed", 9}, {"variationStrength", 0.25},
        {"seeds", {3, 1}},    {"count", 2}};
    QVERIFY2(command.given == expected, command.given.dump().c_str());
}

void TestCommandLine::takesEmptyAndOddPrompts()
{
    for (const Words& words :
         {Words{"generate", ""}, Words{"generate", "--prompt", ""}, Words{"generate", "--prompt="}}) {
        QCOMPARE(generateCommand(words).given["prompt"], "");
    }
    QCOMPARE(generateCommand({"generate", "--prompt=--steps"}).given["prompt"], "--steps");
    QCOMPARE(generateCommand({"generate", "--", "--steps"}).given["prompt"], "--steps");
    QCOMPARE(generateCommand({"generate", "a, (b:1.2) [c] {d} #e \"f\" = g"}).given["prompt"],
             "a, (b:1.2) [c] {d} #e \"f\" = g");
}

void TestCommandLine::readsTheOtherCommands()
{
    QVERIFY(std::get<ModelsCommand>(parseCommandLine({"models", "--json"}).value()).json);
    const auto inspect = std::get<InspectCommand>(parseCommandLine({"inspect", "a.safetensors"}).value());
    QCOMPARE(inspect.path, std::filesystem::path("a.safetensors"));
    QVERIFY(!inspect.json);
    const auto metadata = std::get<MetadataCommand>(parseCommandLine({"metadata", "a.png"}).value());
    QCOMPARE(metadata.path, std::filesystem::path("a.png"));
    const auto bench = std::get<EngineToolCommand>(parseCommandLine({"bench", "--steps", "3", "--help"}).value());
    QCOMPARE(bench.tool, std::string("bench"));
    QVERIFY((bench.words == Words{"--steps", "3", "--help"}));
    const auto doctor = std::get<EngineToolCommand>(parseCommandLine({"doctor", "--device", "cpu"}).value());
    QCOMPARE(doctor.tool, std::string("doctor"));
    QVERIFY((doctor.words == Words{"--device", "cpu"}));
}

void TestCommandLine::refusesBadUse_data()
{
    QTest::addColumn<Words>("words");
    QTest::addColumn<std::string>("named");
    const auto row = [](const std::string& name, const Words& words, const std::string& named) {
        QTest::newRow(name.c_str()) << words << named;
    };
    row("nothing", {}, "gesso-cli --help");
    row("unknown command", {"paint"}, "paint");
    row("later command", {"upscale", "a.png"}, "upscale");
    row("no prompt", {"generate"}, "There is no prompt");
    row("two prompts", {"generate", "a", "--prompt", "b"}, "twice");
    row("three words", {"generate", "a", "b"}, "b");
    row("run without file", {"run"}, "JOB.json");
    row("option without value", {"generate", "x", "--steps"}, "--steps");
    row("option twice", {"generate", "x", "--steps", "2", "--steps", "3"}, "--steps");
    const std::pair<const char*, const char*> options[] = {
        {"--unknown", "1"},       {"--strength", "2"},      {"--wrap", "z"},        {"--steps", "0"},
        {"--steps", "-1"},        {"--steps", "1001"},      {"--steps", "1e9"},     {"--steps", "abc"},
        {"--steps", "nan"},       {"--steps", "2.5"},       {"--steps", ""},        {"--count", "0"},
        {"--count", "-3"},        {"--count", "1025"},      {"--guidance", "nan"},  {"--guidance", "inf"},
        {"--guidance", "1e9"},    {"--guidance", "-1"},     {"--guidance", "x"},    {"--guidance-rescale", "2"},
        {"--seed", "-1"},         {"--seed", "abc"},        {"--size", "0x0"},      {"--size", "513x512"},
        {"--size", "99999x8"},    {"--size", "512"},        {"--size", "-8x8"},     {"--seed", "18446744073709551616"},
        {"--scheduler", "magic"}, {"--scheduler", "DDIM"},  {"--precision", "fp8"}, {"--device", "tpu"},
        {"--device", "cpu:0"},    {"--prompt-syntax", "x"}, {"--clip-skip", "0"},   {"--clip-skip", "13"},
        {"--format", "gif"},      {"--bits", "12"},         {"--bits", "32"},       {"--name", "{nothing}"},
        {"--name", "a/b"}};
    for (const auto& [option, value] : options) {
        // What names the trouble: the option itself, or for some of core's own messages the thing.
        const std::string named = option == std::string("--device") ? "device"
                                  : option == std::string("--bits") ? "bits"
                                                                    : option;
        row(std::string(option) + " " + value, {"generate", "x", option, value}, named);
    }
}

void TestCommandLine::refusesBadUse()
{
    QFETCH(Words, words);
    QFETCH(std::string, named);
    const Result<Command> command = parseCommandLine(words);
    QVERIFY(!command);
    QCOMPARE(exitStatus(command.error().code), 2);
    const std::string& message = command.error().message;
    QVERIFY2(message.find(named) != std::string::npos, message.c_str());
    QCOMPARE(message.find('\n'), std::string::npos);
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "test_command_line.moc"
