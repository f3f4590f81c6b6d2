// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/engine/job_queue.h"

#include <QTest>

#include <thread>

using namespace gesso;
using namespace gesso::inference;

namespace {

const WorkerDevice kFirst{"cpu:0", at::Device(at::kCPU)};
const WorkerDevice kSecond{"cpu:1", at::Device(at::kCPU)};

std::shared_ptr<Job> job(JobId id, int count, std::vector<WorkerDevice> devices = {kFirst})
{
    auto made = std::make_shared<Job>();
    made->id = id;
    made->request.count = count;
    made->devices = std::move(devices);
    return made;
}

/// The event that ends a job, which must be there and of this kind.
template <typename Message> Message endOf(const std::optional<protocol::FromEngine>& event)
{
    return std::get<Message>(event.value());
}

Outcome failure(ErrorCode code)
{
    Outcome outcome;
    outcome.error = Error{code, "broken"};
    return outcome;
}

} // namespace

/// The queue is stepped by hand: no engine, no models.
class TestJobQueue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutImagesInTheOrderOfTheJobs();
    void aDeviceTakesOnlyItsOwnJobs();
    void imagesOfOneJobGoToSeveralDevices();
    void imagesThatWereMadeAreLeftOut();
    void theFirstFailureEndsTheJobOnceAllDevicesAreDone();
    void aCancelledJobEndsWhenItsLastImageDoes();
    void whatADeviceGivesBackGoesToTheOthers();
    void timingsAreSummed();
    void aFullQueueRefuses();
    void closeWakesWhoWaits();
};

void TestJobQueue::handsOutImagesInTheOrderOfTheJobs()
{
    JobQueue queue;
    queue.push(job(1, 2));
    queue.push(job(2, 1));
    const auto a = queue.take(kFirst);
    const auto b = queue.take(kFirst);
    const auto c = queue.take(kFirst);
    QCOMPARE(a->job->id, JobId{1});
    QCOMPARE(a->image, 0);
    QVERIFY(a->first);
    QCOMPARE(b->image, 1);
    QVERIFY(!b->first);
    QCOMPARE(c->job->id, JobId{2});
    QVERIFY(!queue.finish(*a, {}).end);
    const JobQueue::AfterClaim after = queue.finish(*b, {});
    QCOMPARE(endOf<protocol::Finished>(after.end).job, JobId{1});
    QVERIFY(!queue.contains(1));
    QVERIFY(queue.contains(2));
}

void TestJobQueue::aDeviceTakesOnlyItsOwnJobs()
{
    JobQueue queue;
    queue.push(job(1, 1, {kFirst}));
    queue.push(job(2, 1, {kSecond}));
    QCOMPARE(queue.take(kSecond)->job->id, JobId{2});
    QCOMPARE(queue.take(kFirst)->job->id, JobId{1});
}

void TestJobQueue::imagesOfOneJobGoToSeveralDevices()
{
    JobQueue queue;
    queue.push(job(1, 2, {kFirst, kSecond}));
    const auto a = queue.take(kFirst);
    const auto b = queue.take(kSecond);
    QCOMPARE(a->image + b->image, 1);
    QVERIFY(!queue.finish(*b, {}).end);
    const auto end = queue.finish(*a, {}).end;
    QCOMPARE(endOf<protocol::Finished>(end).device, std::string("cpu:0,cpu:1"));
}

void TestJobQueue::imagesThatWereMadeAreLeftOut()
{
    JobQueue queue;
    const std::shared_ptr<Job> again = job(1, 6);
    again->made = {0, 1, 3, 5};
    queue.push(again);
    const auto a = queue.take(kFirst);
    const auto b = queue.take(kFirst);
    QCOMPARE(a->image, 2);
    QVERIFY(a->first);
    QCOMPARE(b->image, 4);
    QVERIFY(!b->first);
    QVERIFY(!queue.finish(*a, {}).end);
    QCOMPARE(endOf<protocol::Finished>(queue.finish(*b, {}).end).job, JobId{1});
}

