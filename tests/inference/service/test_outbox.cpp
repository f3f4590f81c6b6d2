// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"
#include "core/image/levels.h"
#include "inference/service/outbox.h"

#include <QTest>

#include <array>
#include <atomic>
#include <future>
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

    using Seen = std::function<void(const protocol::FromEngine& event)>;
    /// Reads all that is sent from now on, on a thread of its own; until then the client is one that does not.
    void read(const Seen& seen = [](const protocol::FromEngine&) {})
    {
        m_reading = std::async(std::launch::async, [this, seen] {
            protocol::FrameChannel reader(m_read.get(), -1);
            while (const auto frame = reader.read().value()) {
                protocol::FromEngine event = protocol::fromEngineFromFrame(*frame).value();
                if (std::holds_alternative<protocol::Heartbeat>(event)) {
                    ++m_heartbeats;
                } else {
                    seen(event);
                    m_events.push_back(std::move(event));
                }
            }
        });
    }
    /// Ends the outbox and gives all that it sent, but for heartbeats.
    std::vector<protocol::FromEngine> end()
    {
        if (!m_reading.valid()) {
            read();
        }
        m_outbox.reset();
        m_write.reset();
        m_reading.get();
        return m_events;
    }
    [[nodiscard]] int heartbeats() const { return m_heartbeats; }

private:
    UniqueFd m_read, m_write;
    std::optional<protocol::FrameChannel> m_channel;
    std::optional<Outbox> m_outbox;
    std::future<void> m_reading;
    std::vector<protocol::FromEngine> m_events;
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

Picture squareOf(int side)
{
    return makePicture(
        {side, side, 3, std::vector<std::uint16_t>(std::size_t{3} * static_cast<std::size_t>(side * side))});
}

protocol::PictureMade made(int index, const Picture& picture)
{
    return {1, {picture, 0, index, {}, {}}};
}

/// The places of the pictures that came, in their order.
std::vector<int> placesOf(const std::vector<protocol::FromEngine>& events)
{
    std::vector<int> places;
    for (const protocol::FromEngine& event : events) {
        if (const auto* const picture = std::get_if<protocol::PictureMade>(&event)) {
            places.push_back(picture->image.index);
        }
    }
    return places;
}

} // namespace

class TestOutbox final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void progressIsLimitedAndTheLatestWins();
    void previewsAreLimitedForEachPicture();
    void allElseGoesAtOnceAndInOrder();
    void nothingOfAJobComesAfterItsEnd();
    void noPreviewComesAfterItsPicture();
    void nobodyWaitsForTheClient();
    void aWorkerWaitsWhereMorePicturesWouldNotFit();
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

void TestOutbox::noPreviewComesAfterItsPicture()
{
    OutboxRun run;
    for (std::uint8_t grey = 0; grey < 3; ++grey) { // one goes at once, the latest of each waits
        run.outbox().send(preview(1, 0, grey));
        run.outbox().send(preview(1, 1, grey));
    }
    run.outbox().send(made(0, squareOf(1)));
    std::this_thread::sleep_for(3 * Outbox::kPreviewPause);
    const auto events = run.end();
    const auto picture = std::ranges::find_if(
        events, [](const auto& event) { return std::holds_alternative<protocol::PictureMade>(event); });
    QVERIFY(picture != events.end());
    for (auto later = picture + 1; later != events.end(); ++later) {
        QCOMPARE(std::get<protocol::Preview>(*later).index, 1);
    }
    QCOMPARE(std::get<protocol::Preview>(events.back()).image.u8()[0], std::uint8_t{2}); // of the one still made
}

void TestOutbox::nobodyWaitsForTheClient()
{
    constexpr int kMoreThanAPipeHolds = 512;
    const auto large = [](int index) {
        return protocol::Preview{1, index, inFormat(*squareOf(kMoreThanAPipeHolds), PixelFormat::U8)};
    };
    OutboxRun run;
    auto sent = std::async(std::launch::async, [&] {
        for (const int index : {0, 1, 2}) {
            run.outbox().send(large(index));
            run.outbox().send(progress(1, index));
            run.outbox().send(made(index, squareOf(kMoreThanAPipeHolds)));
        }
    });
    const bool didNotWait = sent.wait_for(10s) == std::future_status::ready;
    run.read();
    sent.get();
    QCOMPARE(placesOf(run.end()), (std::vector<int>{0, 1, 2}));
    QVERIFY(didNotWait);
}

void TestOutbox::aWorkerWaitsWhereMorePicturesWouldNotFit()
{
    constexpr int kPictures = 24;
    constexpr int kMiB = 1 << 20;
    const Picture picture = squareOf(1673); // just above 16 MiB
    OutboxRun run;
    std::atomic<int> sent = 0;
    auto worker = std::async(std::launch::async, [&] {
        for (int index = 0; index < kPictures; ++index) {
            run.outbox().send(made(index, picture));
            ++sent;
        }
    });
    int read = 0;
    int most = 0;
    run.read([&](const protocol::FromEngine&) {
        most = std::max(most, sent - read);
        ++read;
    });
    worker.get();
    QCOMPARE(placesOf(run.end()).size(), std::size_t{kPictures});
    QVERIFY2(most <= static_cast<int>(Outbox::kMostPictureBytes / (std::size_t{16} * kMiB)) + 1,
             qPrintable(QString::number(most)));
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
