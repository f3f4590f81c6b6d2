// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/picture_files/picture_file.h"
#include "tests/app/cli/cli_runner.h"
#include "tests/support/time_judge.h"

#include <QtTest/QtTest>

#include <csignal>
#include <pty.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gesso;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

const QString kModel = GESSO_FIXTURES "/models/sd1-tiny";

QStringList generate(const QString& size, const QStringList& more = {})
{
    return QStringList{"generate", "x", "--model", kModel, "--size", size, "--steps", "2"} + more;
}

/// The processes other than gesso-cli that have this word on their command line: engines.
int enginesWith(const QString& word)
{
    int found = 0;
    const QStringList processes = QDir("/proc").entryList({"[0-9]*"}, QDir::Dirs);
    for (const QString& process : processes) {
        QFile line("/proc/" + process + "/cmdline");
        if (line.open(QIODevice::ReadOnly)) {
            const QByteArray words = line.readAll();
            found += !words.contains("gesso-cli") && words.contains(word.toUtf8()) ? 1 : 0;
        }
    }
    return found;
}

} // namespace

/// What gesso-cli does when something goes wrong around it.
class TestGessoCliFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cli = std::make_unique<CliRunner>(m_folder->path());
    }
    void endsOnSignals_data();
    void endsOnSignals();
    void keepsFinishedPicturesOnSignals_data();
    void keepsFinishedPicturesOnSignals();
    void keepsFinishedPicturesOfAFailedRun_data();
    void keepsFinishedPicturesOfAFailedRun();
    void keepsWhatWasSavedBeforeTheDiskWasFull();
    void tellsOfASilentEngine();
    void startsAnEngineThatDiedYoungOnceMore();
    void endsADeafEngineOnSignals();
    void leavesNoEngineWhenItIsKilled();
    void startsADeadEngineOnceMore();
    void givesUpAnEngineThatDiesTwice();
    void tellsOfAnEngineThatCannotStart_data();
    void tellsOfAnEngineThatCannotStart();
    void passesTheEnginesFailuresOn_data();
    void passesTheEnginesFailuresOn();
    void leavesNothingOnAFullDisk();
    void leavesNothingBeyondTheFileSizeLimit();
    void failsWhenStdoutIsFull();
    void drawsABarOnATerminal();

private:
    /// The pictures that a report names, which are whole.
    QStringList picturesOf(const QByteArray& report) const
    {
        QStringList names;
        for (const QJsonValue& image : QJsonDocument::fromJson(report).object()["images"].toArray()) {
            const QFileInfo file(m_folder->path(), image["path"].toString());
            if (readPicture(file.filePath().toStdString())) {
                names += file.fileName();
            }
        }
        return names;
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliRunner> m_cli;
};

void TestGessoCliFaults::endsOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestGessoCliFaults::endsOnSignals()
{
    QFETCH(int, signal);
    const QString marker = m_folder->path();
    m_cli->useFakeEngine("slow", marker);
    QProcess process;
    m_cli->start(process, generate("16x16"));
    QTRY_COMPARE_WITH_TIMEOUT(enginesWith(marker), 1, 30000);
    QTest::qWait(300); // into the job
    const TimeJudge time;
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    const CliOutcome outcome = CliRunner::outcomeOf(process);
    QCOMPARE(outcome.status, 130);
    QVERIFY(time.within(3000ms));
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.err, QByteArray("gesso-cli: Interrupted: no picture was saved.\n"));
    QCOMPARE(enginesWith(marker), 0);
    QVERIFY(files().isEmpty());
}

void TestGessoCliFaults::keepsFinishedPicturesOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("json");
    for (const bool json : {false, true}) {
        QTest::addRow("SIGINT%s", json ? ", JSON" : "") << SIGINT << json;
        QTest::addRow("SIGTERM%s", json ? ", JSON" : "") << SIGTERM << json;
        QTest::addRow("SIGHUP%s", json ? ", JSON" : "") << SIGHUP << json;
    }
}

