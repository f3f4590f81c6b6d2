// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_queue.h"

#include "tests/support/fake_generation_service.h"

#include <QTest>

using namespace gesso;
using gesso::ui::FinishedPicture;
using gesso::ui::JobQueue;
using gesso::ui::JobSummary;
using gesso::ui::QueuedJob;
using gesso::ui::ServiceEvents;

namespace {

GenerationRequest requestWithSeed(std::uint64_t seed, int count = 1)
{
    GenerationRequest request;
    request.model = "fake";
    request.width = request.height = 16;
    request.steps = 4;
    request.count = count;
    request.seed = seed;
    return request;
}

/// A queue on a fake service, and what it said.
struct Stage {
    ServiceEvents events;
    FakeGenerationService service;
    JobQueue queue{service, events};
    std::vector<JobId> finished, failed, cancelled, heldBack;
    std::vector<QImage> pictures;
    int previews = 0;

    explicit Stage(const FakeBehaviour& behaviour = {})
    {
        QObject::connect(&queue, &JobQueue::finished, [this](JobId job) { finished.push_back(job); });
        QObject::connect(&queue, &JobQueue::failed, [this](JobId job) { failed.push_back(job); });
        QObject::connect(&queue, &JobQueue::cancelled, [this](JobId job) { cancelled.push_back(job); });
        QObject::connect(&queue, &JobQueue::heldBack, [this](JobId job) { heldBack.push_back(job); });
        QObject::connect(&queue, &JobQueue::previewed, [this] { ++previews; });
        QObject::connect(&queue, &JobQueue::pictureReady,
                         [this](JobId, const FinishedPicture& picture) { pictures.push_back(picture.picture); });
        service.behave(behaviour);
        service.start(events);
    }
};

/// Takes jobs and says nothing by itself.
class SilentService final : public GenerationService {
public:
    struct Job {
        JobId id;
        GenerationRequest request;
        GenerationInputs inputs;
    };
    std::vector<Job> jobs;

    void submit(JobId job, const GenerationRequest& request, const ExecutionOptions& /*options*/,
                const GenerationInputs& inputs) override
    {
        jobs.push_back({job, request, inputs});
    }
    void cancel(JobId /*job*/) override {}
    void countTokens(std::uint64_t /*inquiry*/, std::string /*model*/, std::string /*text*/,
                     PromptSyntax /*syntax*/) override
    {
    }
    void restart() override {}
};

FakeBehaviour holding()
{
    FakeBehaviour behaviour;
    behaviour.holdAtStep = 3;
    return behaviour;
}

} // namespace

