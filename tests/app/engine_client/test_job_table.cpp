// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/job_table.h"
#include "tests/app/engine_client/recording_listener.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace gesso::protocol;

namespace {

using Lines = std::vector<std::string>;

Submit smallJob(JobId id, int count = 1)
{
    Submit submit;
    submit.job = id;
    submit.request.width = submit.request.height = 8;
    submit.request.seed = 40;
    submit.request.count = count;
    return submit;
}

JobImage smallImage(int index)
{
    return {makePicture({8, 8, 3, std::vector<std::uint16_t>(192)}),
            40U + static_cast<std::uint64_t>(index),
            index,
            {},
            {"tiny", "h", "cpu:0", "fp32"}};
}

const Error kDeath{ErrorCode::EngineDied, "It died."};

} // namespace

class TestJobTable final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesPicturesOn();
    void refusesWhatDoesNotFit_data();
    void refusesWhatDoesNotFit();
    void refusesARepeatedPicture();
    void refusesToFinishWithoutPictures();
    void dropsWhatIsAboutUnknownJobs();
    void cancelsUnsentJobsAtOnce();
    void asksTheEngineToCancelSentJobs();
    void runsAJobAgainOnceAfterADeath();
    void aPictureForgivesTheDeathsBefore();
    void finishesAJobThatLacksNothing();
    void blamesNobodyForAnEngineThatWasEnded();
    void startsAnIdleEngineOnlyWhenNothingWasGivenUp();
    void tellsWhichCancelIsOverdue();
    void chargesTheFirstJobWhenNoneHadStarted();
    void sparesJobsThatOnlyWaited();
    void endsJobsBeingCancelledAtADeath();
    void failsAllWhenTheEngineCannotStart();
    void takesAnIdOnlyOnce();
    void tellsEachNoticeOnce();
};

void TestJobTable::passesPicturesOn()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1, 3));
    for (const int index : {2, 0, 1}) {
        QVERIFY(table.take(PictureMade{1, smallImage(index)}));
    }
    QVERIFY(table.take(Finished{1, {}, "m", "h", "cpu:0", "fp32"}));
    QVERIFY((listener.lines() == Lines{"picture 1 2", "picture 1 0", "picture 1 1", "finished 1"}));
    const JobResult result = listener.result();
    QCOMPARE(result.modelName, std::string("m"));
    QVERIFY(table.empty());
}

void TestJobTable::refusesWhatDoesNotFit_data()
{
    QTest::addColumn<int>("which");
    const char* names[] = {"index", "seed", "width", "height", "channels", "format", "latents"};
    for (int i = 0; i < 7; ++i) {
        QTest::newRow(names[i]) << i;
    }
}

void TestJobTable::refusesWhatDoesNotFit()
{
    QFETCH(int, which);
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    JobImage image = smallImage(0);
    switch (which) {
    case 0:
        image.index = 1;
        image.seed = 41;
        break;
    case 1:
        image.seed = 41;
        break;
    case 2:
        image.picture = makePicture({16, 8, 3, std::vector<std::uint16_t>(384)});
        break;
    case 3:
        image.picture = makePicture({8, 16, 3, std::vector<std::uint16_t>(384)});
        break;
    case 4:
        image.picture = makePicture({8, 8, 4, std::vector<std::uint16_t>(256)});
        break;
    case 5:
        image.picture = makePicture({8, 8, 3, std::vector<std::uint8_t>(192)});
        break;
    default:
        image.latents = {1.F};
    }
    QCOMPARE(table.take(PictureMade{1, image}).error().code, ErrorCode::ProtocolViolation);
}

void TestJobTable::refusesARepeatedPicture()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1, 2));
    QVERIFY(table.take(PictureMade{1, smallImage(0)}));
    QVERIFY(!table.take(PictureMade{1, smallImage(0)}));
}