void TestGessoCliFaults::keepsFinishedPicturesOnSignals()
{
    QFETCH(int, signal);
    QFETCH(bool, json);
    m_cli->useFakeEngine("first-then-slow");
    QProcess process;
    process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_DFL); }); // also where these tests run under nohup
    QStringList words = generate("16x16", {"--count", "3", "--seed", "7", "--save-latents", "l.safetensors"});
    m_cli->start(process, json ? words << "--json" : words);
    const QStringList picture{"*.png"};
    QTRY_COMPARE_WITH_TIMEOUT(QDir(m_folder->path()).entryList(picture).size(), 1, 30000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    const CliOutcome outcome = CliRunner::outcomeOf(process);
    QCOMPARE(outcome.status, 130);
    QCOMPARE(outcome.err, QByteArray("gesso-cli: Interrupted: 1 of 3 pictures were saved.\n"));
    const QStringList saved = QDir(m_folder->path()).entryList(picture);
    QCOMPARE(saved.size(), 1);
    QVERIFY(files().contains("l.safetensors"));
    if (json) {
        const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
        QCOMPARE(picturesOf(outcome.out), saved);
        QCOMPARE(report["images"][0]["seed"].toInt(), 7);
        QCOMPARE(report["model"]["hash"].toString(), QString("0123456789abcdef"));
        QCOMPARE(report["error"]["code"].toString(), QString("cancelled"));
    } else {
        QVERIFY2(outcome.out.trimmed().endsWith(saved[0].toUtf8()), outcome.out);
    }
}

void TestGessoCliFaults::keepsFinishedPicturesOfAFailedRun_data()
{
    QTest::addColumn<QString>("behaviour");
    QTest::addColumn<QString>("code");
    QTest::newRow("a later picture fails") << "first-then-fail"
                                           << "bad-picture";
    QTest::newRow("the engine dies") << "first-then-die"
                                     << "engine-died";
}

void TestGessoCliFaults::keepsFinishedPicturesOfAFailedRun()
{
    QFETCH(QString, behaviour);
    QFETCH(QString, code);
    m_cli->useFakeEngine(behaviour);
    const CliOutcome outcome = m_cli->run(generate("16x16", {"--count", "3", "--json"}));
    QCOMPARE(outcome.status, 4);
    QVERIFY2(outcome.err.endsWith(" 1 of 3 pictures were saved.\n"), outcome.err);
    QCOMPARE(picturesOf(outcome.out), files());
    QCOMPARE(files().size(), 1);
    const QJsonObject report = QJsonDocument::fromJson(outcome.out).object();
    QCOMPARE(report["error"]["code"].toString(), code);
    QVERIFY(report["timings"].isUndefined());
}

void TestGessoCliFaults::keepsWhatWasSavedBeforeTheDiskWasFull()
{
    const QByteArray folder = m_folder->path().toUtf8();
    if (::mount("gesso-test", folder.constData(), "tmpfs", 0, "size=300k") != 0) {
        QSKIP(qPrintable(QString("a small file system cannot be mounted here: %1").arg(::strerror(errno))));
    }
    CliRunner cli("/tmp");
    const CliOutcome outcome =
        cli.run(generate("256x192", {"--format", "tiff", "--count", "4", "--json", "--out", m_folder->path()}));
    const QStringList left = files();
    const QStringList named = picturesOf(outcome.out);
    QCOMPARE(::umount(folder.constData()), 0);
    QCOMPARE(outcome.status, 3);
    QVERIFY(left.size() >= 1 && left.size() < 4);
    QCOMPARE(named, left);
}

void TestGessoCliFaults::tellsOfASilentEngine()
{
    const QString number = m_folder->filePath("number");
    m_cli->setVariable("GESSO_ENGINE",
                       QString("/bin/sh -c \"echo \\$\\$ > '%1'; exec '%2' slow\"").arg(number, GESSO_FAKE_ENGINE));
    QProcess process;
    m_cli->start(process, generate("16x16"));
    QFile file(number);
    QTRY_VERIFY_WITH_TIMEOUT((file.isOpen() || file.open(QIODevice::ReadOnly)) && file.size() > 0, 30000);
    const pid_t engine = file.readAll().trimmed().toInt();
    QCOMPARE(::kill(engine, SIGSTOP), 0);
    QByteArray said;
    const auto says = [&](const char* words) {
        said += process.readAllStandardError();
        return said.contains(words);
    };
    QTRY_VERIFY_WITH_TIMEOUT(says("gesso-cli: The engine does not answer."), 30000);
    QCOMPARE(::kill(engine, SIGCONT), 0);
    QTRY_VERIFY_WITH_TIMEOUT(says("gesso-cli: The engine answers again.\n"), 30000);
    process.terminate();
    QCOMPARE(CliRunner::outcomeOf(process).status, 130);
}

