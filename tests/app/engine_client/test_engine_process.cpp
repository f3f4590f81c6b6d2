// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_process.h"
#include "app/engine_client/last_line.h"

#include <QtTest/QtTest>

#include <csignal>
#include <poll.h>
#include <unistd.h>

using namespace gesso;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<EngineProcess> shell(const std::string& script)
{
    return EngineProcess::start({"/bin/sh", "-c", script}).value();
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
    void leavesNoDescriptorsToTheChild();
    void childHasDefaultSignals();
    void endsWhatDoesNotEndItself();
    void endsWhatTheCommandStarted();
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
    const auto start = std::chrono::steady_clock::now();
    process->end();
    QVERIFY(std::chrono::steady_clock::now() - start < 2s);
    QCOMPARE(process->ending().value(), std::string("was killed by signal 9 (Killed)"));
}

void TestEngineProcess::endsWhatTheCommandStarted()
{
    auto process = shell("sleep 1000 & echo $!; read line");
    std::array<char, 64> buffer{};
    pollfd waited{process->output(), POLLIN, 0};
    QCOMPARE(::poll(&waited, 1, 5000), 1);
    QVERIFY(::read(process->output(), buffer.data(), buffer.size() - 1) > 0);
    const pid_t grandchild = std::atoi(buffer.data());
    QVERIFY(::kill(grandchild, 0) == 0);
    process.reset();
    const auto isGone = [grandchild] {
        QFile status(QString("/proc/%1/stat").arg(grandchild));
        return !status.open(QIODevice::ReadOnly) || status.readAll().contains(") Z ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 2000);
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