void TestJobQueue::theFirstFailureEndsTheJobOnceAllDevicesAreDone()
{
    JobQueue queue;
    queue.push(job(1, 5, {kFirst, kSecond}));
    const auto a = queue.take(kFirst);
    const auto b = queue.take(kSecond);
    QVERIFY(!queue.finish(*a, failure(ErrorCode::BadPicture)).end);
    QVERIFY(b->job->stop.stop_requested());
    const auto end = queue.finish(*b, failure(ErrorCode::Cancelled)).end;
    QCOMPARE(endOf<protocol::Failed>(end).error.code, ErrorCode::BadPicture);
}

void TestJobQueue::aCancelledJobEndsWhenItsLastImageDoes()
{
    JobQueue queue;
    queue.push(job(1, 3));
    const auto a = queue.take(kFirst);
    QVERIFY(!queue.cancel(1));
    QVERIFY(a->job->stop.stop_requested());
    const auto end = queue.finish(*a, failure(ErrorCode::Cancelled)).end;
    QCOMPARE(endOf<protocol::Cancelled>(end).job, JobId{1});
    queue.push(job(2, 3));
    QCOMPARE(endOf<protocol::Cancelled>(queue.cancel(2)).job, JobId{2});
    QVERIFY(!queue.cancel(2));
}

void TestJobQueue::whatADeviceGivesBackGoesToTheOthers()
{
    JobQueue queue;
    queue.push(job(1, 2, {kFirst, kSecond}));
    const auto a = queue.take(kFirst);
    QVERIFY(queue.giveBack(*a, kFirst));
    const auto again = queue.take(kSecond);
    QCOMPARE(again->image, 0);
    QVERIFY(again->first);
    const auto b = queue.take(kSecond);
    QCOMPARE(b->image, 1);
    QVERIFY(!queue.giveBack(*b, kSecond)); // nobody else is left
    QVERIFY(queue.finish(*again, {}).moreToTake == false);
    const protocol::Finished finished = endOf<protocol::Finished>(queue.finish(*b, {}).end);
    QCOMPARE(finished.device, std::string("cpu:1"));

    queue.push(job(2, 1, {kFirst, kSecond}));
    const auto stopped = queue.take(kFirst);
    QVERIFY(!queue.cancel(2));
    QVERIFY(!queue.giveBack(*stopped, kFirst)); // its end is told by who has it
    QVERIFY(queue.finish(*stopped, failure(ErrorCode::DeviceUnavailable)).end);
}

void TestJobQueue::timingsAreSummed()
{
    JobQueue queue;
    queue.push(job(1, 2));
    Outcome outcome;
    outcome.timings = {1., 2., 3., 4., 0.};
    const auto a = queue.take(kFirst);
    const auto b = queue.take(kFirst);
    QVERIFY(!queue.finish(*a, outcome).end);
    const auto end = queue.finish(*b, outcome).end;
    const StageTimings timings = endOf<protocol::Finished>(end).timings;
    QCOMPARE(timings.load, 2.);
    QCOMPARE(timings.text, 4.);
    QCOMPARE(timings.denoise, 6.);
    QCOMPARE(timings.decode, 8.);
}

void TestJobQueue::aFullQueueRefuses()
{
    JobQueue queue;
    for (std::size_t i = 0; i < JobQueue::kMostJobs; ++i) {
        queue.push(job(i, 1));
    }
    QVERIFY_EXCEPTION_THROWN(queue.push(job(9999, 1)), EngineError);
}

void TestJobQueue::closeWakesWhoWaits()
{
    JobQueue queue;
    std::optional<Claim> claim = Claim{};
    std::thread waiting([&] { claim = queue.take(kFirst); });
    queue.close();
    waiting.join();
    QVERIFY(!claim);
}

QTEST_APPLESS_MAIN(TestJobQueue)
#include "test_job_queue.moc"