void TestGessoCliFaults::startsAnEngineThatDiedYoungOnceMore()
{
    m_cli->useFakeEngine("die-young", m_folder->filePath("died"));
    const CliOutcome outcome = m_cli->run(generate("16x16", {"--name", "p"}));
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY2(outcome.err.contains("It is started once more."), outcome.err);
    QCOMPARE(files(), (QStringList{"died", "p.png"}));
}

void TestGessoCliFaults::endsADeafEngineOnSignals()
{
    const QString marker = m_folder->path();
    m_cli->setVariable("GESSO_ENGINE", QString("/bin/sh -c \"trap '' TERM; sleep 1000 # %1\"").arg(marker));
    QProcess process;
    m_cli->start(process, generate("16x16"));
    QTRY_COMPARE_WITH_TIMEOUT(enginesWith(marker), 1, 30000);
    const TimeJudge time;
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QCOMPARE(CliRunner::outcomeOf(process).status, 130);
    QVERIFY(time.within(4000ms));
    QCOMPARE(enginesWith(marker), 0);
}

void TestGessoCliFaults::leavesNoEngineWhenItIsKilled()
{
    const QString marker = m_folder->path();
    m_cli->useFakeEngine("slow", marker);
    QProcess process;
    m_cli->start(process, generate("16x16"));
    QTRY_COMPARE_WITH_TIMEOUT(enginesWith(marker), 1, 30000);
    process.kill();
    QVERIFY(process.waitForFinished());
    QTRY_COMPARE_WITH_TIMEOUT(enginesWith(marker), 0, 2000);
    QVERIFY(files().isEmpty());
}

void TestGessoCliFaults::startsADeadEngineOnceMore()
{
    m_cli->useFakeEngine("die-once", m_folder->filePath("died"));
    const CliOutcome outcome = m_cli->run(generate("16x16", {"--name", "p"}));
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY2(outcome.err.contains("killed by signal 9 (Killed)"), outcome.err);
    QCOMPARE(files(), (QStringList{"died", "p.png"}));
}

void TestGessoCliFaults::givesUpAnEngineThatDiesTwice()
{
    m_cli->useFakeEngine("die");
    const CliOutcome outcome = m_cli->run(generate("16x16", {"--quiet"}));
    QCOMPARE(outcome.status, 4);
    QVERIFY2(outcome.err.contains("exit status 7") && outcome.err.contains("the roof fell in"), outcome.err);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(files().isEmpty());
}

void TestGessoCliFaults::tellsOfAnEngineThatCannotStart_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("named");
    QTest::newRow("not there") << "/no/such/engine" << 4 << "/no/such/engine";
    QTest::newRow("ends at once") << QString("'" GESSO_FAKE_ENGINE "' die-at-start") << 4 << "Permission denied";
    QTest::newRow("other version") << QString("'" GESSO_FAKE_ENGINE "' wrong-program") << 4 << "99.0.0";
    QTest::newRow("other protocol") << QString("'" GESSO_FAKE_ENGINE "' wrong-protocol") << 4 << "version 2";
    QTest::newRow("garbage") << QString("'" GESSO_FAKE_ENGINE "' garbage") << 4 << "Welcome to the";
    QTest::newRow("open quote") << "'engine" << 2 << "quote";
}

void TestGessoCliFaults::tellsOfAnEngineThatCannotStart()
{
    QFETCH(QString, engine);
    QFETCH(int, status);
    QFETCH(QString, named);
    m_cli->setVariable("GESSO_ENGINE", engine);
    const CliOutcome outcome = m_cli->run(generate("16x16"));
    QCOMPARE(outcome.status, status);
    // One that merely ends is tried twice, and the first end is told as well.
    QCOMPARE(outcome.err.count('\n'), outcome.err.contains("It is started once more.") ? 2 : 1);
    QVERIFY2(outcome.err.contains(named.toUtf8()), outcome.err);
}

