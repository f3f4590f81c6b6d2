// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_client.h"
#include "tests/app/engine_client/fake_engine_client.h"
#include "tests/app/engine_client/recording_listener.h"
#include "tests/support/time_judge.h"

#include <QtTest/QtTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace gesso;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

using Lines = std::vector<std::string>;

constexpr LinkLimits kShortLimits{1000ms, 600ms};

/// The fake engine, started by a shell that leaves the engine's number in a file.
EngineClientOptions engineWithNumber(const std::string& behaviour, const std::string& file)
{
    EngineClientOptions options;
    options.command = {"/bin/sh", "-c", "echo $$ > '" + file + "'; exec '" GESSO_FAKE_ENGINE "' " + behaviour};
    return options;
}

/// Sends a signal to the engine whose number stands in a file.
bool signalEngine(const std::string& file, int signal)
{
    QFile number(QString::fromStdString(file));
    return number.open(QIODevice::ReadOnly) && ::kill(number.readAll().trimmed().toInt(), signal) == 0;
}

/// The processes that run the fake engine with this argument, zombies included.
int enginesWith(const std::string& argument)
{
    int found = 0;
    const QStringList processes = QDir("/proc").entryList({"[0-9]*"}, QDir::Dirs);
    for (const QString& process : processes) {
        QFile line("/proc/" + process + "/cmdline");
        if (line.open(QIODevice::ReadOnly)) {
            const QByteArray words = line.readAll();
            found += words.startsWith(GESSO_FAKE_ENGINE) && words.contains(argument.c_str()) ? 1 : 0;
        }
    }
    return found;
}

int zombieChildren()
{
    int found = 0;
    const QStringList processes = QDir("/proc").entryList({"[0-9]*"}, QDir::Dirs);
    for (const QString& process : processes) {
        QFile status("/proc/" + process + "/stat");
        if (status.open(QIODevice::ReadOnly)) {
            const QByteArray text = status.readAll();
            found += text.contains(") Z " + QByteArray::number(::getpid())) ? 1 : 0;
        }
    }
    return found;
}

} // namespace

class TestEngineClient final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void cleanup();
    void runsAJob();
    void runsJobsInTheirOrder();
    void carriesTheWholeRequest();
    void cancelsARunningJob();
    void cancelsAJobBeforeTheEngineIsReady();
    void runsAJobAgainWhenTheEngineDiesOnce();
    void startsAnEngineThatDiedYoungOnceMore();
    void givesUpAnEngineThatAlwaysDiesYoung();
    void makesOnlyThePicturesThatAreMissing();
    void finishesWhatAnEngineThatDiedHadMade();
    void goesOnAsLongAsPicturesCome();
    void redoesAJobWhoseDeviceIsLost();
    void givesUpWhenTheEngineDiesTwice();
    void runsTheNextJobAfterADeadlyOne();
    void endsAnEngineThatHangs();
    void endsAnEngineThatNeverAnswers();
    void noticesAStoppedEngine();
    void tellsOfASilentEngine();
    void endsAnEngineThatDoesNotCancel();
    void outlivesTheThreadThatMadeIt();
    void restartsAnEngineThatDiedIdle();
    void tellsWhyAnEngineCannotStart_data();
    void tellsWhyAnEngineCannotStart();
    void mistrustsWrongAnswers_data();
    void mistrustsWrongAnswers();
    void passesFailuresOn();
    void dropsLateAnswers();
    void endsADeafEngineWithinTwoSeconds();
    void takesALongPromptWhileTheEngineDoesNotRead();
    void mayBeCalledFromTheListener();
    void startsAGivenUpEngineAgain_data();
    void startsAGivenUpEngineAgain();
    void tellsTheDevicesMemory();

private:
    std::string marker() const { return m_folder.filePath(QTest::currentTestFunction()).toStdString(); }

    QTemporaryDir m_folder;
};

