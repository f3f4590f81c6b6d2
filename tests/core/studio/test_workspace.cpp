// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/workspace.h"

#include <QTest>

#include <set>

using namespace gesso;

namespace {

GenerationRequest model(const std::string& name, int steps)
{
    GenerationRequest request;
    request.model = "/models/" + name;
    request.steps = steps;
    return request;
}

struct Counter final : WorkspaceListener {
    int prompts = 0, parameters = 0;
    void draftPromptsChanged() override { ++prompts; }
    void draftParametersChanged() override { ++parameters; }
};

} // namespace

class TestWorkspace final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatChangesAndNothingElse()
    {
        Counter counter;
        Workspace workspace({}, counter);
        workspace.editDraft([](RequestDraft& draft) { draft.setPrompts("a cabin", ""); });
        QCOMPARE(counter.prompts, 1);
        workspace.editDraft([](RequestDraft& draft) { draft.setPrompts("a cabin", ""); });
        QCOMPARE(counter.prompts, 1);
        QCOMPARE(counter.parameters, 0);
        QCOMPARE(workspace.draft().values().prompt, std::string("a cabin"));
        workspace.editDraft([](RequestDraft& draft) { draft.setTask(Task::Panorama); });
        QCOMPARE(counter.prompts, 1);
        QCOMPARE(counter.parameters, 1);
    }

    void takesTheFirstUsableModelAndItsDefaults()
    {
        Counter counter;
        Workspace workspace({}, counter);
        workspace.setModels({{model("broken", 40), false}, {model("small", 12)}, {model("large", 30)}});
        QCOMPARE(workspace.draft().values().model, std::string("/models/small"));
        QCOMPARE(workspace.draft().values().steps, 12);
        QCOMPARE(counter.parameters, 1);
        workspace.chooseModel("/models/large");
        QCOMPARE(workspace.draft().values().steps, 30);
        workspace.chooseModel("/models/gone");
        QCOMPARE(workspace.draft().values().model, std::string("/models/large"));
    }

    void aModelThatIsGoneStays()
    {
        Counter counter;
        Workspace workspace({}, counter);
        workspace.setModels({{model("small", 12)}});
        workspace.setModels({{model("large", 30)}});
        QCOMPARE(workspace.draft().values().model, std::string("/models/small"));
        QCOMPARE(workspace.draft().values().steps, 12);
    }

    void aRestoredDraftStaysUntilItsModelIsKnown()
    {
        Counter counter;
        Workspace workspace({}, counter);
        GenerationRequest values = model("small", 12);
        values.clipSkip = 2;
        workspace.restoreDraft(values);
        workspace.setModels({{model("large", 30)}, {model("small", 12)}});
        QVERIFY(workspace.draft().values() == values);
        QVERIFY(workspace.draft().isTouched("clipSkip") && !workspace.draft().isTouched("steps"));
        workspace.restoreDraft(model("large", 40)); // whose defaults are known by now
        QVERIFY(workspace.draft().isTouched("steps"));
        QCOMPARE(workspace.draft().defaults().steps, 30);
    }

    void saysWhatTheButtonDoesAndWhyItCannot()
    {
        using Kind = NextTask::Kind;
        using Obstacle = NextTask::Obstacle;
        Counter counter;
        Workspace workspace({}, counter);
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Generate, Obstacle::NoModel}));
        workspace.setModels({{model("broken", 40), false}, {model("small", 12)}});
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Generate, Obstacle::None}));
        workspace.chooseModel("/models/broken");
        QCOMPARE(workspace.nextTask().obstacle, Obstacle::ModelIsBroken);
        workspace.restoreDraft(model("gone", 12));
        QCOMPARE(workspace.nextTask().obstacle, Obstacle::ModelIsGone);
        workspace.chooseModel("/models/small");
        workspace.editDraft([](RequestDraft& draft) { draft.setTask(Task::ImageToImage); });
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Restyle, Obstacle::NoPicture}));
        workspace.setInit({"/a.png", "0123456789abcdef"}, std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}));
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Restyle, Obstacle::None}));
        QVERIFY(workspace.inputs().init == workspace.init() && workspace.init() != nullptr);
        QCOMPARE(workspace.draft().request().init.path, std::string("/a.png"));
        workspace.editDraft([](RequestDraft& draft) { draft.setTask(Task::Panorama); });
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Panorama, Obstacle::None}));
        QVERIFY(workspace.inputs().empty() && workspace.init() != nullptr); // it stays
        workspace.setInit({}, nullptr);
        workspace.editDraft([](RequestDraft& draft) { draft.setTask(Task::Inpaint); });
        QCOMPARE(workspace.nextTask(), (NextTask{Kind::Fill, Obstacle::NoPicture}));
    }

    void takesANewSeedEachTimeOrKeepsIt()
    {
        Counter counter;
        Workspace workspace({}, counter);
        std::set<std::uint64_t> seeds;
        for (int i = 0; i < 20; ++i) {
            seeds.insert(workspace.takeRequest().seed);
            QCOMPARE(workspace.draft().lastSeed, std::optional(workspace.draft().values().seed));
        }
        QVERIFY(seeds.size() > 15);
        workspace.editDraft([](RequestDraft& draft) { draft.randomSeed = false; });
        QCOMPARE(workspace.takeRequest().seed, workspace.takeRequest().seed);
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "test_workspace.moc"
