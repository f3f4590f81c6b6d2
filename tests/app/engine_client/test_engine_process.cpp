// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_process.h"
#include "app/engine_client/last_line.h"
#include "tests/support/time_judge.h"

#include <QtTest/QtTest>

#include <csignal>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gesso;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<EngineProcess> shell(const std::string& script)
{
    return EngineProcess::start({"/bin/sh", "-c", script}).value();
}

/// Whether a process is gone, or a zombie that nobody has waited for.
bool isGone(pid_t process)
{
    QFile status(QString("/proc/%1/stat").arg(process));
    return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
}

/// Whether somebody watches this process group (group_watch.h).
bool isWatched(pid_t group)
{
    const QByteArray end = QByteArray("gesso-watch") + '\0' + QByteArray::number(group) + '\0';
    const QStringList processes = QDir("/proc").entryList({"[0-9]*"}, QDir::Dirs);
    return std::any_of(processes.begin(), processes.end(), [&](const QString& process) {
        QFile line("/proc/" + process + "/cmdline");
        return line.open(QIODevice::ReadOnly) && line.readAll().endsWith(end);
    });
}

/// The number that a process prints first of all; 0 when it prints none.
pid_t numberFrom(int descriptor)
{
    std::array<char, 64> buffer{};
    pollfd waited{descriptor, POLLIN, 0};
    return ::poll(&waited, 1, 5000) == 1 && ::read(descriptor, buffer.data(), buffer.size() - 1) > 0
               ? std::atoi(buffer.data())
               : 0;
}

/// All that a descriptor gives until its end.
std::string readAll(int descriptor)
{
    std::string text;
    while (true) {
        pollfd waited{descriptor, POLLIN, 0};
        if (::poll(&waited, 1, 5000) != 1) {
            return text + " (timed out)";
        }
        std::array<char, 512> buffer{};
        const ssize_t count = ::read(descriptor, buffer.data(), buffer.size());
        if (count <= 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string lastLineOf(const std::string& text)
{
    LastLine line;
    line.feed(std::as_bytes(std::span(text)));
    return line.text();
}

} // namespace

class TestEngineProcess final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectsAllThreePipes();
    void tellsHowItEnded();
    void namesACommandThatCannotBeStarted();
    void standsBackAsFarAsItIsTold();
    void leavesNoDescriptorsToTheChild();
    void childHasDefaultSignals();
    void endsWhatDoesNotEndItself();
    void endsWhatTheCommandStarted();
    void nothingOutlivesUs_data();
    void nothingOutlivesUs();
    void leavesNoWatchBehind();
    void keepsTheLastLine();
};

void TestEngineProcess::connectsAllThreePipes()
{
    const auto process = shell("read line; echo \"heard $line\"; echo \"complained\" >&2");
    QCOMPARE(::write(process->input(), "hello\n", 6), ssize_t{6});
    QCOMPARE(readAll(process->output()), std::string("heard hello\n"));
    QCOMPARE(readAll(process->errors()), std::string("complained\n"));
}

void TestEngineProcess::tellsHowItEnded()
{
    QCOMPARE(shell("exit 3")->waitForEnding(5s).value(), std::string("ended with exit status 3"));
    QCOMPARE(shell("kill -9 $$")->waitForEnding(5s).value(), std::string("was killed by signal 9 (Killed)"));
    const auto running = shell("read line");
    QVERIFY(!running->ending());
}

void TestEngineProcess::namesACommandThatCannotBeStarted()
{
    for (const std::string& command : {std::string("/no/such/engine"), std::string("/etc/passwd"), std::string()}) {
        const auto process = EngineProcess::start({command});
        QVERIFY(!process);
        QCOMPARE(process.error().code, ErrorCode::EngineNotFound);
        QVERIFY(process.error().message.find(command) != std::string::npos);
    }
    QCOMPARE(EngineProcess::start({}).error().code, ErrorCode::EngineNotFound);
}

void TestEngineProcess::standsBackAsFarAsItIsTold()
{
    const int ours = ::getpriority(PRIO_PROCESS, 0);
    for (const int niceness : {0, 3}) {
        // The shell reads a line first, so that it does not ask before it is told.
        const auto process = EngineProcess::start({"/bin/sh", "-c", "read line; nice"}, niceness).value();
        QCOMPARE(::write(process->input(), "\n", 1), ssize_t{1});
        QCOMPARE(readAll(process->output()), std::to_string(ours + niceness) + "\n");
    }
}

void TestEngineProcess::leavesNoDescriptorsToTheChild()
{
    const int inheritable = ::dup(STDERR_FILENO);
    const auto other = shell("read line");
    const auto process = EngineProcess::start({"/bin/ls", "/proc/self/fd"}).value();
    ::close(inheritable);
    QCOMPARE(readAll(process->output()), std::string("0\n1\n2\n3\n")); // 3 is ls reading the folder
}

void TestEngineProcess::childHasDefaultSignals()
{
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::signal(SIGPIPE, SIG_IGN);
    const auto process = shell("sed -n 's/Sig[BI][lg][kn]:.//p' /proc/self/status");
    std::signal(SIGPIPE, SIG_DFL);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    const QStringList masks = QString::fromStdString(readAll(process->output())).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(masks.size(), 2);
    for (const QString& mask : masks) {
        constexpr quint64 kOrdinary = 0x7fffffff; // signals 1 to 31; 32 and 33 are the C library's own
        QCOMPARE(mask.toULongLong(nullptr, 16) & kOrdinary, quint64{0});
    }
}

void TestEngineProcess::endsWhatDoesNotEndItself()
{
    auto process = shell("trap '' TERM; while :; do sleep 0.1; done");
    const TimeJudge time;
    process->end();
    QVERIFY(time.within(2s));
    QCOMPARE(process->ending().value(), std::string("was killed by signal 9 (Killed)"));
}

void TestEngineProcess::endsWhatTheCommandStarted()
{
    auto process = shell("sleep 1000 & echo $!; read line");
    const pid_t grandchild = numberFrom(process->output());
    QVERIFY(::kill(grandchild, 0) == 0);
    process.reset();
    QTRY_VERIFY_WITH_TIMEOUT(isGone(grandchild), 2000);
}

void TestEngineProcess::nothingOutlivesUs_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("stopped");
    // Each prints the number of the last process of the chain, which reads nothing and asks the kernel for nothing.
    const QString last = "echo $$; exec sleep 1000";
    for (const bool stopped : {false, true}) {
        const char* state = stopped ? ", stopped" : "";
        QTest::addRow("one process%s", state) << last << stopped;
        QTest::addRow("behind a shell%s", state) << QString("sh -c '%1'; :").arg(last) << stopped;
        QTest::addRow("behind two shells%s", state)
            << QString("sh -c \"sh -c '%1'; :\"; :").arg(QString(last).replace("$$", "\\$\\$")) << stopped;
        QTest::addRow("deaf%s", state) << QString("trap '' TERM HUP INT; %1").arg(last) << stopped;
    }
}

