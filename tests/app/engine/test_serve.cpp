// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/frame_decoder.h"
#include "core/protocol/messages.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <map>
#include <set>

using namespace gesso;

namespace {

constexpr int kPatienceMs = 60'000;

/// A running gesso-engine serve, spoken to as a client would.
class Served {
public:
    Served() { m_process.start(GESSO_BIN_DIR "/gesso-engine", {"serve"}); }

    template <typename Message> void send(const Message& message)
    {
        const std::vector<std::byte> bytes = protocol::encode(protocol::toFrame(message)).value();
        m_process.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    }
    void sendBytes(const QByteArray& bytes) { m_process.write(bytes); }
    void closeInput() { m_process.closeWriteChannel(); }
    void greet()
    {
        send(protocol::Hello{"test"});
        QVERIFY(receive<protocol::Ready>());
    }

    /// Waits for the next message of one kind; nothing when the engine ends before.
    template <typename Message> std::optional<Message> receive()
    {
        while (const std::optional<protocol::FromEngine> event = next()) {
            if (const auto* const message = std::get_if<Message>(&*event)) {
                return *message;
            }
        }
        return std::nullopt;
    }

    /// Waits for the next message; nothing when the engine ends before.
    std::optional<protocol::FromEngine> next()
    {
        for (;;) {
            const auto frame = m_decoder.next().value();
            if (!frame) {
                if (!m_process.waitForReadyRead(kPatienceMs)) {
                    return std::nullopt;
                }
                const QByteArray bytes = m_process.readAllStandardOutput();
                m_decoder.feed(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
                continue;
            }
            return protocol::fromEngineFromFrame(*frame).value();
        }
    }

    /// Waits for the engine's end.
    int exitCode()
    {
        if (!m_process.waitForFinished(kPatienceMs) || m_process.exitStatus() != QProcess::NormalExit) {
            return -1;
        }
        return m_process.exitCode();
    }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    protocol::FrameDecoder m_decoder;
};

protocol::Submit submission(int steps)
{
    protocol::Submit submit;
    submit.job = 7;
    submit.request.model = GESSO_FIXTURES "/models/sd1-tiny";
    submit.request.prompt = "a red boat";
    submit.request.steps = steps;
    submit.request.width = 64;
    submit.request.height = 64;
    submit.options.precision = Precision::Fp32;
    submit.options.previews = true;
    return submit;
}

} // namespace

/// The engine as a process: what a client sees of it.
class TestServe final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesAPicture();
    void everyPictureOfABatchIsPreviewed();
    void cancels();
    void aBadRequestFailsAlone();
    void countsTokensWhileItWorks();
    void tellsTheDevicesMemory();
    void aModelThatWasRemovedFailsItsJobAlone();
    void endsWhenItsInputEnds();
    void endsInTheMiddleOfAJob();
    void endsWhenAsked();
    void garbageEndsItWithAClearError_data();
    void garbageEndsItWithAClearError();
    void helloMustComeFirst();
    void badUseIsToldApart();
};

