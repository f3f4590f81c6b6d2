// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/engine/engine.h"
#include "inference/lora/lora_choice.h"
#include "tests/inference/engine/event_log.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::EventLog;

namespace {

const std::string kModel = GESSO_FIXTURES "/models/sd1-tiny";

std::string file(const std::string& form)
{
    return GESSO_FIXTURES "/loras/sd1-tiny/" + form + ".safetensors";
}

protocol::Submit submission(JobId job, std::vector<LoraUse> loras)
{
    protocol::Submit submit;
    submit.job = job;
    submit.request.model = kModel;
    submit.request.modelOptions.loras = std::move(loras);
    submit.request.prompt = "a red boat";
    submit.request.scheduler = SchedulerKind::Ddim;
    submit.request.steps = 2;
    submit.request.width = 32;
    submit.request.height = 32;
    submit.options.device = "cpu";
    submit.options.precision = Precision::Fp32;
    submit.options.returnLatents = true;
    return submit;
}

GenerationRequest tagged(const std::string& prompt, std::vector<LoraUse> loras)
{
    GenerationRequest request;
    request.syntax = PromptSyntax::Weighted;
    request.prompt = prompt;
    request.modelOptions.loras = std::move(loras);
    return request;
}

} // namespace

/// LoRAs on their way through the engine.
class TestLoras final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheWeightsThatThePromptSays_data();
    void takesTheWeightsThatThePromptSays();
    void takesTheWeightsOfBothNetworks();
    void changesTextEncoderAndUNetApart();
    void choosesForEachPicture();
    void refusesATagWithoutAFile();
    void changesThePictureAndNothingElse();
    void saysThatATagOfTheNegativePromptIsLeftOut();
    void weightNoughtIsNoLora();
    void givesEachPictureItsOwn();
    void saysWhichFileDoesNotFit();
    void keepsAFewModelsWithLoras();
    void keepsTheModelThatAJobUses();

private:
    EventLog m_log;
    std::unique_ptr<Engine> m_engine =
        std::make_unique<Engine>(DeviceTable(), [this](protocol::FromEngine event) { m_log.add(std::move(event)); });
    JobId m_job = 0;

    /// The latents of each picture of a job.
    std::map<int, std::vector<float>> run(protocol::Submit submit)
    {
        submit.job = ++m_job;
        std::map<int, std::vector<float>> latents;
        if (m_engine->submit(submit) && m_log.waitFor<protocol::Finished>(m_job)) {
            for (protocol::PictureMade& picture : m_log.all<protocol::PictureMade>(m_job)) {
                latents[picture.image.index] = std::move(picture.image.latents);
            }
        }
        return latents;
    }
    std::vector<float> first(std::vector<LoraUse> loras) { return run(submission(0, std::move(loras)))[0]; }
};

void TestLoras::takesTheWeightsThatThePromptSays_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<double>("a"); // weights of the two files, 0 where it is not used
    QTest::addColumn<double>("b");
    QTest::newRow("no tag") << "a boat" << 0. << 0.5;
    QTest::newRow("tag") << "a boat <lora:Style:0.8>" << 0.8 << 0.5;
    QTest::newRow("tag without weight") << "<lora:style> a boat" << 1. << 0.5;
    QTest::newRow("capitals") << "<lora:STYLE:0.25>" << 0.25 << 0.5;
    QTest::newRow("negative") << "<lora:style:-1>" << -1. << 0.5;
    QTest::newRow("nought") << "<lora:style:0>" << 0. << 0.5;
    QTest::newRow("twice") << "<lora:style:0.5> and <lora:style:0.25>" << 0.75 << 0.5;
    QTest::newRow("against each other") << "<lora:style:0.5> and <lora:style:-0.5>" << 0. << 0.5;
    QTest::newRow("a weight each") << "<lora:style:0.5:0.5>" << 0.5 << 0.5;
    QTest::newRow("comment") << "a boat # <lora:style:0.5>" << 0. << 0.5;
}

void TestLoras::takesTheWeightsThatThePromptSays()
{
    QFETCH(QString, prompt);
    QFETCH(double, a);
    QFETCH(double, b);
    std::vector<LoraUse> expected;
    if (a != 0.) {
        expected.push_back({"/a", a, ""});
    }
    expected.push_back({"/b", b, ""});

    QVERIFY(lorasOf(tagged(prompt.toStdString(), {{"/a", 3., "Style"}, {"/b", b, ""}}), 0) == expected);
}

