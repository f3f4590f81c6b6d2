// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/channel.h"

#include <QtTest/QtTest>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace gesso;
using namespace gesso::protocol;

namespace {

/// A pipe whose ends close with it.
class Pipe final {
public:
    Pipe()
    {
        if (::pipe2(m_ends.data(), O_CLOEXEC) != 0) {
            qFatal("no pipe");
        }
    }
    ~Pipe()
    {
        closeReading();
        closeWriting();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int reading() const { return m_ends[0]; }
    [[nodiscard]] int writing() const { return m_ends[1]; }
    void closeReading() { closeEnd(0); }
    void closeWriting() { closeEnd(1); }

private:
    void closeEnd(std::size_t end)
    {
        if (m_ends[end] >= 0) {
            ::close(m_ends[end]);
            m_ends[end] = -1;
        }
    }
    std::array<int, 2> m_ends{-1, -1};
};

Frame numbered(std::uint64_t number, std::size_t payloadBytes = 0)
{
    return {
        MessageType::Cancel, {{"job", number}}, std::vector<std::byte>(payloadBytes, static_cast<std::byte>(number))};
}

void setNonBlocking(int descriptor)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

} // namespace

class TestChannel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void carriesFramesLargerThanThePipe();
    void framesOfSeveralThreadsDoNotMix();
    void worksOnNonBlockingDescriptors();
    void signalsDoNotDisturb();
    void endsOrderlyBetweenFrames();
    void endWithinAFrameIsAnError();
    void writingToNobodyIsAnError();
    void refusesToSendTooLongAHeader();
};

void TestChannel::carriesFramesLargerThanThePipe()
{
    Pipe pipe;
    FrameChannel channel(pipe.reading(), pipe.writing());
    const Frame large = numbered(3, 20U << 20);
    std::jthread writer([&] { QVERIFY(channel.write(large)); });
    const auto frame = channel.read();
    QVERIFY(frame && *frame == large);
}

void TestChannel::framesOfSeveralThreadsDoNotMix()
{
    constexpr int kThreads = 4;
    constexpr int kFrames = 200;
    Pipe pipe;
    FrameChannel channel(pipe.reading(), pipe.writing());
    std::vector<std::jthread> writers;
    for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
        writers.emplace_back([&channel, thread] {
            for (int i = 0; i < kFrames; ++i) {
                QVERIFY(channel.write(numbered(thread, 5000)));
            }
        });
    }
    std::array<int, kThreads> counts{};
    for (int i = 0; i < kThreads * kFrames; ++i) {
        const auto frame = channel.read();
        QVERIFY(frame && *frame);
        const auto number = (*frame)->header.at("job").get<std::uint64_t>();
        QVERIFY(**frame == numbered(number, 5000));
        ++counts.at(number);
    }
    QVERIFY(std::all_of(counts.begin(), counts.end(), [](int count) { return count == kFrames; }));
}

void TestChannel::worksOnNonBlockingDescriptors()
{
    Pipe pipe;
    setNonBlocking(pipe.reading());
    setNonBlocking(pipe.writing());
    FrameChannel channel(pipe.reading(), pipe.writing());
    const Frame large = numbered(5, 4U << 20);
    std::jthread writer([&] { QVERIFY(channel.write(large)); });
    const auto frame = channel.read();
    QVERIFY(frame && *frame == large);
}

void TestChannel::signalsDoNotDisturb()
{
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGUSR1, &action, nullptr); // without SA_RESTART: calls return EINTR
    Pipe pipe;
    FrameChannel channel(pipe.reading(), pipe.writing());
    const pthread_t reader = ::pthread_self();
    std::jthread writer([&] {
        for (int i = 0; i < 20; ++i) {
            ::pthread_kill(reader, SIGUSR1);
            QTest::qSleep(2);
        }
        QVERIFY(channel.write(numbered(9)));
    });
    const auto frame = channel.read();
    QVERIFY(frame && *frame == numbered(9));
}

void TestChannel::endsOrderlyBetweenFrames()
{
    Pipe pipe;
    FrameChannel channel(pipe.reading(), pipe.writing());
    QVERIFY(channel.write(numbered(1)));
    pipe.closeWriting();
    QVERIFY(channel.read().value() == numbered(1));
    const auto end = channel.read();
    QVERIFY(end && !*end);
}

void TestChannel::endWithinAFrameIsAnError()
{
    const std::vector<std::byte> bytes = encode(numbered(1, 100)).value();
    for (const std::size_t length : {std::size_t{1}, kPrefixBytes, bytes.size() - 1}) {
        Pipe pipe;
        QCOMPARE(::write(pipe.writing(), bytes.data(), length), static_cast<ssize_t>(length));
        pipe.closeWriting();
        FrameChannel channel(pipe.reading(), pipe.writing());
        QCOMPARE(channel.read().error().code, ErrorCode::ProtocolViolation);
    }
}

void TestChannel::writingToNobodyIsAnError()
{
    Pipe pipe;
    pipe.closeReading();
    FrameChannel channel(-1, pipe.writing());
    QCOMPARE(channel.write(numbered(1)).error().code, ErrorCode::ProtocolViolation);
}

void TestChannel::refusesToSendTooLongAHeader()
{
    Pipe pipe;
    FrameChannel channel(pipe.reading(), pipe.writing());
    Frame frame = numbered(1);
    frame.header["text"] = std::string(kMaxHeaderBytes, 'x');
    QCOMPARE(channel.write(frame).error().code, ErrorCode::InvalidRequest);
    QVERIFY(channel.write(numbered(2))); // nothing of the first one was written
    QVERIFY(channel.read().value() == numbered(2));
}

QTEST_APPLESS_MAIN(TestChannel)
#include "test_channel.moc"
