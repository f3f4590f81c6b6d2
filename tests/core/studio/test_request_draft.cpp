// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/request_json.h"
#include "core/generation/validate.h"
#include "core/studio/request_draft.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace gesso;

namespace {

/// What a model is best run with.
GenerationRequest model(const std::string& name, int side, int steps, double guidance)
{
    GenerationRequest request;
    request.model = "/models/" + name;
    request.width = request.height = side;
    request.steps = steps;
    request.guidanceScale = guidance;
    return request;
}

const GenerationRequest kSmall = model("small", 256, 12, 3.5);
const GenerationRequest kLarge = model("large", 1024, 30, 5.);
const Style kInk{"ink", "Ink drawing", "Drawing", "ink drawing of {prompt}, fine lines", "colour", 0.4, 9.};
const Style kOil{"oil", "Oil painting", "Painting", "oil painting of {prompt}", "photograph", 0.6, {}};

GenerationRequest program()
{
    GenerationRequest request;
    request.strength = 0.75;
    return request;
}

RequestDraft draftOf(const GenerationRequest& ofModel)
{
    RequestDraft draft(program());
    draft.chooseModel(ofModel);
    return draft;
}

void setSteps(RequestDraft& draft, int steps)
{
    draft.edit([steps](GenerationRequest& request) { request.steps = steps; });
}

void setGuidance(RequestDraft& draft, double scale)
{
    draft.edit([scale](GenerationRequest& request) { request.guidanceScale = scale; });
}

GenerationRequest randomRequest(std::mt19937_64& random)
{
    const auto pick = [&random](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    std::uniform_real_distribution<double> share(0., 1.);
    GenerationRequest request;
    request.model = "/models/small";
    request.modelHash = "0123456789abcdef";
    request.syntax = pick(0, 1) == 0 ? PromptSyntax::Plain : PromptSyntax::Weighted;
    request.scheduler = static_cast<SchedulerKind>(pick(0, 12));
    request.steps = pick(1, 1000);
    request.guidanceScale = share(random) * 100.;
    request.guidanceRescale = share(random);
    request.width = 8 * pick(1, 1000);
    request.height = 8 * pick(1, 1000);
    request.seed = random();
    request.count = pick(1, 1024);
    request.clipSkip = pick(1, 12);
    request.strength = share(random);
    request.panorama.wrapX = pick(0, 1) == 0;
    return request;
}

} // namespace

class TestRequestDraft final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isWhatProgramAndModelGive()
    {
        const RequestDraft draft = draftOf(kSmall);
        QCOMPARE(draft.values().model, std::string("/models/small"));
        QCOMPARE(draft.values().width, 256);
        QCOMPARE(draft.values().steps, 12);
        QCOMPARE(draft.values().strength, 0.75);
        QVERIFY(draft.touched().empty());
    }

    void untouchedValuesFollowTheModelTouchedOnesStay()
    {
        RequestDraft draft = draftOf(kSmall);
        setSteps(draft, 40);
        QVERIFY(draft.isTouched("steps"));
        draft.chooseModel(kLarge);
        QCOMPARE(draft.values().model, std::string("/models/large"));
        QCOMPARE(draft.values().steps, 40);
        QCOMPARE(draft.values().width, 1024);
        QCOMPARE(draft.values().guidanceScale, 5.);
        setSteps(draft, 30); // the model's own: untouched again
        QVERIFY(!draft.isTouched("steps"));
        draft.chooseModel(kSmall);
        QCOMPARE(draft.values().steps, 12);
    }

    void aTouchedValueStaysThroughAModelWithThatDefault()
    {
        RequestDraft draft = draftOf(kSmall);
        setSteps(draft, 30);
        draft.chooseModel(kLarge);
        draft.chooseModel(kSmall);
        QCOMPARE(draft.values().steps, 30);
    }