void TestLoras::takesTheWeightsOfBothNetworks()
{
    const auto only = [](const std::string& prompt, const LoraUse& use) { return lorasOf(tagged(prompt, {use}), 0); };
    QVERIFY(only("<lora:a:0.5:0.75>", {"/a", 1., "a"}) == (std::vector<LoraUse>{{"/a", 0.5, "", 0.75}}));
    QVERIFY(only("<lora:a:0.5:0.75> <lora:a:0.5:0.25>", {"/a", 1., "a"}) == (std::vector<LoraUse>{{"/a", 1., ""}}));
    QVERIFY(only("<lora:a:0.5:0.75> <lora:a:-0.5>", {"/a", 1., "a"}) == (std::vector<LoraUse>{{"/a", 0., "", 0.25}}));
    QVERIFY(only("boat", {"/a", 0., "", 0.5}) == (std::vector<LoraUse>{{"/a", 0., "", 0.5}}));
    QVERIFY(only("boat", {"/a", 0., "", 0.}).empty());
}

void TestLoras::changesTextEncoderAndUNetApart()
{
    const std::string both = file("kohya"); // changes both networks
    const std::vector<float> plain = first({});
    const std::vector<float> textOnly = first({{both, 0.8, "", 0.}});
    const std::vector<float> unetOnly = first({{both, 0., "", 0.8}});
    const std::vector<float> whole = first({{both, 0.8, ""}});
    QVERIFY(textOnly != plain && unetOnly != plain && textOnly != unetOnly);
    QVERIFY(whole != textOnly && whole != unetOnly);
    QVERIFY(first({{both, 0.8, "", 0.8}}) == whole);
    // The same file with its parts in two entries: their weights are added, network by network.
    QVERIFY(first({{both, 0.8, "", 0.}, {both, 0., "", 0.8}}) == whole);
    protocol::Submit submit = submission(0, {{both, 1., "ink"}});
    submit.request.prompt = "a red boat<lora:ink:0:0.8>";
    QVERIFY(run(submit)[0] == unetOnly);
}

void TestLoras::choosesForEachPicture()
{
    GenerationRequest request = tagged("{<lora:a:0.5>|<lora:b:0.5>|boat}", {{"/a", 1., "a"}, {"/b", 1., "b"}});
    request.count = 32;
    std::set<std::string> seen;
    for (int i = 0; i < request.count; ++i) {
        const std::vector<LoraUse> loras = lorasOf(request, i);
        seen.insert(loras.empty() ? "" : loras.front().path);
    }
    QCOMPARE(seen, (std::set<std::string>{"", "/a", "/b"}));

    request.syntax = PromptSyntax::Plain;
    QVERIFY(lorasOf(request, 0).empty());
}

void TestLoras::refusesATagWithoutAFile()
{
    try {
        (void)lorasOf(tagged("<lora:wood:0.5>", {{"/a", 1., "stone"}, {"/b", 1., ""}}), 0);
        QFAIL("was taken");
    } catch (const std::exception& error) {
        QVERIFY2(QString(error.what()).contains("LoRA 'wood'"), error.what());
    }
}

void TestLoras::changesThePictureAndNothingElse()
{
    const std::vector<float> plain = first({});
    const std::vector<float> with = first({{file("kohya"), 0.8, ""}});
    const std::vector<float> more = first({{file("kohya"), 0.8, ""}, {file("loha"), -0.5, ""}});
    QVERIFY(!plain.empty());
    QVERIFY(with != plain && more != with && more != plain);

    for (int i = 0; i < 10; ++i) {
        QVERIFY(first({}) == plain);
        QVERIFY(first({{file("kohya"), 0.1 * i + 0.05, ""}}) != plain);
    }
    QVERIFY(first({{file("kohya"), 0.8, ""}}) == with);
    QCOMPARE(m_log.all<protocol::Finished>(2).at(0).modelHash, m_log.all<protocol::Finished>(1).at(0).modelHash);
}

