// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/workspace.h"
#include "tests/support/idle_queue.h"

#include <QTest>

#include <random>
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
    int prompts = 0, parameters = 0, history = 0;
    gesso::test::IdleQueue idle;
    JobQueue& queue = idle.queue;
    void draftPromptsChanged() override { ++prompts; }
    void draftParametersChanged() override { ++parameters; }
    void historyChanged() override { ++history; }
};

Picture pictureOf(std::uint8_t value)
{
    return makePicture(Image{1, 1, 3, {value, value, value}});
}

void setSteps(Workspace& workspace, int steps)
{
    workspace.editDraft(
        [steps](RequestDraft& draft) { draft.edit([steps](GenerationRequest& request) { request.steps = steps; }); });
}

} // namespace

class TestWorkspace final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatChangesAndNothingElse()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
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
        Workspace workspace({}, counter.queue, counter);
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
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}});
        workspace.setModels({{model("large", 30)}});
        QCOMPARE(workspace.draft().values().model, std::string("/models/small"));
        QCOMPARE(workspace.draft().values().steps, 12);
    }

    void aRestoredDraftStaysUntilItsModelIsKnown()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
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
        Workspace workspace({}, counter.queue, counter);
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
        Workspace workspace({}, counter.queue, counter);
        std::set<std::uint64_t> seeds;
        for (int i = 0; i < 20; ++i) {
            seeds.insert(workspace.takeRequest().seed);
            QCOMPARE(workspace.draft().lastSeed, std::optional(workspace.draft().values().seed));
        }
        QVERIFY(seeds.size() > 15);
        workspace.editDraft([](RequestDraft& draft) { draft.randomSeed = false; });
        QCOMPARE(workspace.takeRequest().seed, workspace.takeRequest().seed);
    }

    void editsOfParametersCanBeUndone()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}, {model("large", 30)}});
        QCOMPARE(workspace.undoName(), std::string()); // that was no edit
        setSteps(workspace, 13);
        setSteps(workspace, 14); // of one gesture
        workspace.chooseModel("/models/large");
        QCOMPARE(workspace.undoName(), std::string("model"));
        QCOMPARE(counter.history, 3);
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(workspace.draft().values().model, std::string("/models/small"));
        QCOMPARE(workspace.draft().values().steps, 14);
        QCOMPARE(workspace.undoName(), std::string("steps"));
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(workspace.draft().values().steps, 12);
        QVERIFY(!workspace.draft().isTouched("steps"));
        QCOMPARE(workspace.undoName(), std::string());
        QVERIFY(workspace.redo().has_value());
        QCOMPARE(workspace.draft().values().steps, 14);
        QVERIFY(workspace.redo().has_value());
        QCOMPARE(workspace.draft().values().model, std::string("/models/large"));
        QCOMPARE(workspace.redoName(), std::string());
    }

    void aJobEndsAGesture()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}});
        setSteps(workspace, 20);
        const GenerationRequest request = workspace.takeRequest();
        setSteps(workspace, 40);
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(workspace.draft().values().steps, request.steps);
        QCOMPARE(workspace.draft().lastSeed, std::optional(request.seed)); // jobs that were taken stay taken
    }

    void wordsStayWhenParametersAreUndone()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}});
        workspace.editDraft([](RequestDraft& draft) { draft.setPrompts("a cabin", ""); });
        QCOMPARE(workspace.undoName(), std::string()); // its field has it
        setSteps(workspace, 20);
        workspace.editDraft([](RequestDraft& draft) { draft.setPrompts("a cabin on a lake", "people"); });
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(workspace.draft().values().steps, 12);
        QCOMPARE(workspace.draft().values().prompt, std::string("a cabin on a lake"));
        QCOMPARE(workspace.draft().values().negativePrompt, std::string("people"));
        QCOMPARE(counter.prompts, 2);
    }

    void thePictureToBeginFromComesBack()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}});
        const Picture first = pictureOf(1);
        const Picture second = pictureOf(2);
        workspace.restoreInit({"/a.png", "a"}, first);
        QCOMPARE(workspace.undoName(), std::string());
        workspace.setInit({"/b.png", "b"}, second, [](RequestDraft& draft) { draft.setTask(Task::ImageToImage); });
        setSteps(workspace, 20);
        QVERIFY(workspace.undo().has_value()); // the steps alone
        QVERIFY(workspace.init() == second);
        QVERIFY(workspace.undo().has_value());
        QVERIFY(workspace.init() == first);
        QCOMPARE(workspace.draft().values().init.path, std::string("/a.png"));
        QVERIFY(workspace.draft().values().task == Task::TextToImage);
        QVERIFY(workspace.redo().has_value());
        QVERIFY(workspace.init() == second);
        QVERIFY(workspace.draft().values().task == Task::ImageToImage);
    }

    void discardedPicturesAndJobsComeBackInOrder()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}});
        workspace.candidates().addJob(1, workspace.takeRequest());
        workspace.candidates().finish(1, 0, 5, {});
        const CandidateId picture = workspace.candidates().currentId();
        counter.queue.setPaused(true);
        std::vector<JobId> jobs;
        for (int i = 0; i < 3; ++i) {
            jobs.push_back(counter.queue.add(workspace.takeRequest(), {}));
        }
        QVERIFY(workspace.moveToFront(jobs[2]));
        QVERIFY(!workspace.moveToFront(jobs[2]));
        QCOMPARE(workspace.takeOut(jobs, "clear"), 3);
        workspace.discard(picture);
        workspace.discard(picture); // it is gone
        QVERIFY(workspace.candidates().empty() && counter.queue.empty());
        QVERIFY(workspace.undo().has_value());
        QVERIFY(workspace.candidates().find(picture) != nullptr);
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(counter.queue.jobs().front().id, jobs[2]);
        QVERIFY(workspace.undo().has_value());
        QCOMPARE(counter.queue.jobs().front().id, jobs[0]);
        QCOMPARE(workspace.undoName(), std::string());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(workspace.redo().has_value());
        }
        QVERIFY(workspace.candidates().empty() && counter.queue.empty());
    }

    void manyRandomEditsAreUndoneToTheFirstState()
    {
        Counter counter;
        Workspace workspace({}, counter.queue, counter);
        workspace.setModels({{model("small", 12)}, {model("large", 30)}});
        const RequestDraft first = workspace.draft();
        std::mt19937 random(7);
        for (int i = 0; i < 500; ++i) {
            const int value = static_cast<int>(random() % 60) + 1;
            switch (random() % 4) {
            case 0:
                setSteps(workspace, value);
                break;
            case 1:
                workspace.chooseModel(value % 2 == 0 ? "/models/small" : "/models/large");
                break;
            case 2:
                workspace.editDraft([value](RequestDraft& draft) {
                    draft.setTask(value % 2 == 0 ? Task::Panorama : Task::TextToImage);
                });
                break;
            default:
                workspace.editDraft([value](RequestDraft& draft) {
                    draft.edit([value](GenerationRequest& request) { request.width = 64 * value; });
                });
            }
        }
        const RequestDraft last = workspace.draft();
        int undone = 0;
        for (; !workspace.undoName().empty(); ++undone) {
            QVERIFY(workspace.undo().has_value());
        }
        QVERIFY(undone > 200);
        QVERIFY(workspace.draft() == first);
        while (!workspace.redoName().empty()) {
            QVERIFY(workspace.redo().has_value());
        }
        QVERIFY(workspace.draft() == last);
    }
};

QTEST_APPLESS_MAIN(TestWorkspace)
#include "test_workspace.moc"