    void sidesAreTouchedTogether()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.edit([](GenerationRequest& request) { request.width = 512; });
        draft.chooseModel(kLarge);
        QCOMPARE(draft.values().width, 512);
        QCOMPARE(draft.values().height, 256);
    }

    void anotherModelDropsTheHashAndTheViews()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.edit([](GenerationRequest& request) {
            request.modelHash = "0123456789abcdef";
            request.panorama.viewSize = 640;
        });
        draft.chooseModel(kSmall);
        QCOMPARE(draft.values().panorama.viewSize, 640);
        draft.chooseModel(kLarge);
        QVERIFY(draft.values().modelHash.empty());
        QCOMPARE(draft.values().panorama.viewSize, PanoramaOptions{}.viewSize);
    }

    void everyValueGoesThroughExactly()
    {
        std::mt19937_64 random(7);
        for (int i = 0; i < 200; ++i) {
            const GenerationRequest request = randomRequest(random);
            RequestDraft draft(program());
            draft.restore(request);
            QVERIFY(draft.values() == request);
            draft.noteModel(kSmall);
            QVERIFY2(draft.values() == request, qPrintable(QString::number(i)));
        }
    }

    void aRestoredRequestStaysAsItWas()
    {
        GenerationRequest request = kSmall;
        request.steps = 33;
        request.width = request.height = 512;
        RequestDraft draft(program());
        draft.restore(request);
        draft.noteModel(kSmall); // the list of models comes later
        QVERIFY(draft.values() == request);
        draft.chooseModel(kLarge);
        QCOMPARE(draft.values().steps, 33);         // was not the model's
        QCOMPARE(draft.values().width, 512);        // neither
        QCOMPARE(draft.values().guidanceScale, 5.); // was
    }

    void whatWasTouchedIsRestoredWithIt()
    {
        GenerationRequest request = kSmall;
        request.steps = 20; // by a default that the model has no more
        request.clipSkip = 2;
        RequestDraft draft(program());
        draft.restore(request, std::set<std::string>{"clipSkip"});
        QVERIFY(draft.values() == request); // nothing is known of the model yet
        draft.noteModel(kSmall);
        QCOMPARE(draft.values().steps, 12);
        QCOMPARE(draft.values().clipSkip, 2);
    }

    void bringsSenselessValuesIntoRange()
    {
        GenerationRequest request;
        request.width = 100000;
        request.height = 100001;
        request.steps = -4;
        request.count = 0;
        request.guidanceScale = std::nan("");
        request.guidanceRescale = 7.;
        request.clipSkip = 99;
        request.strength = -std::numeric_limits<double>::infinity();
        RequestDraft draft;
        draft.restore(request);
        QVERIFY(validate(draft.values()));
        draft.edit([&](GenerationRequest& values) { values = request; });
        QVERIFY(validate(draft.values()));
    }

    void editingOneNumberLeavesTheOthersExact()
    {
        RequestDraft draft = draftOf(kSmall);
        setGuidance(draft, 7.123456789);
        draft.edit([](GenerationRequest& request) { request.guidanceRescale = 1. / 3.; });
        setSteps(draft, 31);
        QCOMPARE(draft.values().guidanceScale, 7.123456789);
        QCOMPARE(draft.values().guidanceRescale, 1. / 3.);
    }

    void panoramasAreLongAndComingBackGivesTheFormerSize()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setTask(Task::Panorama);
        QCOMPARE(draft.values().width, 768);
        QCOMPARE(draft.values().height, 256);
        draft.chooseModel(kLarge); // nobody chose the size
        QCOMPARE(draft.values().width, 3072);
        draft.setTask(Task::TextToImage);
        QCOMPARE(draft.values().width, 1024);
        draft.edit([](GenerationRequest& request) { request.width = 768; });
        draft.setTask(Task::Panorama);
        QCOMPARE(draft.values().width, 3072);
        draft.setTask(Task::TextToImage);
        QCOMPARE(draft.values().width, 768);
        QVERIFY(draft.isTouched("width"));
        draft.edit([](GenerationRequest& request) { request.width = 4096; });
        draft.setTask(Task::Panorama); // it is long already
        draft.setTask(Task::TextToImage);
        QCOMPARE(draft.values().width, 4096);
    }

    void aPictureIsRestyledInItsOwnSize()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.fitTo({300, 200});
        QCOMPARE(draft.values().width, 304);
        QCOMPARE(draft.values().height, 200);
    }

    void jobsHaveOnlyWhatTheirTaskUses()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.edit([](GenerationRequest& request) { request.init = {"/a.png", "0123456789abcdef"}; });
        QVERIFY(draft.request().init.hash.empty());
        QVERIFY(!draft.values().init.hash.empty()); // a picture that was chosen stays
        draft.setTask(Task::ImageToImage);
        QVERIFY(!draft.request().init.hash.empty());
    }

    void aStyleIsALayerThatGoesBack()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setTask(Task::ImageToImage);
        draft.setPrompts("a cabin", "people");
        draft.setStyle(kInk);
        QCOMPARE(draft.values().prompt, std::string("ink drawing of a cabin, fine lines"));
        QCOMPARE(draft.values().negativePrompt, std::string("people, colour"));
        QCOMPARE(draft.values().guidanceScale, 9.);
        QCOMPARE(draft.values().strength, 0.4);
        QVERIFY(!draft.isTouched("guidanceScale"));
        QCOMPARE(draft.style()->name, std::string("ink"));
        draft.setStyle(std::nullopt);
        QCOMPARE(draft.values().prompt, std::string("a cabin"));
        QCOMPARE(draft.values().negativePrompt, std::string("people"));
        QCOMPARE(draft.values().guidanceScale, 3.5);
        QCOMPARE(draft.values().strength, 0.75);
        QVERIFY(draft.style() == nullptr);
    }

    void oneStyleTakesThePlaceOfAnother()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setPrompts("a cabin", "");
        draft.setStyle(kInk);
        draft.setPrompts("ink drawing of a red cabin, fine lines", "colour"); // the words in it are edited
        draft.setStyle(kOil);
        QCOMPARE(draft.values().prompt, std::string("oil painting of a red cabin"));
        QCOMPARE(draft.values().negativePrompt, std::string("photograph"));
        QCOMPARE(draft.values().guidanceScale, 3.5); // this one has none
    }

    void aStyleGoesWithItsWordsAndComesBackWithThem()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setPrompts("a cabin", "people");
        draft.setStyle(kInk);
        const GenerationRequest styled = draft.values();
        draft.setPrompts("a cabin", styled.negativePrompt); // undone in the box of the prompt
        QVERIFY(draft.style() == nullptr);
        QCOMPARE(draft.values().negativePrompt, std::string("people"));
        QCOMPARE(draft.values().guidanceScale, 3.5);
        draft.setPrompts(styled.prompt, "people"); // done again
        QVERIFY(draft.values() == styled);
        draft.setPrompts("an ink drawing of a cabin, fine lines", "people, colour");
        QVERIFY(draft.style() != nullptr); // only a part of its words was changed
    }

    void whatTheUserTouchedStaysUnderAStyle()
    {
        RequestDraft draft = draftOf(kSmall);
        setGuidance(draft, 12.);
        draft.setStyle(kInk);
        QCOMPARE(draft.values().guidanceScale, 12.);
        setGuidance(draft, 9.); // the style's own: it follows the style again
        draft.setStyle(std::nullopt);
        QCOMPARE(draft.values().guidanceScale, 3.5);
    }

    void aStyleAloneMakesAPrompt()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setStyle(kInk);
        QCOMPARE(draft.values().prompt, std::string("ink drawing, fine lines"));
        draft.setStyle(kOil);
        QCOMPARE(draft.values().prompt, std::string("oil painting"));
        draft.setStyle(std::nullopt);
        QVERIFY(draft.values().prompt.empty() && draft.values().negativePrompt.empty());
    }

    void theModelsGuidanceReturnsThroughAStyle()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.setStyle(kInk);
        draft.chooseModel(kLarge);
        QCOMPARE(draft.values().guidanceScale, 9.);
        draft.setStyle(std::nullopt);
        QCOMPARE(draft.values().guidanceScale, 5.);
    }

    void aRestoredStyleGoesBackToo()
    {
        RequestDraft before = draftOf(kSmall);
        before.setPrompts("a cabin", "");
        before.setStyle(kInk);
        RequestDraft draft(program());
        draft.restore(before.values(), before.touched());
        draft.restoreStyle(kInk);
        draft.noteModel(kSmall);
        QVERIFY(draft.values() == before.values());
        draft.setStyle(std::nullopt);
        QCOMPARE(draft.values().prompt, std::string("a cabin"));
        QCOMPARE(draft.values().guidanceScale, 3.5);
    }

    void seedsAreNewOrStay()
    {
        RequestDraft draft = draftOf(kSmall);
        draft.randomSeed = false;
        draft.edit([](GenerationRequest& request) { request.seed = 5; });
        QCOMPARE(draft.takeRequest(77).seed, std::uint64_t{5});
        QCOMPARE(draft.lastSeed, std::optional<std::uint64_t>(5));
        draft.randomSeed = true;
        QCOMPARE(draft.takeRequest(77).seed, std::uint64_t{77});
        QCOMPARE(draft.lastSeed, std::optional<std::uint64_t>(77));
        draft.chooseModel(kLarge);
        QCOMPARE(draft.values().seed, std::uint64_t{77});
    }

    void jsonSaysWhatWasTouched()
    {
        RequestDraft draft = draftOf(kSmall);
        QVERIFY(!draft.toJson().contains("steps"));
        setSteps(draft, 40);
        draft.setPrompts("a cabin", "people");
        draft.setTask(Task::ImageToImage);
        draft.edit([](GenerationRequest& request) {
            request.panorama.wrapX = true;
            request.strength = 0.3;
        });
        const nlohmann::json json = draft.toJson();
        QCOMPARE(json.at("steps").get<int>(), 40);
        QVERIFY(!json.contains("width"));
        const Result<RequestDraft> read = RequestDraft::fromJson(json, program(), kLarge);
        QVERIFY(read);
        QVERIFY(read->touched() == draft.touched());
        draft.chooseModel(kLarge);
        QVERIFY(read->values() == draft.values());
    }

    void wrongJsonIsRefusedByName()
    {
        for (const auto& [json, named] :
             {std::pair(nlohmann::json{{"stepz", 4}}, "stepz"), std::pair(nlohmann::json{{"steps", "many"}}, "steps"),
              std::pair(nlohmann::json{{"task", 7}}, "task"), std::pair(nlohmann::json{{"width", 5}}, "width")}) {
            const Result<RequestDraft> read = RequestDraft::fromJson(json, program(), kSmall);
            QVERIFY(!read);
            QVERIFY2(read.error().message.find(named) != std::string::npos, read.error().message.c_str());
        }
        QVERIFY(!RequestDraft::fromJson(nlohmann::json::array(), program(), kSmall));
    }
};

QTEST_APPLESS_MAIN(TestRequestDraft)
#include "test_request_draft.moc"