void TestEngineClient::cleanup()
{
    QCOMPARE(zombieChildren(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(enginesWith(""), 0, 20'000);
}

void TestEngineClient::runsAJob()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("serve"), listener);
    GenerationRequest request = smallRequest();
    request.count = 2;
    request.seed = UINT64_MAX;
    client.submit(1, request, {"cpu", Precision::Fp32, true, true}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QVERIFY((listener.lines() == Lines{"ready 1", "started 1 cpu:0", "progress 1 denoise 1", "progress 1 denoise 2",
                                       "preview 1 0", "picture 1 0", "preview 1 1", "picture 1 1", "finished 1"}));
    const JobResult result = listener.result();
    const std::vector<JobImage> images = listener.images();
    QCOMPARE(images.size(), std::size_t{2});
    QCOMPARE(images[0].seed, UINT64_MAX);
    QCOMPARE(images[1].seed, std::uint64_t{0});
    QCOMPARE(images[1].latents.size(), std::size_t{16});
    QCOMPARE(result.timings.total, 3.);
    QCOMPARE(result.modelHash, std::string("0123456789abcdef"));
}

void TestEngineClient::runsJobsInTheirOrder()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("serve"), listener);
    for (JobId job = 1; job <= 20; ++job) {
        client.submit(job, smallRequest(), {}, {});
    }
    QVERIFY(listener.waitFor("finished 20"));
    JobId expected = 1;
    for (const std::string& line : listener.lines()) {
        if (line.starts_with("finished")) {
            QCOMPARE(line, "finished " + std::to_string(expected++));
        }
    }
}

void TestEngineClient::carriesTheWholeRequest()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("log", marker()), listener);
    GenerationRequest request = smallRequest();
    request.prompt = "K\u00e4se \"\n\\";
    request.guidanceScale = 0.1;
    client.submit(1, request, {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QFile log(QString::fromStdString(marker()));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QJsonObject sent = QJsonDocument::fromJson(log.readAll()).object()["request"].toObject();
    QCOMPARE(sent["prompt"].toString(), QString::fromStdString(request.prompt));
    QCOMPARE(sent["guidanceScale"].toDouble(), 0.1);
}

void TestEngineClient::cancelsARunningJob()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("slow"), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("progress 1 denoise 1"));
    client.cancel(1);
    QVERIFY(listener.waitFor("cancelled 1"));
    QCOMPARE(listener.count("finished 1"), 0);
}

void TestEngineClient::cancelsAJobBeforeTheEngineIsReady()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("hang-at-start"), listener);
    client.submit(1, smallRequest(), {}, {});
    client.cancel(1);
    client.cancel(2);
    QVERIFY(listener.waitFor("cancelled 1"));
    QVERIFY(listener.lines() == Lines{"cancelled 1"});
}

void TestEngineClient::runsAJobAgainWhenTheEngineDiesOnce()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die-once", marker()), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QCOMPARE(listener.count("lost engine-died restarting"), 1);
    QCOMPARE(listener.count("started 1 cpu:0"), 2);
    QVERIFY(listener.lostMessage().find("was killed by signal 9 (Killed)") != std::string::npos);
}

void TestEngineClient::startsAnEngineThatDiedYoungOnceMore()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die-young", marker()), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QVERIFY(
        (listener.lines() == Lines{"lost engine-died restarting", "ready 1", "started 1 cpu:0", "progress 1 denoise 1",
                                   "progress 1 denoise 2", "preview 1 0", "picture 1 0", "finished 1"}));
}

void TestEngineClient::givesUpAnEngineThatAlwaysDiesYoung()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die-at-start"), listener);
    client.submit(1, smallRequest(), {}, {});
    client.submit(2, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 2 engine-died"));
    QCOMPARE(listener.count("lost engine-died restarting") + listener.count("lost engine-died"), 2);
    QCOMPARE(listener.count("lost engine-died restarting"), 1);
}

