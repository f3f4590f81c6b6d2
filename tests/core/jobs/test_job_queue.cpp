// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_queue.h"

#include <QTest>

#include <algorithm>

using namespace gesso;

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

/// Takes jobs and says nothing by itself.
class SilentService final : public GenerationService {
public:
    struct Job {
        JobId id;
        GenerationRequest request;
        GenerationInputs inputs;
    };
    std::vector<Job> jobs;
    std::vector<JobId> cancelled;

    void submit(JobId job, const GenerationRequest& request, const ExecutionOptions& /*options*/,
                const GenerationInputs& inputs) override
    {
        jobs.push_back({job, request, inputs});
    }
    void cancel(JobId job) override { cancelled.push_back(job); }
    void countTokens(std::uint64_t /*inquiry*/, std::string /*model*/, std::string /*text*/,
                     PromptSyntax /*syntax*/) override
    {
    }
    void restart() override {}
};

/// A queue on a service that does what the test says, and what the queue said.
struct Stage final : JobQueueListener {
    SilentService service;
    double now = 0.;
    JobQueue queue{service, *this, [this] { return now; }};
    std::vector<JobId> added, changed, removed, submitted, failed, cancelled, heldBack;
    std::function<void(JobId)> onChanged;
    int reordered = 0;

    void jobAdded(JobId job) override { added.push_back(job); }
    void jobChanged(JobId job) override
    {
        changed.push_back(job);
        if (onChanged) {
            onChanged(job);
        }
    }
    void jobRemoved(JobId job) override { removed.push_back(job); }
    void jobsReordered() override { ++reordered; }
    void queuePaused(bool) override {}
    void jobSubmitted(JobId job) override { submitted.push_back(job); }
    void jobFailed(JobId job, const Error&) override { failed.push_back(job); }
    void jobCancelled(JobId job) override { cancelled.push_back(job); }
    void jobHeldBack(JobId job, const Error&) override { heldBack.push_back(job); }

    JobId add(std::uint64_t seed, int count = 1) { return queue.add(requestWithSeed(seed, count), {}); }
    /// Makes all pictures of a job that runs, a second a step.
    void make(JobId job)
    {
        const int count = queue.find(job)->request.count;
        queue.noteStarted(job, "cpu:0");
        for (int image = 0; image < count; ++image) {
            for (int step = 0; step <= 4; ++step, now += 1.) {
                queue.noteProgress(job, {"denoise", image, step, 4});
            }
            queue.notePicture(job, image);
        }
        queue.noteFinished(job);
    }
    [[nodiscard]] std::vector<std::uint64_t> seeds() const
    {
        std::vector<std::uint64_t> seeds;
        for (const QueuedJob& job : queue.jobs()) {
            seeds.push_back(job.request.seed);
        }
        return seeds;
    }
};

using Seeds = std::vector<std::uint64_t>;
const Error kNoEngine{ErrorCode::EngineNotFound, "not found"};

} // namespace

