// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_generation_service.h"
#include "ui/queue/queue_signals.h"

#include <QTest>

using namespace gesso;
using gesso::ui::FinishedPicture;
using gesso::ui::QueueSignals;
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

FakeBehaviour holding()
{
    FakeBehaviour behaviour;
    behaviour.holdAtStep = 3;
    return behaviour;
}

/// A queue on a fake service, which speaks on a thread of its own, and what was said.
struct Stage {
    ServiceEvents events;
    FakeGenerationService service;
    QueueSignals said{service, events};
    JobQueue& queue = said.queue();
    std::vector<JobId> finished, failed, cancelled, heldBack, removed;
    std::vector<QImage> pictures;
    int previews = 0;

    explicit Stage(const FakeBehaviour& behaviour = {})
    {
        QObject::connect(&said, &QueueSignals::finished, [this](JobId job) { finished.push_back(job); });
        QObject::connect(&said, &QueueSignals::failed, [this](JobId job) { failed.push_back(job); });
        QObject::connect(&said, &QueueSignals::cancelled, [this](JobId job) { cancelled.push_back(job); });
        QObject::connect(&said, &QueueSignals::heldBack, [this](JobId job) { heldBack.push_back(job); });
        QObject::connect(&said, &QueueSignals::removed, [this](JobId job) { removed.push_back(job); });
        QObject::connect(&said, &QueueSignals::previewed, [this] { ++previews; });
        QObject::connect(&said, &QueueSignals::pictureReady,
                         [this](JobId, const FinishedPicture& picture) { pictures.push_back(picture.shown); });
        service.behave(behaviour);
        service.start(events);
    }
};

} // namespace

/// The queue itself is tested without Qt: here, that what a service says reaches it, and what it says is heard.
class TestQueueSignals final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsGoThroughTheService()
    {
        Stage stage;
        const JobId first = stage.queue.add(requestWithSeed(1, 2), {});
        const JobId second = stage.queue.add(requestWithSeed(2), {});
        QTRY_COMPARE(stage.finished, std::vector<JobId>({first, second}));
        QCOMPARE(stage.removed, std::vector<JobId>({first, second}));
        QCOMPARE(stage.pictures.size(), std::size_t(3));
        QVERIFY(stage.queue.empty());
    }

    void theLatestPreviewOfAJobIsKeptUntilItEnds()
    {
        Stage stage(holding());
        const JobId job = stage.queue.add(requestWithSeed(1), {});
        QVERIFY(stage.said.preview(job).isNull());
        QTRY_COMPARE(stage.queue.find(job)->progress.step, 2);
        QTRY_VERIFY(!stage.said.preview(job).isNull());
        QVERIFY(stage.previews > 0);
        stage.service.release();
        QTRY_COMPARE(stage.finished, std::vector<JobId>({job}));
        QVERIFY(stage.said.preview(job).isNull());
    }

    void cancellingIsHeard()
    {
        Stage stage(holding());
        const JobId running = stage.queue.add(requestWithSeed(1), {});
        const JobId waiting = stage.queue.add(requestWithSeed(2), {});
        stage.queue.cancel(waiting);
        QCOMPARE(stage.cancelled, std::vector<JobId>({waiting}));
        QTRY_COMPARE(stage.queue.find(running)->progress.step, 2);
        stage.queue.cancel(running);
        QTRY_COMPARE(stage.cancelled, std::vector<JobId>({waiting, running}));
    }

    void aFailureIsHeardAndTheNextJobRuns()
    {
        FakeBehaviour behaviour;
        behaviour.failure = Error{ErrorCode::OutOfDeviceMemory, "too large"};
        Stage stage(behaviour);
        stage.queue.add(requestWithSeed(1), {});
        const JobId second = stage.queue.add(requestWithSeed(2), {});
        connect(&stage.said, &QueueSignals::failed, this, [&] { stage.service.behave({}); });
        QTRY_COMPARE(stage.failed.size(), std::size_t(1));
        QTRY_COMPARE(stage.finished, std::vector<JobId>({second}));
    }

    void aMissingEngineHoldsJobsBack()
    {
        FakeBehaviour behaviour;
        behaviour.missing = Error{ErrorCode::EngineNotFound, "not found"};
        Stage stage(behaviour);
        const JobId job = stage.queue.add(requestWithSeed(1), {});
        QTRY_COMPARE(stage.heldBack, std::vector<JobId>({job}));
        QVERIFY(stage.queue.paused());
        stage.service.behave({});
        stage.queue.setPaused(false);
        QTRY_COMPARE(stage.finished.size(), std::size_t(1));
    }

    void aRestartOfTheEngineReachesTheQueue()
    {
        FakeBehaviour behaviour;
        behaviour.deaths = 1;
        Stage stage(behaviour);
        bool restarted = false;
        const JobId job = stage.queue.add(requestWithSeed(1), {});
        connect(&stage.said, &QueueSignals::changed, this, [&](JobId id) {
            const QueuedJob* state = stage.queue.find(id);
            restarted = restarted || (state != nullptr && state->restarted);
        });
        QTRY_COMPARE(stage.finished, std::vector<JobId>({job}));
        QVERIFY(restarted);
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
        QueueSignals said(service, events);
        service.start(events, {{"cpu:0", "CPU", 1, 1}, {"cuda:0", "GPU", 1, 1}, {"cuda:1", "GPU", 1, 1}});
        QTest::qWait(0);
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            said.queue().add(requestWithSeed(seed), {});
        }
        QCOMPARE(service.submitted().size(), std::size_t(2));
        service.release();
        QTRY_VERIFY(said.queue().empty());
    }
};

QTEST_GUILESS_MAIN(TestQueueSignals)
#include "test_queue_signals.moc"