void TestEngineClient::makesOnlyThePicturesThatAreMissing()
{
    GenerationRequest request = smallRequest();
    request.count = 3;
    request.seed = 7;
    RecordingListener undisturbed, listener;
    EngineClient first(fakeEngine("serve"), undisturbed);
    first.submit(1, request, {}, {});
    EngineClient client(fakeEngine("die-midway", marker()), listener);
    client.submit(1, request, {}, {});
    QVERIFY(undisturbed.waitFor("finished 1"));
    QVERIFY(listener.waitFor("finished 1"));
    QCOMPARE(listener.count("lost engine-died restarting"), 1);
    for (const char* picture : {"picture 1 0", "picture 1 1", "picture 1 2"}) {
        QCOMPARE(listener.count(picture), 1);
    }
    QCOMPARE(listener.count("preview 1 0"), 1); // the engine was not asked for it a second time
    const std::vector<JobImage> expected = undisturbed.images();
    const std::vector<JobImage> images = listener.images();
    QCOMPARE(images.size(), std::size_t{3});
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(images[i].index, static_cast<int>(i));
        QVERIFY(*images[i].picture == *expected[i].picture);
    }
}

void TestEngineClient::finishesWhatAnEngineThatDiedHadMade()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die-whole", marker()), listener);
    GenerationRequest request = smallRequest();
    request.count = 2;
    client.submit(1, request, {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QVERIFY(listener.waitFor("ready 1", 2));
    QCOMPARE(listener.count("started 1 cpu:0"), 1);
    QCOMPARE(listener.images().size(), std::size_t{2});
    QCOMPARE(listener.result().modelHash, std::string("0123456789abcdef"));
}

void TestEngineClient::goesOnAsLongAsPicturesCome()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die-each"), listener);
    GenerationRequest request = smallRequest();
    request.count = 4;
    client.submit(1, request, {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QCOMPARE(listener.count("started 1 cpu:0"), 4);
}

void TestEngineClient::redoesAJobWhoseDeviceIsLost()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("sick", marker()), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QCOMPARE(listener.count("lost engine-died restarting"), 1);
    QVERIFY(listener.lostMessage().find("exit status 4. Its last line was: gesso-engine: the GPU is lost") !=
            std::string::npos);
    QCOMPARE(listener.count("ready 1"), 2);
}

void TestEngineClient::givesUpWhenTheEngineDiesTwice()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die"), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 engine-died"));
    QCOMPARE(listener.count("started 1 cpu:0"), 2);
    QVERIFY(listener.error().message.find("ended with exit status 7") != std::string::npos);
    QVERIFY(listener.error().message.find("terminate called: the roof fell in") != std::string::npos);
}

void TestEngineClient::runsTheNextJobAfterADeadlyOne()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("die"), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 engine-died"));
    client.submit(2, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 2 engine-died"));
    QCOMPARE(listener.count("started 2 cpu:0"), 2);
}

void TestEngineClient::endsAnEngineThatHangs()
{
    RecordingListener listener;
    EngineClientOptions options = fakeEngine("hang");
    options.limits = kShortLimits;
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 engine-hung"));
    QCOMPARE(listener.count("lost engine-hung restarting"), 1);
}

void TestEngineClient::endsAnEngineThatNeverAnswers()
{
    RecordingListener listener;
    EngineClientOptions options = fakeEngine("hang-at-start");
    options.limits = kShortLimits;
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 engine-hung"));
    QCOMPARE(listener.count("lost engine-hung"), 1);
}

void TestEngineClient::noticesAStoppedEngine()
{
    RecordingListener listener;
    EngineClientOptions options = engineWithNumber("slow", marker());
    options.limits = kShortLimits;
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("progress 1 denoise 1"));
    QVERIFY(signalEngine(marker(), SIGSTOP));
    QVERIFY(listener.waitFor("lost engine-hung restarting"));
    QVERIFY(listener.waitFor("started 1 cpu:0", 2));
}

void TestEngineClient::tellsOfASilentEngine()
{
    RecordingListener listener;
    EngineClientOptions options = engineWithNumber("slow", marker());
    options.limits.notice = 300ms;
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("progress 1 denoise 1"));
    for (int time = 1; time <= 2; ++time) {
        QVERIFY(signalEngine(marker(), SIGSTOP));
        QVERIFY(listener.waitFor("silent", time));
        QVERIFY(signalEngine(marker(), SIGCONT));
        QVERIFY(listener.waitFor("speaking", time));
    }
    QCOMPARE(listener.count("lost engine-hung restarting"), 0);
}

