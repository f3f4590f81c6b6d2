// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_client.h"
#include "tests/app/engine_client/recording_listener.h"

#include <QtTest/QtTest>

#include <csignal>
#include <map>
#include <random>

using namespace gesso;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

/// How many engines are killed: GESSO_KILLS, else a number for every day.
int kills()
{
    constexpr int kUsual = 8;
    const int wanted = qEnvironmentVariableIntValue("GESSO_KILLS");
    return wanted > 0 ? wanted : kUsual;
}

EngineClientOptions realEngine()
{
    return {{GESSO_BIN_DIR "/gesso-engine", "serve"}, {}};
}

/// Three pictures, so that an engine may die before, between and after them.
GenerationRequest smallRequest()
{
    GenerationRequest request;
    request.model = GESSO_FIXTURES "/models/sd1-tiny";
    request.prompt = "a cabin on a lake";
    request.width = request.height = 64;
    request.steps = 10;
    request.count = 3;
    request.seed = 20261130;
    return request;
}

const ExecutionOptions kOptions{"cpu", Precision::Fp32, true, true};

/// Our engine's process; 0 while there is none.
pid_t engine()
{
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList({"[0-9]*"}, QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(name));
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray stat = file.readAll();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (stat.contains("(gesso-engine)") && fields.value(0) != "Z" && fields.value(1).toInt() == ::getpid()) {
            return name.toInt();
        }
    }
    return 0;
}

/// Hears a run to its end, and kills the engine once: when it has said so much, or when so much time has gone by.
class Killer final : public GenerationListener {
public:
    void killAtWord(int word) { m_word = word; }

    void engineReady(const std::vector<DeviceInfo>&) override { note("ready"); }
    void engineLost(const Error&, bool) override { note("lost"); }
    void started(JobId, const std::string&) override { note("started"); }
    void progressed(JobId, const JobProgress& progress) override { note(progress.stage); }
    void previewed(JobId, int, const Image&) override { note("preview"); }
    void pictureReady(JobId, const JobImage& image) override
    {
        note("picture " + std::to_string(image.index));
        const std::lock_guard lock(m_mutex);
        m_pictures.push_back(image);
    }
    void finished(JobId, JobResult result) override { end(std::move(result)); }
    void failed(JobId, const Error& error) override { end(tl::unexpected<Error>(error)); }
    void cancelled(JobId) override { end(fail(ErrorCode::Cancelled, "Nobody cancelled it.")); }

    /// Kills the engine unless the run ends before; whether there was one to kill.
    void killAt(Clock::time_point time)
    {
        std::unique_lock lock(m_mutex);
        if (m_news.wait_until(lock, time, [this] { return m_outcome.has_value(); })) {
            return;
        }
        lock.unlock();
        kill();
    }

    [[nodiscard]] Result<JobResult> outcome()
    {
        std::unique_lock lock(m_mutex);
        if (!m_news.wait_for(lock, 120s, [this] { return m_outcome.has_value(); })) {
            return fail(ErrorCode::EngineHung, "It does not end. The last word was: " + m_last);
        }
        return *m_outcome;
    }
    [[nodiscard]] int words()
    {
        const std::lock_guard lock(m_mutex);
        return m_words;
    }
    /// What the engine had said last when it was killed; empty when it was not.
    [[nodiscard]] std::string phase()
    {
        const std::lock_guard lock(m_mutex);
        return m_phase;
    }
    /// The pictures that were told, in the order of their index.
    [[nodiscard]] std::vector<JobImage> pictures()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<JobImage> pictures = m_pictures;
        std::ranges::sort(pictures, {}, &JobImage::index);
        return pictures;
    }

private:
    void note(std::string word)
    {
        std::unique_lock lock(m_mutex);
        m_last = std::move(word);
        const bool now = m_words++ == m_word;
        lock.unlock();
        if (now) {
            kill();
        }
    }
    void end(Result<JobResult> outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_outcome = std::move(outcome);
        m_news.notify_all();
    }
    void kill()
    {
        const pid_t process = engine();
        const std::lock_guard lock(m_mutex);
        if (process > 0 && ::kill(process, SIGKILL) == 0) {
            m_phase = "after " + m_last;
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_news;
    int m_word = -1;
    int m_words = 0;
    std::string m_last = "its start";
    std::string m_phase;
    std::vector<JobImage> m_pictures;
    std::optional<Result<JobResult>> m_outcome;
};

} // namespace

/// One death of the real engine costs nothing, whenever it comes: every job ends with the bits of an undisturbed run.
class TestEngineKills final : public QObject {
    Q_OBJECT

public:
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); } // for the long form

private Q_SLOTS:
    void oneDeathCostsNothing()
    {
        const Clock::time_point start = Clock::now();
        Killer calm;
        {
            EngineClient client(realEngine(), calm);
            client.submit(1, smallRequest(), kOptions, {});
            QVERIFY(calm.outcome());
        }
        const std::vector<JobImage> expected = calm.pictures();
        QCOMPARE(expected.size(), static_cast<std::size_t>(smallRequest().count));
        Clock::duration whole = Clock::now() - start; // the first run is the slowest

        std::mt19937 random(20261130); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same moments each time
        std::map<std::string, int> phases;
        const int mostJobs = 4 * kills(); // some end before they are killed
        int killed = 0, jobs = 0;
        for (; killed < kills() && jobs < mostJobs; ++jobs) {
            Killer killer;
            const Clock::time_point begin = Clock::now();
            EngineClient client(realEngine(), killer);
            if (jobs % 2 == 0) { // what takes long is met as often as it takes long
                client.submit(1, smallRequest(), kOptions, {});
                killer.killAt(begin + whole * (random() % 1000) / 1000);
            } else { // and what is short as well
                killer.killAtWord(static_cast<int>(random() % static_cast<unsigned>(calm.words())));
                client.submit(1, smallRequest(), kOptions, {});
            }
            const Result<JobResult> outcome = killer.outcome();
            QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
            QCOMPARE(outcome->modelHash, calm.outcome()->modelHash);
            compare(killer.pictures(), expected);
            if (killer.phase().empty()) {
                whole = std::min(whole, Clock::now() - begin);
            } else {
                ++killed;
            }
            ++phases[killer.phase().empty() ? "not at all" : killer.phase()];
        }
        qInfo("%d jobs, %d engines killed, %d results with the same bits", jobs, killed, jobs);
        for (const auto& [phase, count] : phases) {
            qInfo("  killed %s: %d", phase.c_str(), count);
        }
        QCOMPARE(killed, kills());
    }

private:
    static void compare(const std::vector<JobImage>& pictures, const std::vector<JobImage>& expected)
    {
        QCOMPARE(pictures.size(), expected.size()); // each was told once
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(pictures[i].index, expected[i].index);
            QCOMPARE(pictures[i].seed, expected[i].seed);
            QVERIFY(*pictures[i].picture == *expected[i].picture);
            QVERIFY(pictures[i].latents == expected[i].latents);
            QVERIFY(pictures[i].madeWith == expected[i].madeWith);
        }
    }
};

QTEST_GUILESS_MAIN(TestEngineKills)
#include "test_engine_kills.moc"
