// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frame_decoder.h"
#include "core/protocol/messages.h"

#include <QtTest/QtTest>

#include <limits>
#include <random>

using namespace gesso;
using namespace gesso::protocol;
using nlohmann::json;

namespace {

/// The frame after a journey over the wire.
Frame transported(const Frame& frame)
{
    FrameDecoder decoder;
    decoder.feed(encode(frame).value());
    return *decoder.next().value();
}

template <typename Message> Message throughEngine(const Message& message)
{
    return std::get<Message>(toEngineFromFrame(transported(toFrame(message))).value());
}

template <typename Message> Message throughClient(const Message& message)
{
    return std::get<Message>(fromEngineFromFrame(transported(toFrame(message))).value());
}

Submit sampleSubmit()
{
    Submit submit;
    submit.job = std::numeric_limits<JobId>::max();
    submit.request.model = "/models/a model";
    submit.request.prompt = "cabin \"on\" a lake \u2603\n";
    submit.request.seed = std::numeric_limits<std::uint64_t>::max();
    submit.request.guidanceScale = 0.1;
    submit.options = {"cpu:2", Precision::Bf16, true, true};
    return submit;
}

Image sampleImage()
{
    Image image{16, 8, 3, {}};
    for (int i = 0; i < 16 * 8 * 3; ++i) {
        image.u8().push_back(static_cast<std::uint8_t>(i));
    }
    return image;
}

PictureMade samplePicture()
{
    Image image{16, 8, 3, std::vector<std::uint16_t>()};
    for (int i = 0; i < 16 * 8 * 3; ++i) {
        image.u16().push_back(static_cast<std::uint16_t>(i * 171));
    }
    return {5, {makePicture(std::move(image)), 77, 3, {0.5F, -1.25F, 3e-30F}, {"tiny", "0123", "cpu:1", "bf16"}}};
}

/// Frames of every kind, with the side that reads them.
std::vector<Frame> allFrames()
{
    return {toFrame(Hello{"0.1.0"}),
            toFrame(Load{"/m", {}}),
            toFrame(sampleSubmit()),
            toFrame(Cancel{1}),
            toFrame(Shutdown{}),
            toFrame(CountTokens{3, "/models/a model", "cabin \u2603"}),
            toFrame(Ready{"0.1.0", {{"cpu:0", "Some CPU", 1, 2}}}),
            toFrame(Accepted{1}),
            toFrame(Started{1, "cpu:0"}),
            toFrame(Progress{1, {"denoise", 0, 3, 25}}),
            toFrame(Preview{1, 0, sampleImage()}),
            toFrame(samplePicture()),
            toFrame(Finished{1, {}, "m", "h", "cpu:0", "fp32"}),
            toFrame(Failed{1, {ErrorCode::BadPicture, "flat"}}),
            toFrame(Cancelled{1}),
            toFrame(Heartbeat{}),
            toFrame(TokensCounted{3, std::nullopt}),
            toFrame(Notice{1, "skipped"})};
}

bool isForEngine(const Frame& frame)
{
    return frame.type < MessageType::Ready;
}

bool isAccepted(const Frame& frame)
{
    return isForEngine(frame) ? toEngineFromFrame(frame).has_value() : fromEngineFromFrame(frame).has_value();
}

/// What a mutation of a frame may hold in the place of any member.
std::vector<json> hostileValues()
{
    return {nullptr,
            true,
            -1,
            1.5,
            1e300,
            std::numeric_limits<double>::quiet_NaN(),
            std::string((1U << 20) + 1, 'x'),
            json::array({1, 2, 3, 4, 5}),
            json::object({{"x", 1}}),
            std::numeric_limits<std::int64_t>::min()};
}

} // namespace

class TestMessages final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesToTheEngineSurviveTheJourney();
    void messagesFromTheEngineSurviveTheJourney();
    void picturesSurviveTheJourney();
    void whatMayBeLeftOutSurvivesTheJourney();
    void picturesThatWereMadeAreListedInOrder_data();
    void picturesThatWereMadeAreListedInOrder();
    void tokensAreCheckedInTheirBounds();
    void everyMemberIsNeeded();
    void unknownMembersAreRefused();
    void wrongValuesAreRefused();
    void messagesForTheOtherSideAreRefused();
    void strayPayloadsAreRefused();
    void attachmentsMustFitThePayload_data();
    void attachmentsMustFitThePayload();
    void anInvalidRequestKeepsItsCode();
    void jobIsReadFromARefusedSubmit();
    void unknownErrorCodesBecomeInternal();
    void survivesMutations();
};