void TestJobTable::refusesToFinishWithoutPictures()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    QVERIFY(!table.take(Finished{1, {}, "m", "h", "cpu:0", "fp32"}));
    QVERIFY(listener.lines().empty());
}

void TestJobTable::dropsWhatIsAboutUnknownJobs()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    QVERIFY(table.take(Started{2, "cpu:0"}));
    QVERIFY(table.take(Progress{2, {}}));
    QVERIFY(table.take(Preview{2, 9, {}}));
    QVERIFY(table.take(PictureMade{2, smallImage(9)}));
    QVERIFY(table.take(Finished{2, {}, "m", "h", "cpu:0", "fp32"}));
    QVERIFY(table.take(Failed{2, kDeath}));
    QVERIFY(table.take(Cancelled{2}));
    QVERIFY(listener.lines().empty());
    QVERIFY(!table.empty());
}

void TestJobTable::cancelsUnsentJobsAtOnce()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    QVERIFY(!table.cancel(1));
    QVERIFY(listener.lines() == Lines{"cancelled 1"});
    QVERIFY(!table.cancel(1));
    QCOMPARE(listener.count("cancelled 1"), 1);
}

void TestJobTable::asksTheEngineToCancelSentJobs()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    QCOMPARE(table.takeUnsent().size(), std::size_t{1});
    QVERIFY(table.takeUnsent().empty());
    QVERIFY(table.cancel(1));
    QVERIFY(listener.lines().empty());
    QVERIFY(table.take(Cancelled{1}));
    QVERIFY(listener.lines() == Lines{"cancelled 1"});
}

void TestJobTable::runsAJobAgainOnceAfterADeath()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1, 2));
    static_cast<void>(table.takeUnsent());
    QVERIFY(table.take(Started{1, "cpu:0"}));
    QVERIFY(table.take(PictureMade{1, smallImage(0)}));
    QVERIFY(table.engineDied(kDeath));
    const std::vector<Submit> again = table.takeUnsent();
    QCOMPARE(again.size(), std::size_t{1});
    QVERIFY(again[0].made == std::vector<int>{0});
    QVERIFY(!table.engineDied(kDeath));
    QVERIFY(table.empty());
    QCOMPARE(listener.lines().back(), std::string("failed 1 engine-died"));
    QVERIFY(listener.error().message.find("It died.") != std::string::npos);
}

void TestJobTable::aPictureForgivesTheDeathsBefore()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1, 3));
    for (int index = 0; index < 2; ++index) {
        static_cast<void>(table.takeUnsent());
        QVERIFY(table.take(Started{1, "cpu:0"}));
        QVERIFY(table.take(PictureMade{1, smallImage(index)}));
        QVERIFY(table.engineDied(kDeath));
    }
    QVERIFY((table.takeUnsent().front().made == std::vector<int>{0, 1}));
    QVERIFY(!table.engineDied(kDeath));
    QCOMPARE(listener.lines().back(), std::string("failed 1 engine-died"));
}

void TestJobTable::finishesAJobThatLacksNothing()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1, 2));
    static_cast<void>(table.takeUnsent());
    QVERIFY(table.take(PictureMade{1, smallImage(1)}));
    QVERIFY(table.take(PictureMade{1, smallImage(0)}));
    QVERIFY(!table.engineDied(kDeath));
    QVERIFY((listener.lines() == Lines{"picture 1 1", "picture 1 0", "lost engine-died", "finished 1"}));
    QCOMPARE(listener.result().modelName, std::string("tiny"));
}

void TestJobTable::blamesNobodyForAnEngineThatWasEnded()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    for (int death = 0; death < JobTable::kMaxDeaths + 1; ++death) {
        static_cast<void>(table.takeUnsent());
        QVERIFY(table.take(Started{1, "cpu:0"}));
        QVERIFY(table.engineDied(kDeath, JobTable::Blame::Nobody));
    }
    QVERIFY(!table.empty());
}