void TestServe::makesAPicture()
{
    Served engine;
    engine.greet();
    engine.send(submission(2));
    QVERIFY(engine.receive<protocol::Accepted>());
    QVERIFY(engine.receive<protocol::Started>());
    const auto picture = engine.receive<protocol::PictureMade>();
    QVERIFY(picture);
    QCOMPARE(picture->job, JobId{7});
    QCOMPARE(picture->image.picture->u16().size(), std::size_t{64 * 64 * 3});
    QVERIFY(engine.receive<protocol::Finished>());
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::everyPictureOfABatchIsPreviewed()
{
    protocol::Submit submit = submission(200); // of the tiny model: some tenths of a second for each picture
    submit.request.count = 3;
    Served engine;
    engine.greet();
    engine.send(submit);
    std::map<int, int> previews; // by their pictures
    std::set<int> made;
    while (const std::optional<protocol::FromEngine> event = engine.next()) {
        if (const auto* const preview = std::get_if<protocol::Preview>(&*event)) {
            QCOMPARE(preview->job, JobId{7});
            QCOMPARE(preview->image.width, 8);
            QVERIFY(!made.contains(preview->index)); // a picture that is there needs none
            ++previews[preview->index];
        } else if (const auto* const picture = std::get_if<protocol::PictureMade>(&*event)) {
            made.insert(picture->image.index);
        } else if (std::holds_alternative<protocol::Finished>(*event)) {
            break;
        }
    }
    QCOMPARE(made, (std::set<int>{0, 1, 2}));
    for (const int index : made) {
        QVERIFY2(previews[index] >= 1, qPrintable(QString::number(index)));
    }
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::cancels()
{
    Served engine;
    engine.greet();
    engine.send(submission(900));
    QVERIFY(engine.receive<protocol::Preview>());
    engine.send(protocol::Cancel{7});
    QVERIFY(engine.receive<protocol::Cancelled>());
    engine.send(protocol::Shutdown{});
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::aBadRequestFailsAlone()
{
    Served engine;
    engine.greet();
    engine.send(submission(0));
    const auto failed = engine.receive<protocol::Failed>();
    QVERIFY(failed);
    QCOMPARE(failed->error.code, ErrorCode::InvalidRequest);
    engine.send(submission(2));
    QVERIFY(engine.receive<protocol::Finished>());
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::countsTokensWhileItWorks()
{
    Served engine;
    engine.greet();
    engine.send(submission(900));
    QVERIFY(engine.receive<protocol::Preview>());
    engine.send(protocol::CountTokens{5, GESSO_FIXTURES "/models/sd1-tiny", "a red boat"});
    const auto answer = engine.receive<protocol::TokensCounted>();
    QVERIFY(answer);
    QCOMPARE(answer->inquiry, std::uint64_t{5});
    QVERIFY(answer->count && answer->count->tokens >= 3);
    QVERIFY(engine.receive<protocol::Preview>()); // the job goes on
    engine.send(protocol::Shutdown{});
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::tellsTheDevicesMemory()
{
    Served engine;
    engine.greet();
    for (;;) {
        const auto heartbeat = engine.receive<protocol::Heartbeat>();
        QVERIFY(heartbeat);
        if (!heartbeat->devices.empty()) {
            QCOMPARE(heartbeat->devices.back().id, std::string("cpu:0"));
            QVERIFY(heartbeat->devices.back().freeBytes > 0);
            break;
        }
    }
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::aModelThatWasRemovedFailsItsJobAlone()
{
    const QTemporaryDir root;
    const std::filesystem::path model = root.filePath("model").toStdString();
    std::filesystem::copy(GESSO_FIXTURES "/models/sd1-tiny", model, std::filesystem::copy_options::recursive);
    protocol::Submit submit = submission(2);
    submit.request.model = model.string();
    Served engine;
    engine.greet();
    engine.send(submit);
    QVERIFY(engine.receive<protocol::Finished>());
    std::filesystem::remove_all(model);
    engine.send(submit);
    const auto failed = engine.receive<protocol::Failed>();
    QVERIFY(failed);
    QCOMPARE(failed->error.code, ErrorCode::ModelNotFound);
    QVERIFY(failed->error.message.find(model.string()) != std::string::npos);
    engine.send(submission(2));
    QVERIFY(engine.receive<protocol::Finished>());
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::endsWhenItsInputEnds()
{
    Served engine;
    engine.greet();
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::endsInTheMiddleOfAJob()
{
    Served engine;
    engine.greet();
    engine.send(submission(900));
    QVERIFY(engine.receive<protocol::Preview>());
    engine.closeInput();
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::endsWhenAsked()
{
    Served engine;
    engine.greet();
    engine.send(protocol::Shutdown{});
    QCOMPARE(engine.exitCode(), 0);
}

void TestServe::garbageEndsItWithAClearError_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\nHost: example\r\n\r\n");
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("huge lengths") << QByteArray("GSSO\x01\x00\x01\x00", 8) + QByteArray(12, '\xff');
    QTest::newRow("cut frame") << QByteArray("GSSO\x01\x00\x01\x00\x10\x00", 10);
}

void TestServe::garbageEndsItWithAClearError()
{
    QFETCH(QByteArray, bytes);
    Served engine;
    engine.sendBytes(bytes);
    engine.closeInput();
    QCOMPARE(engine.exitCode(), exitStatus(ErrorCode::ProtocolViolation));
    const QByteArray errors = engine.errors();
    QVERIFY2(errors.startsWith("gesso-engine: ") && errors.count('\n') == 1, errors.constData());
}

void TestServe::helloMustComeFirst()
{
    Served engine;
    engine.send(submission(2));
    QCOMPARE(engine.exitCode(), exitStatus(ErrorCode::ProtocolViolation));
    QVERIFY(engine.errors().contains("hello"));
}

void TestServe::badUseIsToldApart()
{
    QProcess process;
    process.start(GESSO_BIN_DIR "/gesso-engine", {"fly"});
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(!process.readAllStandardError().isEmpty());
    process.start(GESSO_BIN_DIR "/gesso-engine", {"info"});
    QVERIFY(process.waitForFinished(kPatienceMs));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().contains("cpu:0"));
}

QTEST_GUILESS_MAIN(TestServe)
#include "test_serve.moc"