void TestMessages::messagesToTheEngineSurviveTheJourney()
{
    QVERIFY(throughEngine(Hello{"0.1.0"}) == Hello{"0.1.0"});
    const Load load{"/models/x", {"cuda:0,1", Precision::Fp16, false, false}};
    QVERIFY(throughEngine(load) == load);
    QVERIFY(throughEngine(sampleSubmit()) == sampleSubmit());
    QVERIFY(throughEngine(Cancel{9}) == Cancel{9});
    QVERIFY(throughEngine(Shutdown{}) == Shutdown{});
    const CountTokens inquiry{UINT64_MAX, "/models/x", std::string(1U << 20, '\\'), PromptSyntax::Plain};
    QVERIFY(throughEngine(inquiry) == inquiry);
    QVERIFY(throughEngine(CountTokens{1, "/m", "x"}).syntax == PromptSyntax::Weighted);
}

void TestMessages::messagesFromTheEngineSurviveTheJourney()
{
    const Ready ready = throughClient(Ready{"0.1.0", {{"cpu:0", "Some CPU, 2 threads", 1U << 30, 7}}});
    QCOMPARE(ready.version, std::string("0.1.0"));
    QCOMPARE(ready.devices.size(), std::size_t{1});
    QCOMPARE(ready.devices[0].name, std::string("Some CPU, 2 threads"));
    QCOMPARE(ready.devices[0].memoryBytes, std::uint64_t{1U << 30});
    QVERIFY(throughClient(Accepted{2}) == Accepted{2});
    const Started started{2, "cpu:1"};
    QVERIFY(throughClient(started) == started);
    const Progress progress = throughClient(Progress{2, {"denoise", 1, 3, 25}});
    QCOMPARE(progress.progress.stage, std::string("denoise"));
    QCOMPARE(progress.progress.image, 1);
    QCOMPARE(progress.progress.step, 3);
    QCOMPARE(progress.progress.of, 25);
    const Finished finished = throughClient(Finished{2, {1., 2., 3., 4., 10.5}, "tiny", "0123", "cpu:0", "bf16"});
    QCOMPARE(finished.timings.total, 10.5);
    QCOMPARE(finished.timings.text, 2.);
    QCOMPARE(finished.modelHash, std::string("0123"));
    QCOMPARE(finished.precision, std::string("bf16"));
    const Failed failed{2, {ErrorCode::OutOfDeviceMemory, "too large"}};
    QVERIFY(throughClient(failed) == failed);
    QVERIFY(throughClient(Cancelled{2}) == Cancelled{2});
    const Notice notice{2, "The embedding 'art' is skipped."};
    QVERIFY(throughClient(notice) == notice);
    QVERIFY(throughClient(Notice{2, std::string(1U << 20, 'x')}).text.size() < (1U << 20)); // cut, not refused
    QVERIFY(throughClient(Heartbeat{}) == Heartbeat{});
}

void TestMessages::picturesSurviveTheJourney()
{
    const Preview preview{4, 1, sampleImage()};
    QVERIFY(throughClient(preview) == preview);
    const PictureMade picture = throughClient(samplePicture());
    QCOMPARE(picture.job, JobId{5});
    QCOMPARE(picture.image.index, 3);
    QCOMPARE(picture.image.seed, std::uint64_t{77});
    QVERIFY(*picture.image.picture == *samplePicture().image.picture);
    QVERIFY(picture.image.latents == samplePicture().image.latents);
    QVERIFY(picture.image.madeWith == samplePicture().image.madeWith);
    PictureMade withoutLatents = samplePicture();
    withoutLatents.image.latents.clear();
    QVERIFY(throughClient(withoutLatents).image.latents.empty());
}

void TestMessages::whatMayBeLeftOutSurvivesTheJourney()
{
    const Heartbeat heartbeat{{{"cpu:0", "Some CPU", 10, 5, "the driver is too old"}, {"cuda:0", "Some GPU", 20, 6}}};
    QVERIFY(throughClient(heartbeat) == heartbeat);
    QCOMPARE(throughClient(Ready{"1", heartbeat.devices}).devices[0].note, std::string("the driver is too old"));
    Finished finished{2, {}, "tiny", "0123", "cpu:0", "bf16"};
    QVERIFY(throughClient(finished).deviceNote.empty());
    finished.deviceNote = "the driver is too old";
    QCOMPARE(throughClient(finished).deviceNote, finished.deviceNote);
    for (const json& value : hostileValues()) {
        Frame frame = toFrame(finished);
        frame.header["deviceNote"] = value;
        QVERIFY(!fromEngineFromFrame(frame));
        Frame devices = toFrame(heartbeat);
        devices.header["devices"][0]["note"] = value;
        QVERIFY(!fromEngineFromFrame(devices));
    }
    for (const TokensCounted& answer :
         {TokensCounted{1, std::nullopt}, TokensCounted{2, TokenCount{12, 75, std::string::npos}},
          TokensCounted{3, TokenCount{80, 75, 301}}}) {
        QVERIFY(throughClient(answer) == answer);
    }
}