void TestEngineClient::endsAnEngineThatDoesNotCancel()
{
    RecordingListener listener;
    EngineClientOptions options = fakeEngine("deaf-to-cancel");
    options.limits.cancel = 300ms;
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    client.submit(2, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("progress 1 denoise 1"));
    client.cancel(1);
    QVERIFY(listener.waitFor("cancelled 1"));
    QCOMPARE(listener.count("lost engine-hung restarting"), 1);
    QVERIFY(listener.waitFor("progress 2 denoise 1"));
    client.cancel(2); // the last one: the engine is started again all the same, for what comes next
    QVERIFY(listener.waitFor("cancelled 2"));
    QVERIFY(listener.waitFor("ready 1", 3));
}

void TestEngineClient::outlivesTheThreadThatMadeIt()
{
    RecordingListener listener;
    std::unique_ptr<EngineClient> client;
    std::thread([&] {
        client = std::make_unique<EngineClient>(fakeEngine("slow"), listener);
        client->submit(1, smallRequest(), {}, {});
        static_cast<void>(listener.waitFor("progress 1 denoise 1"));
    }).join();
    QVERIFY(listener.waitFor("progress 1 denoise 20"));
    QCOMPARE(listener.count("lost engine-died restarting"), 0);
}

void TestEngineClient::restartsAnEngineThatDiedIdle()
{
    RecordingListener listener;
    EngineClient client(engineWithNumber("serve", marker()), listener);
    for (int time = 1; time <= 2; ++time) {
        QVERIFY(listener.waitFor("ready 1", time));
        QVERIFY(signalEngine(marker(), SIGKILL));
        QVERIFY(listener.waitFor("lost engine-died restarting", time));
    }
    QVERIFY(listener.waitFor("ready 1", 3));
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("finished 1"));
    QVERIFY(signalEngine(marker(), SIGKILL)); // an engine that did a job is well
    QVERIFY(listener.waitFor("ready 1", 4));
    QCOMPARE(listener.count("lost engine-died"), 0);
}

void TestEngineClient::tellsWhyAnEngineCannotStart_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("not there") << "/no/such/engine"
                               << "engine-not-found"
                               << "/no/such/engine";
    QTest::newRow("ends at once") << GESSO_FAKE_ENGINE " die-at-start"
                                  << "engine-died"
                                  << "Permission denied (publickey)";
    QTest::newRow("not there for a shell") << "/bin/sh -c /no/such/engine"
                                           << "engine-not-found"
                                           << "/no/such/engine: not found";
    QTest::newRow("says nothing") << "/bin/true"
                                  << "engine-died"
                                  << "exit status 0";
    QTest::newRow("banner") << GESSO_FAKE_ENGINE " garbage"
                            << "protocol-violation"
                            << "Welcome to the";
    QTest::newRow("protocol") << GESSO_FAKE_ENGINE " wrong-protocol"
                              << "version-mismatch"
                              << "version 2";
    QTest::newRow("program") << GESSO_FAKE_ENGINE " wrong-program"
                             << "version-mismatch"
                             << "99.0.0";
}

void TestEngineClient::tellsWhyAnEngineCannotStart()
{
    QFETCH(QString, command);
    QFETCH(QString, code);
    QFETCH(QString, words);
    RecordingListener listener;
    EngineClientOptions options;
    for (const QString& word : command.split(' ')) {
        options.command.push_back(word.toStdString());
    }
    EngineClient client(options, listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 " + code.toStdString()));
    QVERIFY2(listener.error().message.find(words.toStdString()) != std::string::npos, listener.error().message.c_str());
    QCOMPARE(listener.count("ready 1"), 0);
}

void TestEngineClient::mistrustsWrongAnswers_data()
{
    QTest::addColumn<QString>("behaviour");
    for (const char* behaviour : {"garbage-in-job", "no-pictures", "wrong-seed"}) {
        QTest::newRow(behaviour) << behaviour;
    }
}

void TestEngineClient::mistrustsWrongAnswers()
{
    QFETCH(QString, behaviour);
    RecordingListener listener;
    EngineClient client(fakeEngine(behaviour.toStdString()), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 protocol-violation"));
    QCOMPARE(listener.count("finished 1"), 0);
}

void TestEngineClient::passesFailuresOn()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("fail", "401"), listener);
    client.submit(1, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("failed 1 out-of-device-memory"));
    QCOMPARE(listener.error().message, std::string("The fake engine failed as it was told."));
    GenerationRequest impossible = smallRequest();
    impossible.steps = 0;
    client.submit(2, impossible, {}, {});
    QVERIFY(listener.waitFor("failed 2 invalid-request"));
}

