// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <vector>

namespace {

constexpr int kStartMs = 60'000; ///< on a machine that has other work

} // namespace

/// The program itself, started as a user starts it, with a home of its own.
class TestProgram final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
    }
    void cleanup()
    {
        for (const std::unique_ptr<QProcess>& process : m_started) {
            process->kill();
            process->waitForFinished();
        }
        m_started.clear();
        m_home.reset();
    }

    void aSecondStartHandsItsFilesOverAndEnds()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        QProcess& second = start({picture()});
        QVERIFY(second.waitForFinished(kStartMs));
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(first.state(), QProcess::Running);
        QCOMPARE(holder(QStringLiteral("session-2")), 0);
    }

    void aNewWindowHasASessionOfItsOwn()
    {
        const QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        const QProcess& second = start({QStringLiteral("--new-window")});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session-2")), second.processId(), kStartMs);
        QCOMPARE(first.state(), QProcess::Running);
        QCOMPARE(second.state(), QProcess::Running);
    }

    void whatACrashLeftDoesNotKeepTheNextStartOut()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        first.kill();
        QVERIFY(first.waitForFinished());
        const QProcess& second = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), second.processId(), kStartMs);
        QCOMPARE(second.state(), QProcess::Running);
        QCOMPARE(holder(QStringLiteral("session-2")), 0);
    }

    void manyStartsAtOnceLeaveOneWindow()
    {
        constexpr int kRounds = 3;
        constexpr int kStarts = 12;
        for (int round = 0; round < kRounds; ++round) {
            for (int i = 0; i < kStarts; ++i) {
                start({});
            }
            QTRY_COMPARE_WITH_TIMEOUT(running(), 1, kStartMs);
            QTest::qWait(200);
            QCOMPARE(running(), 1);
            QCOMPARE(holder(QStringLiteral("session-2")), 0);
            for (const std::unique_ptr<QProcess>& process : m_started) {
                if (process->state() == QProcess::Running) {
                    QCOMPARE(process->processId(), holder(QStringLiteral("session")));
                    process->kill(); // the next round finds what a crash leaves
                    QVERIFY(process->waitForFinished());
                } else {
                    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
                    QCOMPARE(process->exitCode(), 0);
                }
            }
            m_started.clear();
        }
    }

    void aStartWaitsForAWindowThatIsBusy()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGSTOP), 0);
        QProcess& second = start({});
        QVERIFY(!second.waitForFinished(4000));
        QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGCONT), 0);
        QVERIFY(second.waitForFinished(kStartMs));
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(holder(QStringLiteral("session-2")), 0);
    }

    void aStartTakesOverFromAWindowThatDies()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGSTOP), 0);
        const QProcess& second = start({});
        QTest::qWait(1000);
        first.kill();
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), second.processId(), kStartMs);
        QCOMPARE(second.state(), QProcess::Running);
    }

    void asTheSystemAsksItSavesAndEnds_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("SIGINT") << SIGINT;
    }

    void asTheSystemAsksItSavesAndEnds()
    {
        QFETCH(int, signal);
        QProcess& process = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), process.processId(), kStartMs);
        QVERIFY(openingIsKept());
        QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(kStartMs));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(QFile::exists(session(QStringLiteral("session.json"))));
        QVERIFY(!QFile::exists(session(QStringLiteral("door"))));
        QCOMPARE(QDir(m_home->filePath(QStringLiteral("tmp"))).entryList({QStringLiteral("gesso-*")}), QStringList());
    }

    void whatAKilledProgramLeftIsRemoved()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        QVERIFY(openingIsKept());
        const qint64 killed = first.processId();
        first.kill();
        QVERIFY(first.waitForFinished());
        const QDir temporary(m_home->filePath(QStringLiteral("tmp")));
        QCOMPARE(temporary.entryList({QStringLiteral("gesso-drag-*")}).size(), 1);
        const QString left = QStringLiteral(".gesso-%1-7.part").arg(killed);
        const QString kept = m_home->filePath(QStringLiteral("Pictures/Gesso"));
        QVERIFY(QDir().mkpath(kept));
        const QStringList leftovers{session(left), session(QStringLiteral("pictures/") + left),
                                    m_home->filePath(QStringLiteral(".config/gesso/") + left), kept + u'/' + left};
        for (const QString& path : leftovers) {
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const QProcess& second = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), second.processId(), kStartMs);
        for (const QString& path : leftovers) {
            QTRY_VERIFY2_WITH_TIMEOUT(!QFile::exists(path), qPrintable(path), kStartMs);
        }
        QTRY_COMPARE_WITH_TIMEOUT(temporary.entryList({QStringLiteral("gesso-drag-%1-*").arg(killed)}).size(), 0,
                                  kStartMs);
        QCOMPARE(temporary.entryList({QStringLiteral("gesso-drag-%1-*").arg(second.processId())}).size(), 1);
    }

    void anUnknownOptionIsRefused()
    {
        QProcess& process = start({QStringLiteral("--nonsense")});
        QVERIFY(process.waitForFinished(kStartMs));
        QVERIFY(process.exitCode() != 0);
        QVERIFY(process.readAllStandardError().contains("nonsense"));
    }

private:
    QProcess& start(const QStringList& words)
    {
        m_started.push_back(std::make_unique<QProcess>());
        QProcess& process = *m_started.back();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home->path());
        for (const char* variable : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
            environment.remove(QString::fromLatin1(variable));
        }
        const QString temporary = m_home->filePath(QStringLiteral("tmp"));
        QDir().mkpath(temporary);
        environment.insert(QStringLiteral("TMPDIR"), temporary);
        environment.remove(QStringLiteral("XDG_RUNTIME_DIR"));
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("GESSO_ENGINE"), QStringLiteral("/nowhere/gesso-engine"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(GESSO_BIN_DIR "/gesso"), words);
        return process;
    }

    [[nodiscard]] QString session(const QString& name) const
    {
        return m_home->filePath(QStringLiteral(".local/state/gesso/session/") + name);
    }

    /// Whether the window is open: it has written its session.
    [[nodiscard]] bool openingIsKept() const
    {
        return QTest::qWaitFor([this] { return QFile::exists(session(QStringLiteral("session.json"))); }, kStartMs);
    }

    [[nodiscard]] int running() const
    {
        return static_cast<int>(std::count_if(m_started.begin(), m_started.end(), [](const auto& process) {
            return process->state() != QProcess::NotRunning;
        }));
    }

    [[nodiscard]] QString picture() const
    {
        QString path = m_home->filePath(QStringLiteral("picture.png"));
        QImage image(64, 64, QImage::Format_RGB888);
        image.fill(Qt::darkCyan);
        return image.save(path) ? path : QString();
    }

    /// The number of the process that took this session last; 0 for none.
    [[nodiscard]] qint64 holder(const QString& session) const
    {
        QFile file(m_home->filePath(QStringLiteral(".local/state/gesso/%1/lock").arg(session)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::vector<std::unique_ptr<QProcess>> m_started;
};

QTEST_MAIN(TestProgram)
#include "test_program.moc"