void TestMessages::picturesThatWereMadeAreListedInOrder_data()
{
    QTest::addColumn<std::string>("made");
    QTest::addColumn<bool>("taken");
    QTest::newRow("none") << std::string("[]") << true;
    QTest::newRow("some") << std::string("[0, 2]") << true;
    QTest::newRow("all") << std::string("[0, 1, 2, 3]") << false;
    QTest::newRow("twice") << std::string("[1, 1]") << false;
    QTest::newRow("out of order") << std::string("[2, 0]") << false;
    QTest::newRow("not asked for") << std::string("[4]") << false;
    QTest::newRow("far beyond") << std::string("[18446744073709551615]") << false;
    QTest::newRow("below zero") << std::string("[-1]") << false;
    QTest::newRow("no numbers") << std::string("[true]") << false;
    QTest::newRow("no list") << std::string("1") << false;
}

void TestMessages::picturesThatWereMadeAreListedInOrder()
{
    QFETCH(std::string, made);
    QFETCH(bool, taken);
    Submit submit = sampleSubmit();
    submit.request.count = 4;
    Frame frame = toFrame(submit);
    frame.header["made"] = json::parse(made);
    const Result<ToEngine> message = toEngineFromFrame(transported(frame));
    QCOMPARE(message.has_value(), taken);
    if (taken) {
        QVERIFY(std::get<Submit>(*message).made == json::parse(made).get<std::vector<int>>());
        QVERIFY(throughEngine(std::get<Submit>(*message)) == std::get<Submit>(*message));
    }
}

void TestMessages::tokensAreCheckedInTheirBounds()
{
    Frame tooLong = toFrame(CountTokens{1, "/m", std::string((1U << 20) + 1, 'x')});
    QVERIFY(!toEngineFromFrame(tooLong));
    Frame noSyntax = toFrame(CountTokens{1, "/m", "x"});
    noSyntax.header["syntax"] = "bold";
    QVERIFY(!toEngineFromFrame(noSyntax));
    const Frame good = toFrame(TokensCounted{3, TokenCount{80, 75, 301}});
    QVERIFY(fromEngineFromFrame(good));
    for (const char* member : {"tokens", "limit", "cutAt"}) {
        for (const json& value : hostileValues()) {
            Frame frame = good;
            frame.header[member] = value;
            QVERIFY2(!fromEngineFromFrame(frame), member);
        }
    }
    Frame limitAlone = good;
    limitAlone.header.erase("tokens");
    QVERIFY(!fromEngineFromFrame(limitAlone));
    Frame devices = toFrame(Heartbeat{{{"cpu:0", "Some CPU", 10, 5}}});
    devices.header["devices"][0].erase("freeBytes");
    QVERIFY(!fromEngineFromFrame(devices));
}

void TestMessages::everyMemberIsNeeded()
{
    for (const Frame& frame : allFrames()) {
        QVERIFY(isAccepted(frame));
        for (const auto& [key, value] : frame.header.items()) {
            Frame cut = frame;
            cut.header.erase(key);
            QVERIFY2(!isAccepted(cut), key.c_str());
        }
    }
}

void TestMessages::unknownMembersAreRefused()
{
    for (Frame frame : allFrames()) {
        frame.header["extra"] = 1;
        QVERIFY(!isAccepted(frame));
    }
}

void TestMessages::wrongValuesAreRefused()
{
    for (const Frame& frame : allFrames()) {
        for (const auto& [key, value] : frame.header.items()) {
            for (const json& hostile : hostileValues()) {
                Frame changed = frame;
                changed.header[key] = hostile;
                QVERIFY2(!isAccepted(changed), (key + " = " + hostile.dump().substr(0, 40)).c_str());
            }
        }
    }
}

void TestMessages::messagesForTheOtherSideAreRefused()
{
    for (const Frame& frame : allFrames()) {
        const bool refused =
            isForEngine(frame) ? !fromEngineFromFrame(frame).has_value() : !toEngineFromFrame(frame).has_value();
        QVERIFY(refused);
    }
}