void TestGessoCliFaults::passesTheEnginesFailuresOn_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("invalid request") << "100" << 2;
    QTest::newRow("model damaged") << "201" << 3;
    QTest::newRow("no such device") << "400" << 4;
    QTest::newRow("unknown code") << "12345" << 4;
}

void TestGessoCliFaults::passesTheEnginesFailuresOn()
{
    QFETCH(QString, code);
    QFETCH(int, status);
    m_cli->useFakeEngine("fail", code);
    const CliOutcome outcome = m_cli->run(generate("16x16"));
    QCOMPARE(outcome.status, status);
    QCOMPARE(outcome.err, QByteArray("gesso-cli: The fake engine failed as it was told.\n"));
    QVERIFY(files().isEmpty());
}

void TestGessoCliFaults::leavesNothingOnAFullDisk()
{
    const QByteArray folder = m_folder->path().toUtf8();
    if (::mount("gesso-test", folder.constData(), "tmpfs", 0, "size=64k") != 0) {
        QSKIP(qPrintable(QString("a small file system cannot be mounted here: %1").arg(::strerror(errno))));
    }
    CliRunner cli("/tmp");
    const CliOutcome outcome = cli.run(generate("512x512", {"--format", "tiff", "--out", m_folder->path()}));
    const QStringList left = files();
    QCOMPARE(::umount(folder.constData()), 0);
    QCOMPARE(outcome.status, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(' ')));
}

void TestGessoCliFaults::leavesNothingBeyondTheFileSizeLimit()
{
    QProcess process;
    process.setChildProcessModifier([] {
        const rlimit limit{10'000, 10'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        std::signal(SIGXFSZ, SIG_DFL); // as a shell's ulimit -f leaves it
    });
    m_cli->start(process, generate("512x512", {"--format", "tiff"}));
    const CliOutcome outcome = CliRunner::outcomeOf(process);
    QCOMPARE(outcome.status, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains("File too large"), outcome.err);
    QVERIFY(files().isEmpty());
}

void TestGessoCliFaults::failsWhenStdoutIsFull()
{
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    m_cli->start(process, generate("16x16", {"--json"}));
    const CliOutcome outcome = CliRunner::outcomeOf(process);
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("stdout cannot be written"), outcome.err);
}

void TestGessoCliFaults::drawsABarOnATerminal()
{
    const QByteArray folder = m_folder->path().toUtf8();
    ::setenv("GESSO_ENGINE", "'" GESSO_FAKE_ENGINE "' slow", 1);
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        ::execl(GESSO_BIN_DIR "/gesso-cli", "gesso-cli", "generate", "x", "--model", kModel.toUtf8().constData(),
                "--out", folder.constData(), nullptr);
        ::_exit(127);
    }
    QByteArray shown;
    std::array<char, 4096> buffer{};
    QElapsedTimer timer;
    timer.start();
    while (!shown.contains("left") && timer.elapsed() < 10'000) {
        const ssize_t count = ::read(terminal, buffer.data(), buffer.size());
        QVERIFY(count > 0);
        shown.append(buffer.data(), count);
    }
    QCOMPARE(::write(terminal, "\x03", 1), ssize_t{1}); // Ctrl-C, as the user types it
    for (ssize_t count = 1; count > 0; count = ::read(terminal, buffer.data(), buffer.size())) {
        shown.append(buffer.data(), timer.elapsed() < 60'000 ? count : 0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    ::close(terminal);
    ::unsetenv("GESSO_ENGINE");
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 130);
    QVERIFY2(shown.contains("\rDenoising ["), shown);
    QVERIFY2(shown.contains("/2000, "), shown);
    QVERIFY2(shown.contains("\r\x1b[Kgesso-cli: Interrupted"), shown);
}

QTEST_GUILESS_MAIN(TestGessoCliFaults)
#include "test_gesso_cli_faults.moc"