class TestJobQueue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitingJobsSayWhatTheyTakeOnceOneWasMade()
    {
        FakeBehaviour behaviour;
        behaviour.stepTime = std::chrono::milliseconds(60);
        Stage stage(behaviour);
        stage.queue.add(requestWithSeed(1), {});
        const JobId waiting = stage.queue.add(requestWithSeed(2), {});
        QVERIFY(!stage.queue.find(waiting)->secondsLeft); // nothing is guessed
        std::optional<double> told;
        QObject::connect(&stage.queue, &JobQueue::changed, &stage.queue, [&](JobId id) {
            if (id == waiting && stage.queue.find(id)->state == QueuedJob::State::Waiting) {
                told = stage.queue.find(id)->secondsLeft;
            }
        });
        QTRY_VERIFY(stage.queue.jobs().empty());
        QVERIFY(told && *told > 0. && *told < 60.);
    }

    void jobsRunOneAfterAnotherInTheirOrder()
    {
        Stage stage;
        const JobId first = stage.queue.add(requestWithSeed(1, 2), {});
        const JobId second = stage.queue.add(requestWithSeed(2), {});
        QTRY_COMPARE(stage.finished, std::vector<JobId>({first, second}));
        QCOMPARE(stage.pictures.size(), std::size_t(3));
        QVERIFY(stage.queue.empty());
        QCOMPARE(stage.queue.endedInSeries(), 0); // the series is over
    }

    void oneForTheFrontRunsNext()
    {
        Stage stage(holding());
        stage.queue.add(requestWithSeed(1), {});
        stage.queue.add(requestWithSeed(2), {});
        stage.queue.add(requestWithSeed(3), {}, JobQueue::Place::Front);
        const JobId last = stage.queue.add(requestWithSeed(4), {});
        stage.queue.moveToFront(last);
        stage.service.release();
        QTRY_VERIFY(stage.queue.empty());
        std::vector<std::uint64_t> seeds;
        for (const GenerationRequest& request : stage.service.submitted()) {
            seeds.push_back(request.seed);
        }
        QCOMPARE(seeds, std::vector<std::uint64_t>({1, 4, 3, 2}));
    }

    void progressGrowsAndTimeLeftIsTold()
    {
        Stage stage(holding());
        const JobId job = stage.queue.add(requestWithSeed(1, 2), {});
        double last = 0.;
        bool grows = true;
        connect(&stage.queue, &JobQueue::changed, this, [&] {
            if (const QueuedJob* state = stage.queue.find(job)) {
                grows = grows && state->fraction >= last;
                last = state->fraction;
            }
        });
        QTRY_COMPARE(stage.queue.find(job)->progress.step, 2);
        QVERIFY(stage.queue.find(job)->fraction > 0.);
        QVERIFY(stage.queue.find(job)->fraction < 1.);
        QTRY_VERIFY(!stage.queue.find(job)->preview.isNull());
        stage.service.release();
        QTRY_VERIFY(stage.queue.empty());
        QVERIFY(grows);
        QVERIFY(stage.previews > 0);
    }

    void runningAndWaitingJobsCanBeCancelled()
    {
        Stage stage(holding());
        const JobId running = stage.queue.add(requestWithSeed(1), {});
        const JobId waiting = stage.queue.add(requestWithSeed(2), {});
        const JobId staying = stage.queue.add(requestWithSeed(3), {});
        stage.queue.cancel(waiting);
        QCOMPARE(stage.cancelled, std::vector<JobId>({waiting}));
        QTRY_COMPARE(stage.queue.find(running)->progress.step, 2);
        stage.queue.cancel(running);
        QCOMPARE(stage.queue.find(running)->state, QueuedJob::State::Cancelling);
        QTRY_COMPARE(stage.cancelled, std::vector<JobId>({waiting, running}));
        stage.service.release();
        QTRY_COMPARE(stage.finished, std::vector<JobId>({staying}));
    }

    void cancelAllCanBeUndoneForThoseThatWaited()
    {
        Stage stage(holding());
        stage.queue.add(requestWithSeed(1), {});
        stage.queue.add(requestWithSeed(2), {});
        stage.queue.add(requestWithSeed(3), {});
        const std::vector<QueuedJob> taken = stage.queue.cancelAll();
        QCOMPARE(taken.size(), std::size_t(2));
        QTRY_VERIFY(stage.queue.empty());
        stage.service.release();
        stage.queue.putBack(taken);
        stage.queue.putBack(taken); // twice does no harm
        QTRY_COMPARE(stage.finished.size(), std::size_t(2));
    }

    void aPausedQueueStartsNothing()
    {
        Stage stage;
        stage.queue.setPaused(true);
        stage.queue.add(requestWithSeed(1), {});
        QTest::qWait(0);
        QVERIFY(stage.service.submitted().empty());
        stage.queue.setPaused(false);
        QTRY_COMPARE(stage.finished.size(), std::size_t(1));
    }

    void aFailureEndsThatJobAlone()
    {
        FakeBehaviour behaviour;
        behaviour.failure = Error{ErrorCode::OutOfDeviceMemory, "too large"};
        Stage stage(behaviour);
        stage.queue.add(requestWithSeed(1), {});
        const JobId second = stage.queue.add(requestWithSeed(2), {});
        connect(&stage.queue, &JobQueue::failed, this, [&] { stage.service.behave({}); });
        QTRY_COMPARE(stage.failed.size(), std::size_t(1));
        QTRY_COMPARE(stage.finished, std::vector<JobId>({second}));
        QVERIFY(!stage.queue.paused());
    }

    void withoutAnEngineNoJobIsLost()
    {
        FakeBehaviour behaviour;
        behaviour.missing = Error{ErrorCode::EngineNotFound, "not found"};
        Stage stage(behaviour);
        const JobId job = stage.queue.add(requestWithSeed(1), {});
        stage.queue.add(requestWithSeed(2), {});
        QTRY_COMPARE(stage.heldBack, std::vector<JobId>({job}));
        QVERIFY(stage.queue.paused());
        QCOMPARE(stage.queue.jobs().size(), std::size_t(2));
        QCOMPARE(stage.queue.jobs().front().note, QStringLiteral("not found"));
        stage.service.behave({});
        stage.queue.setPaused(false);
        QTRY_COMPARE(stage.finished.size(), std::size_t(2));
    }

    void aJobThatIsHeldBackKeepsWhatItBeginsFrom()
    {
        ServiceEvents events;
        SilentService service;
        JobQueue queue(service, events);
        GenerationRequest request = requestWithSeed(1);
        request.task = Task::Inpaint;
        const GenerationInputs inputs{std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}),
                                      std::make_shared<const Image>(Image{1, 1, 1, {255}})};
        const JobId job = queue.add(request, {}, JobQueue::Place::Back, inputs);
        events.failed(job, {ErrorCode::EngineNotFound, "not found"});
        QTRY_VERIFY(queue.paused());
        QCOMPARE(queue.jobs().front().id, job);
        QVERIFY(queue.jobs().front().inputs == inputs);
        queue.setPaused(false);
        QCOMPARE(service.jobs.size(), std::size_t(2));
        QVERIFY(service.jobs.back().inputs == inputs);
    }

    void whatIsLeftOfABatchIsHeldBack()
    {
        ServiceEvents events;
        SilentService service;
        JobQueue queue(service, events);
        std::vector<JobId> removed, added;
        connect(&queue, &JobQueue::removed, this, [&](JobId id) { removed.push_back(id); });
        connect(&queue, &JobQueue::added, this, [&](JobId id) { added.push_back(id); });
        const GenerationInputs inputs{std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}), nullptr};
        const JobId job = queue.add(requestWithSeed(10, 4), {}, JobQueue::Place::Back, inputs);
        const JobId next = queue.add(requestWithSeed(99), {});
        events.started(job, "cpu:0");
        events.pictureReady(job, {FakeGenerationService::pictureOf(11, 16, 16), 11, 1, {}});
        events.failed(job, {ErrorCode::EngineNotFound, "not found"});
        QTRY_COMPARE(queue.jobs().size(), std::size_t(3));
        QCOMPARE(removed, std::vector<JobId>({job})); // its number stays with its picture
        QCOMPARE(added.size(), std::size_t(4));
        QCOMPARE(queue.jobs()[0].request.seedOf(0), std::uint64_t(10));
        QCOMPARE(queue.jobs()[0].request.count, 1);
        QCOMPARE(queue.jobs()[1].request.seedOf(0), std::uint64_t(12));
        QCOMPARE(queue.jobs()[1].request.count, 2);
        QVERIFY(queue.jobs()[1].inputs == inputs);
        QCOMPARE(queue.jobs()[2].id, next);
        queue.setPaused(false);
        QCOMPARE(service.jobs.back().request.seedOf(0), std::uint64_t(10));
    }

    void nothingIsLeftOfABatchThatWasMade()
    {
        ServiceEvents events;
        SilentService service;
        JobQueue queue(service, events);
        const JobId job = queue.add(requestWithSeed(10), {});
        events.started(job, "cpu:0");
        events.pictureReady(job, {FakeGenerationService::pictureOf(10, 16, 16), 10, 0, {}});
        events.failed(job, {ErrorCode::EngineNotFound, "not found"});
        QTRY_VERIFY(queue.empty());
    }

    void aCancelledJobIsNotHeldBack()
    {
        ServiceEvents events;
        SilentService service;
        JobQueue queue(service, events);
        const JobId job = queue.add(requestWithSeed(10), {});
        queue.cancel(job);
        events.failed(job, {ErrorCode::EngineNotFound, "not found"});
        QTRY_VERIFY(queue.empty());
        QVERIFY(!queue.paused());
    }

    void aJobIsTakenUpAgainAfterTheEnginesDeath()
    {
        FakeBehaviour behaviour;
        behaviour.deaths = 1;
        Stage stage(behaviour);
        QString note;
        const JobId job = stage.queue.add(requestWithSeed(1), {});
        connect(&stage.queue, &JobQueue::changed, this, [&] {
            if (const QueuedJob* state = stage.queue.find(job); state != nullptr && !state->note.isEmpty()) {
                note = state->note;
            }
        });
        QTRY_COMPARE(stage.finished, std::vector<JobId>({job}));
        QVERIFY(note.contains(QStringLiteral("taken up anew")));
    }

    void senselessAnswersDoNoHarm()
    {
        FakeBehaviour behaviour;
        behaviour.senseless = true;
        Stage stage(behaviour);
        const JobId job = stage.queue.add(requestWithSeed(1, 2), {});
        QTRY_COMPARE(stage.finished, std::vector<JobId>({job}));
        QVERIFY(stage.failed.empty());
        QCOMPARE(stage.pictures.size(), std::size_t(2));
    }

    void everyCardGetsAJob()
    {
        ServiceEvents events;
        FakeGenerationService service;
        service.behave(holding());
        JobQueue queue(service, events);
        service.start(events, {{"cpu:0", "CPU", 1, 1},
                               {"cuda:0", "GPU", 1, 1},
                               {"cuda:1", "GPU", 1, 1},
                               {"cuda:2", "GPU", 1, 1, "it does not answer"}});
        QTest::qWait(0);
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            queue.add(requestWithSeed(seed), {});
        }
        QCOMPARE(service.submitted().size(), std::size_t(2));
        service.release();
        QTRY_VERIFY(queue.empty());
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "test_job_queue.moc"