void TestEngineProcess::nothingOutlivesUs()
{
    QFETCH(QString, script);
    QFETCH(bool, stopped);
    std::array<int, 2> ends{};
    QCOMPARE(::pipe(ends.data()), 0);
    const std::string text = script.toStdString();
    const pid_t client = ::fork();
    if (client == 0) {
        const auto process = shell(text);
        const std::string number = std::to_string(numberFrom(process->output())) + "\n";
        static_cast<void>(::write(ends[1], number.data(), number.size()));
        ::pause();
    }
    ::close(ends[1]);
    const pid_t engine = numberFrom(ends[0]);
    ::close(ends[0]);
    QVERIFY(engine > 0 && ::kill(engine, stopped ? SIGSTOP : 0) == 0);
    const pid_t group = ::getpgid(engine);
    QVERIFY(isWatched(group));
    ::kill(client, SIGKILL);
    QCOMPARE(::waitpid(client, nullptr, 0), client);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(engine) && isGone(group), 2000);
    QTRY_VERIFY_WITH_TIMEOUT(!isWatched(group), 2000);
}

void TestEngineProcess::leavesNoWatchBehind()
{
    auto process = shell("echo $$; read line");
    const pid_t group = numberFrom(process->output());
    QVERIFY(isWatched(group));
    process.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!isWatched(group), 2000);
    process = shell("echo $$; kill -9 $$");
    const pid_t other = numberFrom(process->output());
    QVERIFY(process->waitForEnding(5s));
    QTRY_VERIFY_WITH_TIMEOUT(!isWatched(other), 2000);
}

void TestEngineProcess::keepsTheLastLine()
{
    QCOMPARE(lastLineOf(""), std::string());
    QCOMPARE(lastLineOf("one\ntwo\n\n  \n"), std::string("two"));
    QCOMPARE(lastLineOf("one\r\n  two"), std::string("two"));
    QCOMPARE(lastLineOf("\x1b[31mred\x1b[0m\n"), std::string("[31mred[0m"));
    QCOMPARE(lastLineOf(std::string(100'000, 'x')).size(), LastLine::kMaxBytes);
}

QTEST_GUILESS_MAIN(TestEngineProcess)
#include "test_engine_process.moc"