void TestJobTable::startsAnIdleEngineOnlyWhenNothingWasGivenUp()
{
    RecordingListener listener;
    JobTable table(listener);
    QVERIFY(!table.engineDied(kDeath));
    QVERIFY(table.engineDied(kDeath, JobTable::Blame::RunningJobs, true));
    table.add(smallJob(1));
    QVERIFY(table.engineDied(kDeath, JobTable::Blame::RunningJobs, true));
    QVERIFY(!table.engineDied(kDeath, JobTable::Blame::RunningJobs, true));
    QVERIFY(table.empty());
}

void TestJobTable::tellsWhichCancelIsOverdue()
{
    using namespace std::chrono_literals;
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    static_cast<void>(table.takeUnsent());
    QVERIFY(!table.cancelledBefore(100s));
    QVERIFY(table.cancel(1, 10s));
    QVERIFY(table.cancel(1, 14s)); // asked again: it is no younger
    QVERIFY(!table.cancelledBefore(10s));
    QVERIFY(table.cancelledBefore(10001ms) == JobId{1});
    QVERIFY(table.take(Cancelled{1}));
    QVERIFY(!table.cancelledBefore(100s));
}

void TestJobTable::chargesTheFirstJobWhenNoneHadStarted()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    table.add(smallJob(2));
    table.engineDied(kDeath);
    table.engineDied(kDeath);
    QVERIFY((listener.lines() ==
             Lines{"lost engine-died restarting", "lost engine-died restarting", "failed 1 engine-died"}));
    QCOMPARE(table.takeUnsent().front().job, JobId{2});
}

void TestJobTable::sparesJobsThatOnlyWaited()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    table.add(smallJob(2));
    for (int death = 0; death < JobTable::kMaxDeaths; ++death) {
        static_cast<void>(table.takeUnsent());
        QVERIFY(table.take(Started{2, "cpu:0"}));
        table.engineDied(kDeath);
    }
    QCOMPARE(listener.lines().back(), std::string("failed 2 engine-died"));
    QCOMPARE(table.takeUnsent().front().job, JobId{1});
}

void TestJobTable::endsJobsBeingCancelledAtADeath()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    static_cast<void>(table.takeUnsent());
    QVERIFY(table.cancel(1));
    table.engineDied(kDeath);
    QVERIFY((listener.lines() == Lines{"lost engine-died", "cancelled 1"}));
    QVERIFY(table.empty());
}

void TestJobTable::failsAllWhenTheEngineCannotStart()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    table.add(smallJob(2));
    table.engineNotStarted(kDeath);
    QVERIFY((listener.lines() == Lines{"lost engine-died", "failed 1 engine-died", "failed 2 engine-died"}));
    QVERIFY(table.empty());
}

void TestJobTable::takesAnIdOnlyOnce()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    table.add(smallJob(1, 5));
    const std::vector<Submit> unsent = table.takeUnsent();
    QCOMPARE(unsent.size(), std::size_t{1});
    QCOMPARE(unsent[0].request.count, 1);
}

void TestJobTable::tellsEachNoticeOnce()
{
    RecordingListener listener;
    JobTable table(listener);
    table.add(smallJob(1));
    for (const char* text : {"one", "two", "one"}) {
        QVERIFY(table.take(Notice{1, text}));
    }
    QVERIFY(table.take(Notice{2, "late"}));
    table.engineDied(kDeath);
    QVERIFY(table.take(Notice{1, "two"}));
    QVERIFY(table.take(PictureMade{1, smallImage(0)}));
    QVERIFY(table.take(Finished{1, {}, "m", "h", "cpu:0", "fp32"}));
    QCOMPARE(listener.count("notice 1 one"), 1);
    QCOMPARE(listener.count("notice 1 two"), 1);
    QCOMPARE(listener.count("notice 2 late"), 0);
    QCOMPARE(listener.result().notices, (std::vector<std::string>{"one", "two"}));
}

QTEST_APPLESS_MAIN(TestJobTable)
#include "test_job_table.moc"
