// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "inference/service/outbox.h"

#include <QTest>

#include <array>
#include <unistd.h>

using namespace gesso;
using namespace gesso::inference;
using namespace std::chrono_literals;

namespace {

/// An outbox that writes into a pipe, and what has come out of it.
class OutboxRun {
public:
    OutboxRun()
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            qFatal("no pipe");
        }
        m_read.reset(ends[0]);
        m_write.reset(ends[1]);
        m_channel.emplace(-1, m_write.get());
        m_outbox.emplace(*m_channel);
    }

    Outbox& outbox() { return *m_outbox; }

    /// Ends the outbox and reads all that it sent, but for heartbeats.
    std::vector<protocol::FromEngine> end()
    {
        m_outbox.reset();
        m_write.reset();
        protocol::FrameChannel reader(m_read.get(), -1);
        std::vector<protocol::FromEngine> events;
        while (const auto frame = reader.read().value()) {
            protocol::FromEngine event = protocol::fromEngineFromFrame(*frame).value();
            if (std::holds_alternative<protocol::Heartbeat>(event)) {
                ++m_heartbeats;
            } else {
                events.push_back(std::move(event));
            }
        }
        return events;
    }
    [[nodiscard]] int heartbeats() const { return m_heartbeats; }

private:
    UniqueFd m_read, m_write;
    std::optional<protocol::FrameChannel> m_channel;
    std::optional<Outbox> m_outbox;
    int m_heartbeats = 0;
};

protocol::Progress progress(JobId job, int step)
{
    return {job, {"denoise", 0, step, 1000}};
}

protocol::Preview preview(JobId job, int index, std::uint8_t grey)
{
    return {job, index, Image{1, 1, 3, {grey, grey, grey}}};
}

} // namespace

class TestOutbox final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void progressIsLimitedAndTheLatestWins();
    void previewsAreLimitedForEachPicture();
    void allElseGoesAtOnceAndInOrder();
    void nothingOfAJobComesAfterItsEnd();
    void heartbeatsComeByThemselves();
    void aClientThatIsGoneIsNoError();
};

void TestOutbox::progressIsLimitedAndTheLatestWins()
{
    OutboxRun run;
    const auto start = std::chrono::steady_clock::now();
    int step = 0;
    while (std::chrono::steady_clock::now() - start < 300ms) {
        run.outbox().send(progress(1, step++));
        std::this_thread::sleep_for(1ms);
    }
    std::this_thread::sleep_for(2 * Outbox::kProgressPause);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto events = run.end();
    QVERIFY(static_cast<double>(events.size()) <= seconds * 30. + 1.);
    QVERIFY(events.size() >= 2);
    QCOMPARE(std::get<protocol::Progress>(events.back()).progress.step, step - 1);
}

void TestOutbox::previewsAreLimitedForEachPicture()
{
    OutboxRun run;
    for (std::uint8_t grey = 0; grey < 50; ++grey) {
        run.outbox().send(preview(1, 0, grey));
        run.outbox().send(preview(1, 1, grey));
    }
    std::this_thread::sleep_for(3 * Outbox::kPreviewPause);
    const auto events = run.end();
    QVERIFY(events.size() >= 2 && events.size() <= 4);
    std::map<int, std::uint8_t> last;
    for (const protocol::FromEngine& event : events) {
        const auto& shown = std::get<protocol::Preview>(event);
        last[shown.index] = shown.image.u8()[0];
    }
    QCOMPARE(last, (std::map<int, std::uint8_t>{{0, 49}, {1, 49}}));
}

void TestOutbox::allElseGoesAtOnceAndInOrder()
{
    OutboxRun run;
    run.outbox().send(protocol::Accepted{1});
    run.outbox().send(protocol::Started{1, "cpu:0"});
    run.outbox().send(protocol::Finished{1, {}, "m", "h", "cpu:0", "fp32"});
    const auto events = run.end();
    QCOMPARE(events.size(), std::size_t{3});
    QVERIFY(std::holds_alternative<protocol::Accepted>(events[0]));
    QVERIFY(std::holds_alternative<protocol::Started>(events[1]));
    QVERIFY(std::holds_alternative<protocol::Finished>(events[2]));
}

void TestOutbox::nothingOfAJobComesAfterItsEnd()
{
    OutboxRun run;
    for (int step = 0; step < 20; ++step) {
        run.outbox().send(progress(1, step));
        run.outbox().send(preview(1, step, 0));
    }
    run.outbox().send(protocol::Cancelled{1});
    std::this_thread::sleep_for(2 * Outbox::kPreviewPause);
    const auto events = run.end();
    QVERIFY(std::holds_alternative<protocol::Cancelled>(events.back()));
}

void TestOutbox::heartbeatsComeByThemselves()
{
    OutboxRun run;
    std::this_thread::sleep_for(protocol::kHeartbeatInterval + 200ms);
    (void)run.end();
    QVERIFY(run.heartbeats() >= 2);
}

void TestOutbox::aClientThatIsGoneIsNoError()
{
    protocol::FrameChannel channel(-1, -1);
    Outbox outbox(channel);
    outbox.send(protocol::Accepted{1});
    outbox.send(progress(1, 1));
}

QTEST_APPLESS_MAIN(TestOutbox)
#include "test_outbox.moc"
