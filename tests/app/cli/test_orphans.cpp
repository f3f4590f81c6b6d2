// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/cli_runner.h"

#include <QtTest/QtTest>

#include <csignal>

using namespace gesso;

namespace {

const char* const kEngine = GESSO_BIN_DIR "/gesso-engine";

bool isGone(pid_t process)
{
    QFile status(QString("/proc/%1/stat").arg(process));
    return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
}

/// The processes that bear this mark in their environment.
QList<pid_t> processesWith(const QByteArray& mark)
{
    QList<pid_t> found;
    for (const QString& name : QDir("/proc").entryList({"[0-9]*"}, QDir::Dirs)) {
        QFile file("/proc/" + name + "/environ");
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(mark) && !isGone(name.toInt())) {
            found += name.toInt();
        }
    }
    return found;
}

/// The one of them that is the engine; 0 while there is none.
pid_t engineAmong(const QList<pid_t>& processes)
{
    for (const pid_t process : processes) {
        QFile name(QString("/proc/%1/comm").arg(process));
        if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "gesso-engine") {
            return process;
        }
    }
    return 0;
}

} // namespace

/// Nothing outlives the command line, however it ends and whatever the engine does: the real programs.
class TestOrphans final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theEngineGoesWithItsClient_data();
    void theEngineGoesWithItsClient();

private:
    QTemporaryDir m_folder;
};

void TestOrphans::initTestCase()
{
    QFile ssh(m_folder.filePath("ssh"));
    QVERIFY(ssh.open(QIODevice::WriteOnly));
    // As ssh does: what follows the host is one text for a shell.
    ssh.write("#!/bin/sh\nshift\nsh -c \"$*; exit\"\nexit\n");
    ssh.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void TestOrphans::theEngineGoesWithItsClient_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("stopped");
    QTest::addColumn<bool>("working");
    const std::vector<std::pair<const char*, QString>> commands = {
        {"itself", QString("'%1' serve").arg(kEngine)},
        {"a shell that becomes it", QString("sh -c \"exec '%1' serve\"").arg(kEngine)},
        {"a shell before it", QString("sh -c \"'%1' serve; :\"").arg(kEngine)},
        {"like ssh", QString("'%1' host '%2' serve").arg(m_folder.filePath("ssh"), kEngine)},
        {"a session of its own", QString("setsid --wait '%1' serve").arg(kEngine)},
    };
    for (const auto& [name, command] : commands) {
        QTest::addRow("%s, stopped at work", name) << command << true << true;
        if (!command.startsWith("setsid")) { // there only the engine itself can ask the kernel to be ended
            QTest::addRow("%s, stopped at its start", name) << command << true << false;
        }
        QTest::addRow("%s, at work", name) << command << false << true;
    }
}

void TestOrphans::theEngineGoesWithItsClient()
{
    QFETCH(QString, command);
    QFETCH(bool, stopped);
    QFETCH(bool, working);
    const QTemporaryDir folder;
    CliRunner cli(folder.path());
    const QByteArray mark = "GESSO_TEST_MARK=" + folder.path().toUtf8();
    cli.setVariable("GESSO_TEST_MARK", folder.path());
    cli.setVariable("GESSO_ENGINE", command);
    QProcess process;
    cli.start(process, {"generate", "x", "--model", GESSO_FIXTURES "/models/sd1-tiny", "--size", "64x64", "--steps",
                        "2", "--count", "1000"});
    pid_t engine = 0;
    QTRY_VERIFY_WITH_TIMEOUT((engine = engineAmong(processesWith(mark))) != 0, 30000);
    if (working) {
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(folder.path()).entryList({"*.png"}).isEmpty(), 60000);
    }
    QCOMPARE(::kill(engine, stopped ? SIGSTOP : 0), 0);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
    QVERIFY(process.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(processesWith(mark).isEmpty(), 2000);
}

QTEST_GUILESS_MAIN(TestOrphans)
#include "test_orphans.moc"
