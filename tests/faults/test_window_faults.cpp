// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// The window itself, with the real engine, is killed while its disk is slow, fills its disk, and has each call to the
// disk fail. After each of these an independent reader finds every picture that was asked for: as a file that is named
// and whole, or as a job that waits.
#include "tests/faults/kept_work.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <memory>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace {

constexpr int kLongMs = 120'000; ///< on a machine that has other work
constexpr int kSide = 64;
constexpr int kSteps = 1;

/// The long form: each fault so many times as often. 0: the short one, for every day.
int rounds()
{
    return qEnvironmentVariableIntValue("GESSO_FAULT_ROUNDS");
}

bool ownMounts = false; ///< whether this process may mount what nobody else sees

} // namespace

class TestWindowFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        QVERIFY(session().mkpath(QStringLiteral(".")));
        m_faults.clear();
    }
    void cleanup()
    {
        end(SIGKILL);
        if (m_mounted) {
            ::umount2(session().path().toUtf8().constData(), MNT_DETACH);
            m_mounted = false;
        }
        m_home.reset();
    }

    /// SIGKILL at random moments, with a disk that takes up to 0.2 s for each file.
    void nothingIsLostWhenTheWindowIsKilled()
    {
        const int kills = rounds() > 0 ? 10 * rounds() : 4;
        QRandomGenerator random(20261130);
        int killed = 0;
        int series = 0;
        int made = 0;
        while (killed < kills) {
            const QList<quint64> seeds = give({{1, 3}, {20, 1}, {30, 4}}, ++series);
            QMap<quint64, QByteArray> known;
            while (killed < kills) {
                setFaults({{QStringLiteral("SLOW_MS"), QString::number(random.bounded(10, 200))}});
                start();
                // With the first to the seventh picture named, or while it starts; and then the next is being written.
                const qsizetype until = KeptWork(session()).pictures().size() + random.bounded(3);
                static_cast<void>(
                    QTest::qWaitFor([&] { return KeptWork(session()).pictures().size() >= until; }, kLongMs));
                QTest::qWait(random.bounded(400));
                end(SIGKILL);
                const bool ended = KeptWork(session()).waiting().isEmpty();
                killed += ended ? 0 : 1;
                const KeptWork work(session());
                verifyNothingLost(work, seeds, known);
                if (QTest::currentTestFailed() || ended) {
                    break;
                }
            }
            made += static_cast<int>(known.size());
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        qInfo("%d kills, none lost; %d pictures made, each of them once", killed, made);
    }

    /// A disk without room for all pictures: what has none waits, and is written or made again when there is room.
    void nothingIsLostOnAFullDisk_data()
    {
        QTest::addColumn<int>("kilobytes");
        QTest::addColumn<bool>("killed");
        const QList<int> sizes =
            rounds() > 0 ? QList<int>{64, 96, 128, 160, 200, 256, 320, 400, 500, 600, 700} : QList<int>{96};
        for (const int size : sizes) {
            for (const bool killed : {false, true}) {
                QTest::addRow("%d KiB, %s", size, killed ? "killed" : "room is made") << size << killed;
            }
        }
    }

    void nothingIsLostOnAFullDisk()
    {
        QFETCH(int, kilobytes);
        QFETCH(bool, killed);
        if (!ownMounts) {
            QSKIP("a small tmpfs cannot be mounted here");
        }
        QVERIFY(mount(QStringLiteral("size=%1k").arg(kilobytes)));
        const QList<quint64> seeds = give({{1, 4}, {10, 1}, {20, 1}, {30, 8}, {40, 6}, {50, 20}}, 1, 128);
        QMap<quint64, QByteArray> known;
        start();
        QTRY_VERIFY_WITH_TIMEOUT(!KeptWork(session()).pictures().isEmpty(), kLongMs);
        // Until nothing more becomes of it for a while.
        qsizetype before = -1;
        QElapsedTimer quiet;
        quiet.start();
        while (quiet.elapsed() < kQuietMs && !QTest::currentTestFailed()) {
            QTest::qWait(200);
            const KeptWork work(session());
            verifyNothingLost(work, seeds, known);
            if (work.pictures().size() != before) {
                before = work.pictures().size();
                quiet.restart();
            }
        }
        if (killed) {
            end(SIGKILL);
            verifyNothingLost(KeptWork(session()), seeds, known);
        }
        qInfo("%d KiB: %d of %d pictures had room", kilobytes, static_cast<int>(before),
              static_cast<int>(seeds.size()));
        QVERIFY(before < seeds.size() || kilobytes > 600);
        QVERIFY(mount(QStringLiteral("remount,size=64m")));
        if (killed) {
            start();
        }
        QTRY_COMPARE_WITH_TIMEOUT(KeptWork(session()).pictures().size(), seeds.size(), kLongMs);
        verifyNothingLost(KeptWork(session()), seeds, known);
        end(SIGTERM);
        verifyNothingLost(KeptWork(session()), seeds, known);
    }

    /// The k-th call fails, and each later k-th, until the fault ends; then all is written.
    void nothingIsLostWhenACallFails_data()
    {
        QTest::addColumn<QString>("calls");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("every");
        QTest::addColumn<int>("error");
        const auto row = [](const char* calls, int at, int every, int error) {
            const char* which = every == 0   ? "call"
                                : every == 1 ? "call and all later ones"
                                             : "call and each so many later";
            QTest::addRow("%s: %d. %s, error %d", calls, at, which, error)
                << QString::fromLatin1(calls) << at << every << error;
        };
        for (const char* calls : {"w", "s", "r"}) {
            if (rounds() == 0) {
                row(calls, 2, 3, EIO);
            }
            for (int k = 1; k <= rounds(); ++k) {
                row(calls, k, 0, EIO);
                row(calls, k, k + 1, EIO);
                row(calls, k, 1, ENOSPC);
            }
        }
        row("wsr", 3, 1, ENOSPC);
    }

    void nothingIsLostWhenACallFails()
    {
        QFETCH(QString, calls);
        QFETCH(int, at);
        QFETCH(int, every);
        QFETCH(int, error);
        const QList<quint64> seeds = give({{1, 2}, {10, 1}}, 1);
        QMap<quint64, QByteArray> known;
        const QString during = m_home->filePath(QStringLiteral("faulty"));
        const QString log = m_home->filePath(QStringLiteral("failures"));
        QVERIFY(QFile(during).open(QIODevice::WriteOnly));
        setFaults({{QStringLiteral("CALLS"), calls},
                   {QStringLiteral("AT"), QString::number(at)},
                   {QStringLiteral("EVERY"), QString::number(every)},
                   {QStringLiteral("ERROR"), QString::number(error)},
                   {QStringLiteral("WHILE"), during},
                   {QStringLiteral("LOG"), log}});
        start();
        const auto isMade = [&] { return KeptWork(session()).pictures().size() == seeds.size(); };
        QTRY_VERIFY_WITH_TIMEOUT(QFile(log).size() > 0 || isMade(), kLongMs);
        static_cast<void>(QTest::qWaitFor(isMade, kFaultyMs));
        verifyNothingLost(KeptWork(session()), seeds, known);
        const bool failed = QFile(log).size() > 0;
        QVERIFY(QFile::remove(during)); // the disk is mended
        QTRY_COMPARE_WITH_TIMEOUT(KeptWork(session()).pictures().size(), seeds.size(), kLongMs);
        verifyNothingLost(KeptWork(session()), seeds, known);
        end(SIGTERM);
        verifyNothingLost(KeptWork(session()), seeds, known);
        QVERIFY(failed || at > 3); // so many calls there are in any case
    }

private:
    static constexpr int kQuietMs = 3000;
    static constexpr int kFaultyMs = 5000;

    [[nodiscard]] QDir session() const { return QDir(m_home->filePath(QStringLiteral("state/gesso/session"))); }

    /// Puts jobs into a new session and gives the seeds of all their pictures.
    QList<quint64> give(QList<GivenJob> jobs, int series, int side = kSide)
    {
        QList<quint64> seeds;
        for (GivenJob& job : jobs) {
            job.seed += static_cast<quint64>(series) * 1000;
            for (int index = 0; index < job.count; ++index) {
                seeds << job.seed + static_cast<quint64>(index);
            }
        }
        QDir(session().filePath(QStringLiteral("pictures"))).removeRecursively();
        const QString model = QStringLiteral(GESSO_SOURCE_DIR "/resources/starter-model");
        return KeptWork::write(session(), jobs, model, side, kSteps) ? seeds : QList<quint64>();
    }

    /// What is found is whole, the same as before, and not made twice; what is not there waits.
    static void verifyNothingLost(const KeptWork& work, const QList<quint64>& seeds, QMap<quint64, QByteArray>& known)
    {
        QVERIFY(!seeds.isEmpty());
        QVERIFY2(work.error().isEmpty(), qPrintable(work.error()));
        QCOMPARE(work.lostOf(seeds), QList<quint64>());
        for (const auto& [seed, pixels] : work.pictures().asKeyValueRange()) {
            QVERIFY2(!work.waiting().contains(seed), qPrintable(QStringLiteral("%1 is made twice").arg(seed)));
            QVERIFY2(known.value(seed, pixels) == pixels, qPrintable(QStringLiteral("%1 is another one").arg(seed)));
            known.insert(seed, pixels);
        }
        for (const auto& [seed, pixels] : known.asKeyValueRange()) {
            QVERIFY2(work.pictures().contains(seed), qPrintable(QStringLiteral("%1 was there before").arg(seed)));
        }
    }

    bool mount(const QString& options)
    {
        const bool again = options.startsWith(QStringLiteral("remount"));
        const QByteArray size = options.section(u',', -1).toUtf8();
        m_mounted = ::mount("none", session().path().toUtf8().constData(), "tmpfs", again ? MS_REMOUNT : 0,
                            size.constData()) == 0;
        return m_mounted;
    }

    void setFaults(const QMap<QString, QString>& faults) { m_faults = faults; }

    void start()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QMap<QString, QString> folders{{QStringLiteral("HOME"), QString()},
                                             {QStringLiteral("XDG_STATE_HOME"), QStringLiteral("state")},
                                             {QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral("config")},
                                             {QStringLiteral("XDG_CACHE_HOME"), QStringLiteral("cache")},
                                             {QStringLiteral("XDG_DATA_HOME"), QStringLiteral("data")},
                                             {QStringLiteral("TMPDIR"), QStringLiteral("tmp")}};
        for (const auto& [variable, folder] : folders.asKeyValueRange()) {
            environment.insert(variable, m_home->filePath(folder));
        }
        QDir(m_home->path()).mkpath(QStringLiteral("tmp"));
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        environment.remove(QStringLiteral("GESSO_ENGINE"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("DISK_FAULTS_PROGRAM"), QStringLiteral("gesso"));
        environment.insert(QStringLiteral("DISK_FAULTS_ROOT"), m_home->path());
        for (const auto& [name, value] : m_faults.asKeyValueRange()) {
            environment.insert(QStringLiteral("DISK_FAULTS_") + name, value);
        }
        if (!m_faults.isEmpty()) {
            // A sanitizer wants to be the first library; here it may be the second.
            environment.insert(QStringLiteral("ASAN_OPTIONS"), environment.value(QStringLiteral("ASAN_OPTIONS")) +
                                                                   QStringLiteral(":verify_asan_link_order=0"));
            environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(GESSO_DISK_FAULTS));
        }
        m_window = std::make_unique<QProcess>();
        m_window->setProcessEnvironment(environment);
        m_window->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_window->start(QStringLiteral(GESSO_BIN_DIR "/gesso"), QStringList());
        QVERIFY(m_window->waitForStarted());
    }

    void end(int signal)
    {
        if (m_window && m_window->state() != QProcess::NotRunning) {
            ::kill(static_cast<pid_t>(m_window->processId()), signal);
            QVERIFY(m_window->waitForFinished(kLongMs));
        }
        m_window.reset();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<QProcess> m_window;
    QMap<QString, QString> m_faults;
    bool m_mounted = false;
};

int main(int argc, char** argv)
{
    // Before there are threads: a process with several may not leave its user's namespace.
    ownMounts = (::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) &&
                ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    if (rounds() > 0) {
        qputenv("QTEST_FUNCTION_TIMEOUT", "86400000");
    }
    QGuiApplication application(argc, argv);
    TestWindowFaults test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_window_faults.moc"