class TestJobQueue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitingJobsSayWhatTheyTakeOnceOneWasMade()
    {
        Stage stage;
        const JobId first = stage.add(1);
        const JobId waiting = stage.add(2);
        stage.add(3);
        QVERIFY(!stage.queue.find(waiting)->secondsLeft); // nothing is guessed
        stage.queue.setPaused(true);
        stage.make(first);
        const std::optional<double> told = stage.queue.find(waiting)->secondsLeft;
        QVERIFY(told && *told > 3. && *told < 8.);
        QVERIFY(std::count(stage.changed.begin(), stage.changed.end(), waiting) == 1);
        QVERIFY(stage.queue.secondsLeft() && *stage.queue.secondsLeft() == 2 * *told);
    }

    void jobsRunOneAfterAnotherInTheirOrder()
    {
        Stage stage;
        const JobId first = stage.add(1, 2);
        const JobId second = stage.add(2);
        QCOMPARE(stage.submitted, std::vector<JobId>({first}));
        stage.make(first);
        QCOMPARE(stage.submitted, std::vector<JobId>({first, second}));
        QCOMPARE(stage.queue.endedInSeries(), 1);
        QCOMPARE(stage.queue.allInSeries(), 2);
        stage.make(second);
        QVERIFY(stage.queue.empty());
        QCOMPARE(stage.queue.endedInSeries(), 0); // the series is over
    }

    void oneForTheFrontRunsNext()
    {
        Stage stage;
        stage.add(1);
        stage.add(2);
        stage.queue.add(requestWithSeed(3), {}, JobQueue::Place::Front);
        const JobId last = stage.add(4);
        stage.queue.moveToFront(last);
        QCOMPARE(stage.seeds(), Seeds({1, 4, 3, 2}));
        QCOMPARE(stage.reordered, 1);
        stage.make(stage.queue.jobs().front().id);
        QCOMPARE(stage.service.jobs.back().request.seed, std::uint64_t(4));
    }

    void aMoveCanBeTakenBack()
    {
        Stage stage;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            stage.add(seed);
        }
        const JobId fourth = stage.queue.jobs()[3].id;
        const std::vector<JobId> before = stage.queue.moveToFront(fourth);
        QCOMPARE(stage.seeds(), Seeds({1, 4, 2, 3, 5}));
        stage.queue.moveBack(fourth, before);
        QCOMPARE(stage.seeds(), Seeds({1, 2, 3, 4, 5}));
        QVERIFY(stage.queue.moveToFront(stage.queue.jobs()[1].id).empty()); // it is the next one already
        stage.queue.moveToFront(fourth);
        stage.make(stage.queue.jobs().front().id); // it runs now
        stage.queue.moveBack(fourth, before);
        QCOMPARE(stage.seeds(), Seeds({4, 2, 3, 5}));
    }

    void progressGrowsAndTimeLeftIsTold()
    {
        Stage stage;
        const JobId job = stage.add(1, 2);
        double last = 0.;
        bool grows = true;
        stage.onChanged = [&](JobId id) {
            grows = grows && stage.queue.find(id)->fraction >= last;
            last = stage.queue.find(id)->fraction;
        };
        stage.queue.noteStarted(job, "cpu:0");
        for (int step = 0; step <= 2; ++step, stage.now += 1.) {
            QVERIFY(stage.queue.noteProgress(job, {"denoise", 0, step, 4}));
        }
        QCOMPARE(stage.queue.find(job)->progress.step, 2);
        QVERIFY(stage.queue.find(job)->fraction > 0.);
        QVERIFY(stage.queue.find(job)->fraction < 1.);
        QVERIFY(stage.queue.find(job)->secondsLeft);
        QCOMPARE(stage.queue.find(job)->device, std::string("cpu:0"));
        stage.make(job);
        QVERIFY(grows);
        QVERIFY(last > 0.99);
    }

    void runningAndWaitingJobsCanBeCancelled()
    {
        Stage stage;
        const JobId running = stage.add(1);
        const JobId waiting = stage.add(2);
        const JobId staying = stage.add(3);
        stage.queue.cancel(waiting);
        QCOMPARE(stage.cancelled, std::vector<JobId>({waiting}));
        stage.queue.cancel(running);
        QCOMPARE(stage.queue.find(running)->state, QueuedJob::State::Cancelling);
        QCOMPARE(stage.service.cancelled, std::vector<JobId>({running}));
        stage.queue.cancel(running); // once is enough
        QCOMPARE(stage.service.cancelled.size(), std::size_t(1));
        QVERIFY(stage.queue.noteCancelled(running));
        QCOMPARE(stage.cancelled, std::vector<JobId>({waiting, running}));
        QCOMPARE(stage.submitted, std::vector<JobId>({running, staying}));
    }

    void aCancelledJobComesBackToWhereItStood()
    {
        Stage stage;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            stage.add(seed);
        }
        const TakenJobs third = stage.queue.takeOut({stage.queue.jobs()[2].id});
        const TakenJobs second = stage.queue.takeOut({stage.queue.jobs()[1].id});
        const TakenJobs last = stage.queue.takeOut({stage.queue.jobs().back().id});
        stage.add(6);
        QCOMPARE(stage.seeds(), Seeds({1, 4, 6}));
        stage.queue.putBack(last);
        stage.queue.putBack(second);
        stage.queue.putBack(third);
        QCOMPARE(stage.seeds(), Seeds({1, 2, 3, 4, 5, 6}));
        stage.queue.putBack(third); // twice does no harm
        QCOMPARE(stage.queue.jobs().size(), std::size_t(6));
    }

    void cancelledJobsDoNotCountInTheSeries()
    {
        Stage stage;
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            stage.add(seed);
        }
        stage.make(stage.queue.jobs().front().id);
        const TakenJobs taken = stage.queue.takeOut({stage.queue.jobs()[2].id});
        QCOMPARE(stage.queue.endedInSeries() + 1, 2);
        QCOMPARE(stage.queue.allInSeries(), 5);
        stage.queue.putBack(taken);
        QCOMPARE(stage.queue.endedInSeries() + 1, 2);
        QCOMPARE(stage.queue.allInSeries(), 6); // as many as were put in
    }

    void jobsThatWaitCanBeTakenOutAndPutBack()
    {
        Stage stage;
        const JobId running = stage.add(1);
        const JobId second = stage.add(2);
        const JobId third = stage.add(3);
        const TakenJobs taken = stage.queue.takeOut({third, running, 77, second});
        QCOMPARE(taken.jobs.size(), std::size_t(2));
        QCOMPARE(stage.removed.size(), std::size_t(2));
        stage.make(running);
        QVERIFY(stage.queue.empty());
        stage.queue.putBack(taken);
        QCOMPARE(stage.seeds(), Seeds({2, 3}));
        QCOMPARE(stage.service.jobs.back().request.seed, std::uint64_t(2)); // it runs
    }

    void aPausedQueueStartsNothing()
    {
        Stage stage;
        stage.queue.setPaused(true);
        stage.add(1);
        QVERIFY(stage.service.jobs.empty());
        stage.queue.setPaused(false);
        QCOMPARE(stage.service.jobs.size(), std::size_t(1));
    }

    void aFailureEndsThatJobAlone()
    {
        Stage stage;
        const JobId first = stage.add(1);
        const JobId second = stage.add(2);
        QVERIFY(stage.queue.noteFailed(first, {ErrorCode::OutOfDeviceMemory, "too large"}));
        QCOMPARE(stage.failed, std::vector<JobId>({first}));
        QCOMPARE(stage.submitted, std::vector<JobId>({first, second}));
        QVERIFY(!stage.queue.paused());
    }

    void whatAFailedJobLacksIsTriedAgain()
    {
        Stage stage;
        const GenerationInputs inputs{std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}), nullptr};
        const JobId first = stage.queue.add(requestWithSeed(10, 3), {}, JobQueue::Place::Back, inputs);
        stage.add(2);
        stage.queue.setPaused(true);
        stage.queue.notePicture(first, 1);
        stage.queue.noteFailed(first, {ErrorCode::OutOfDeviceMemory, "too large"});
        QVERIFY(stage.queue.canRetry(first));
        QCOMPARE(stage.queue.allInSeries(), 2);
        stage.queue.retry(first);
        QCOMPARE(stage.seeds(), Seeds({10, 12, 2}));
        QVERIFY(stage.queue.jobs()[1].inputs == inputs);
        QCOMPARE(stage.queue.allInSeries(), 3); // the failed one is not counted beside what it is made again by
        QVERIFY(!stage.queue.canRetry(first));
        stage.queue.retry(first);
        QCOMPARE(stage.queue.jobs().size(), std::size_t(3));
    }

    void withoutAnEngineNoJobIsLost()
    {
        Stage stage;
        const JobId job = stage.add(1);
        stage.add(2);
        stage.queue.noteFailed(job, kNoEngine);
        QCOMPARE(stage.heldBack, std::vector<JobId>({job}));
        QVERIFY(stage.queue.paused());
        QCOMPARE(stage.seeds(), Seeds({1, 2}));
        QCOMPARE(stage.queue.jobs().front().heldBackBy, std::string("not found"));
        stage.queue.setPaused(false);
        stage.make(job);
        QCOMPARE(stage.queue.jobs().size(), std::size_t(1));
    }

    void aJobThatIsHeldBackKeepsWhatItBeginsFrom()
    {
        Stage stage;
        GenerationRequest request = requestWithSeed(1);
        request.task = Task::Inpaint;
        const GenerationInputs inputs{std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}),
                                      std::make_shared<const Image>(Image{1, 1, 1, {255}})};
        const JobId job = stage.queue.add(request, {}, JobQueue::Place::Back, inputs);
        stage.queue.noteFailed(job, kNoEngine);
        QCOMPARE(stage.queue.jobs().front().id, job);
        QVERIFY(stage.queue.jobs().front().inputs == inputs);
        stage.queue.setPaused(false);
        QCOMPARE(stage.service.jobs.size(), std::size_t(2));
        QVERIFY(stage.service.jobs.back().inputs == inputs);
    }

    void whatIsLeftOfABatchIsHeldBack()
    {
        Stage stage;
        const GenerationInputs inputs{std::make_shared<const Image>(Image{1, 1, 3, {1, 2, 3}}), nullptr};
        const JobId job = stage.queue.add(requestWithSeed(10, 4), {}, JobQueue::Place::Back, inputs);
        const JobId next = stage.add(99);
        stage.queue.noteStarted(job, "cpu:0");
        stage.queue.notePicture(job, 1);
        stage.queue.noteFailed(job, kNoEngine);
        QCOMPARE(stage.removed, std::vector<JobId>({job})); // its number stays with its picture
        QCOMPARE(stage.added.size(), std::size_t(4));
        QCOMPARE(stage.queue.jobs()[0].request.seedOf(0), std::uint64_t(10));
        QCOMPARE(stage.queue.jobs()[0].request.count, 1);
        QCOMPARE(stage.queue.jobs()[1].request.seedOf(0), std::uint64_t(12));
        QCOMPARE(stage.queue.jobs()[1].request.count, 2);
        QVERIFY(stage.queue.jobs()[1].inputs == inputs);
        QCOMPARE(stage.queue.jobs()[2].id, next);
        stage.queue.setPaused(false);
        QCOMPARE(stage.service.jobs.back().request.seedOf(0), std::uint64_t(10));
    }

    void nothingIsLeftOfABatchThatWasMade()
    {
        Stage stage;
        const JobId job = stage.add(10);
        stage.queue.noteStarted(job, "cpu:0");
        stage.queue.notePicture(job, 0);
        stage.queue.noteFailed(job, kNoEngine);
        QVERIFY(stage.queue.empty());
    }

    void aCancelledJobIsNotHeldBack()
    {
        Stage stage;
        const JobId job = stage.add(10);
        stage.queue.cancel(job);
        stage.queue.noteFailed(job, kNoEngine);
        QVERIFY(stage.queue.empty());
        QVERIFY(!stage.queue.paused());
        QCOMPARE(stage.cancelled, std::vector<JobId>({job}));
    }

    void aJobIsTakenUpAgainAfterTheEnginesDeath()
    {
        Stage stage;
        const JobId job = stage.add(1);
        stage.queue.noteStarted(job, "cpu:0");
        stage.queue.noteProgress(job, {"denoise", 0, 2, 4});
        stage.queue.noteRestart();
        QVERIFY(stage.queue.find(job)->restarted);
        QCOMPARE(stage.queue.find(job)->fraction, 0.);
        QVERIFY(stage.queue.find(job)->device.empty());
        stage.make(job);
        QVERIFY(stage.queue.empty());
    }

    void senselessAnswersDoNoHarm()
    {
        Stage stage;
        const JobId job = stage.add(1, 2);
        const std::size_t said = stage.changed.size();
        QVERIFY(!stage.queue.noteProgress(job, {"denoise", 2, 1, 4}));
        QVERIFY(!stage.queue.noteProgress(job, {"denoise", -1, 1, 4}));
        QVERIFY(!stage.queue.noteProgress(job, {"denoise", 0, 5, 4}));
        QVERIFY(!stage.queue.noteProgress(job, {"denoise", 0, -1, 4}));
        QVERIFY(!stage.queue.notePicture(job, 2));
        QVERIFY(!stage.queue.noteStarted(77, "cpu:0"));
        QVERIFY(!stage.queue.noteFinished(77));
        QVERIFY(!stage.queue.noteCancelled(77));
        QVERIFY(!stage.queue.noteFailed(77, kNoEngine));
        QVERIFY(!stage.queue.paused());
        QVERIFY(!stage.queue.hasPicture(77, 0));
        QCOMPARE(stage.changed.size(), said);
        QVERIFY(stage.queue.find(job)->made.empty());
    }

    void everyCardGetsAJob()
    {
        Stage stage;
        stage.queue.noteDevices({{"cpu:0", "CPU", 1, 1},
                                 {"cuda:0", "GPU", 1, 1},
                                 {"cuda:1", "GPU", 1, 1},
                                 {"cuda:2", "GPU", 1, 1, "it does not answer"}});
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            stage.add(seed);
        }
        QCOMPARE(stage.service.jobs.size(), std::size_t(2));
        stage.make(stage.queue.jobs()[1].id);
        QCOMPARE(stage.service.jobs.size(), std::size_t(3));
    }

    void thousandsOfJobsAreTakenOutAndPutBack()
    {
        Stage stage;
        for (std::uint64_t seed = 0; seed < 3000; ++seed) {
            stage.add(seed);
        }
        const Seeds before = stage.seeds();
        std::vector<JobId> all;
        for (const QueuedJob& job : stage.queue.jobs()) {
            all.push_back(job.id);
        }
        stage.queue.putBack(stage.queue.takeOut(all));
        QVERIFY(stage.seeds() == before);
    }
};

QTEST_APPLESS_MAIN(TestJobQueue)
#include "test_job_queue.moc"