void TestLoras::saysThatATagOfTheNegativePromptIsLeftOut()
{
    const auto noticesOf = [&](const std::string& negative, PromptSyntax syntax) {
        protocol::Submit submit = submission(0, {{file("kohya"), 1., "ink"}});
        submit.request.negativePrompt = negative;
        submit.request.syntax = syntax;
        (void)run(submit);
        return m_log.all<protocol::Notice>(m_job);
    };
    const auto notices = noticesOf("blur <lora:Ink:0.5> # <lora:grain:1>", PromptSyntax::Weighted);
    QCOMPARE(notices.size(), std::size_t{1});
    QVERIFY2(notices[0].text.find("<lora:Ink:0.5>") != std::string::npos, notices[0].text.c_str());
    QVERIFY(noticesOf("blur", PromptSyntax::Weighted).empty());
    QVERIFY(noticesOf("blur <lora:Ink:0.5>", PromptSyntax::Plain).empty());
}

void TestLoras::weightNoughtIsNoLora()
{
    QVERIFY(first({{file("kohya"), 0., ""}, {"/nowhere.safetensors", 0., ""}}) == first({}));
}

void TestLoras::givesEachPictureItsOwn()
{
    protocol::Submit submit = submission(0, {{file("kohya"), 1., "x"}});
    submit.request.syntax = PromptSyntax::Weighted;
    submit.request.prompt = "a boat {<lora:x:1>|<lora:x:0.4>|}";
    submit.request.count = 8;
    const std::map<int, std::vector<float>> pictures = run(submit);
    QCOMPARE(pictures.size(), std::size_t{8});

    std::set<double> weights;
    for (const auto& [index, latents] : pictures) {
        const std::vector<LoraUse> loras = lorasOf(submit.request, index);
        weights.insert(loras.empty() ? 0. : loras.front().weight);
        protocol::Submit single = submission(0, loras);
        single.request.syntax = PromptSyntax::Weighted;
        single.request.prompt = "a boat ";
        single.request.seed = submit.request.seedOf(index);
        QVERIFY(run(single)[0] == latents);
    }
    QVERIFY(weights.size() > 1);
}

void TestLoras::saysWhichFileDoesNotFit()
{
    const std::string wrong = GESSO_FIXTURES "/loras/sd2-tiny/kohya.safetensors";
    protocol::Submit submit = submission(++m_job, {{wrong, 1., ""}});
    QVERIFY(m_engine->submit(submit));
    QVERIFY(m_log.waitFor<protocol::Failed>(m_job));
    const Error error = m_log.all<protocol::Failed>(m_job).at(0).error;

    QCOMPARE(error.code, ErrorCode::ModelUnsupported);
    QVERIFY2(QString::fromStdString(error.message).contains("'" + QString::fromStdString(wrong) + "'"),
             error.message.c_str());
    QVERIFY(!first({}).empty());
}

void TestLoras::keepsAFewModelsWithLoras()
{
    const DeviceTable devices;
    ModelCache cache(devices);
    const auto with = [&](double weight) {
        return cache.find({kModel, {}}, at::kCPU, {{file("kohya"), weight, ""}}).get();
    };
    const DiffusionModel* const plain = cache.find({kModel, {}}, at::kCPU).get();
    const DiffusionModel* const one = with(1.);
    const DiffusionModel* const two = with(2.);

    QVERIFY(one != plain && two != one);
    QCOMPARE(with(1.), one);
    QCOMPARE(with(2.), two);
    QCOMPARE(cache.size(), std::size_t{3});
    for (double weight = 3.; weight < 10.; ++weight) {
        (void)with(weight);
        QCOMPARE(cache.size(), std::size_t{3});
    }
    QCOMPARE(cache.find({kModel, {}}, at::kCPU).get(), plain);
}

void TestLoras::keepsTheModelThatAJobUses()
{
    const DeviceTable devices;
    ModelCache cache(devices);
    const auto used = cache.find({kModel, {}}, at::kCPU, {{file("kohya"), 1., ""}});
    for (double weight = 2.; weight < 6.; ++weight) {
        (void)cache.find({kModel, {}}, at::kCPU, {{file("kohya"), weight, ""}});
    }
    QCOMPARE(cache.find({kModel, {}}, at::kCPU, {{file("kohya"), 1., ""}}), used);
}

QTEST_APPLESS_MAIN(TestLoras)
#include "test_loras.moc"