void TestEngineClient::dropsLateAnswers()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("late"), listener);
    client.submit(1, smallRequest(), {}, {});
    client.submit(2, smallRequest(), {}, {});
    QVERIFY(listener.waitFor("finished 2"));
    QCOMPARE(listener.count("finished 1"), 1);
    QCOMPARE(listener.count("cancelled 1"), 0);
    for (const std::string& line : listener.lines()) {
        QVERIFY2(line.find("100") == std::string::npos, line.c_str());
    }
}

void TestEngineClient::endsADeafEngineWithinTwoSeconds()
{
    RecordingListener listener;
    auto client = std::make_unique<EngineClient>(fakeEngine("deaf"), listener);
    QVERIFY(listener.waitFor("ready 1"));
    const TimeJudge time;
    client.reset();
    QVERIFY(time.within(2s));
    QCOMPARE(enginesWith("deaf"), 0);
}

void TestEngineClient::takesALongPromptWhileTheEngineDoesNotRead()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("hang-at-start"), listener);
    GenerationRequest request = smallRequest();
    request.prompt = std::string(1U << 20, 'x');
    const TimeJudge time;
    client.submit(1, request, {}, {});
    QVERIFY(time.within(500ms));
}

void TestEngineClient::mayBeCalledFromTheListener()
{
    /// Submits the next job when one has finished.
    class Chain final : public GenerationListener {
    public:
        std::atomic<EngineClient*> client = nullptr;
        RecordingListener record;
        void engineReady(const std::vector<DeviceInfo>&) override
        {
            client.wait(nullptr);
            client.load()->submit(1, smallRequest(), {}, {});
        }
        void engineLost(const Error&, bool) override {}
        void started(JobId, const std::string&) override {}
        void progressed(JobId, const JobProgress&) override {}
        void previewed(JobId, int, const Image&) override {}
        void pictureReady(JobId, const JobImage&) override {}
        void finished(JobId job, JobResult result) override
        {
            client.load()->submit(job + 1, smallRequest(), {}, {});
            record.finished(job, std::move(result));
        }
        void failed(JobId, const Error&) override {}
        void cancelled(JobId) override {}
    };
    Chain chain;
    EngineClient client(fakeEngine("serve"), chain);
    chain.client = &client;
    chain.client.notify_all();
    QVERIFY(chain.record.waitFor("finished 3"));
}

void TestEngineClient::startsAGivenUpEngineAgain_data()
{
    QTest::addColumn<bool>("job");
    QTest::newRow("for a job") << true;
    QTest::newRow("when told so") << false;
}

void TestEngineClient::startsAGivenUpEngineAgain()
{
    QFETCH(bool, job);
    RecordingListener listener;
    EngineClient client(engineWithNumber("serve", marker()), listener);
    for (int time = 1; time <= 3; ++time) {
        QVERIFY(listener.waitFor("ready 1", time));
        QVERIFY(signalEngine(marker(), SIGKILL));
        QVERIFY(listener.waitFor(time < 3 ? "lost engine-died restarting" : "lost engine-died", time < 3 ? time : 1));
    }
    if (job) {
        client.submit(1, smallRequest(), {}, {});
        QVERIFY(listener.waitFor("finished 1"));
    } else {
        client.restart();
    }
    QVERIFY(listener.waitFor("ready 1", 4));
}

void TestEngineClient::tellsTheDevicesMemory()
{
    RecordingListener listener;
    EngineClient client(fakeEngine("devices"), listener);
    QVERIFY(listener.waitFor("devices 1000"));
    QVERIFY(listener.waitFor("devices 2000"));
}

QTEST_GUILESS_MAIN(TestEngineClient)
#include "test_engine_client.moc"