void TestMessages::strayPayloadsAreRefused()
{
    for (Frame frame : allFrames()) {
        frame.payload.push_back(std::byte{1});
        QVERIFY(!isAccepted(frame));
    }
}

void TestMessages::attachmentsMustFitThePayload_data()
{
    QTest::addColumn<std::string>("patch");
    const char* pixels = "/attachments/0/shape";
    const auto row = [](const char* name, const char* pointer, const char* value) {
        QTest::newRow(name) << std::string("[{\"op\": \"replace\", \"path\": \"") + pointer +
                                   "\", \"value\": " + value + "}]";
    };
    row("one row too many", pixels, "[9, 16, 3]");
    row("one row too few", pixels, "[7, 16, 3]");
    row("product wraps to 0", pixels, "[4294967296, 4294967296, 3]");
    row("2^63", pixels, "[9223372036854775808, 16, 3]");
    row("negative side", pixels, "[-8, 16, 3]");
    row("fraction", pixels, "[8.5, 16, 3]");
    row("empty", pixels, "[0, 16, 3]");
    row("two channels", pixels, "[8, 24, 2]");
    row("too few sides", pixels, "[8, 48]");
    row("too many sides", pixels, "[8, 16, 3, 1]");
    row("side too long", pixels, "[1, 384, 1]");
    row("other type", "/attachments/0/dtype", "\"f32\"");
    row("8 bits", "/attachments/0/dtype", "\"u8\"");
    row("other name", "/attachments/0/name", "\"latents\"");
    row("latents too long", "/attachments/1/shape", "[4]");
    row("latents too short", "/attachments/1/shape", "[2]");
    row("missing", "/attachments", "[]");
    row("no objects", "/attachments", "[1, 2]");
    row("surplus", "/attachments/1", "{\"name\": \"latents\", \"dtype\": \"f32\", \"shape\": [3], \"offset\": 0}");
}

void TestMessages::attachmentsMustFitThePayload()
{
    QFETCH(std::string, patch);
    Frame frame = toFrame(samplePicture());
    frame.header = frame.header.patch(json::parse(patch));
    if (QTest::currentDataTag() == std::string("side too long")) {
        frame.header["attachments"][0]["shape"] = {1, 16385, 3};
        frame.payload.resize(16385 * 3 * 2 + 12);
    }
    const auto message = fromEngineFromFrame(frame);
    QVERIFY(!message);
    QCOMPARE(message.error().code, ErrorCode::ProtocolViolation);
}

void TestMessages::anInvalidRequestKeepsItsCode()
{
    Submit submit = sampleSubmit();
    submit.request.steps = 0;
    const auto message = toEngineFromFrame(transported(toFrame(submit)));
    QVERIFY(!message);
    QCOMPARE(message.error().code, ErrorCode::InvalidRequest);
}

void TestMessages::jobIsReadFromARefusedSubmit()
{
    Frame frame = toFrame(sampleSubmit());
    frame.header["request"]["steps"] = 0;
    QVERIFY(!toEngineFromFrame(frame));
    QVERIFY(jobOf(frame) == sampleSubmit().job);
    frame.header["job"] = "1";
    QVERIFY(!jobOf(frame));
    QVERIFY(!jobOf(toFrame(Shutdown{})));
}

void TestMessages::unknownErrorCodesBecomeInternal()
{
    Frame frame = toFrame(Failed{1, {ErrorCode::DiskFull, "full"}});
    frame.header["code"] = 12345;
    QCOMPARE(std::get<Failed>(fromEngineFromFrame(frame).value()).error.code, ErrorCode::Internal);
    frame.header["code"] = 70000;
    QVERIFY(!fromEngineFromFrame(frame));
}

void TestMessages::survivesMutations()
{
    std::mt19937_64 random(6);
    for (const Frame& frame : allFrames()) {
        const std::vector<std::byte> whole = encode(frame).value();
        for (int round = 0; round < 500; ++round) {
            std::vector<std::byte> bytes = whole;
            for (std::uint64_t flips = 1 + random() % 4; flips > 0; --flips) {
                bytes[random() % bytes.size()] = static_cast<std::byte>(random());
            }
            FrameDecoder decoder;
            decoder.feed(bytes);
            const auto decoded = decoder.next();
            if (decoded && *decoded) {
                // Whether it is still accepted depends on the flip; reading must be orderly either way.
                const auto toEngine = toEngineFromFrame(**decoded);
                const auto fromEngine = fromEngineFromFrame(**decoded);
                QVERIFY(!toEngine || !fromEngine);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestMessages)
#include "test_messages.moc"
