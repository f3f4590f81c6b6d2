// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/engine/engine.h"
#include "inference/weights/safetensors_file.h"
#include "tests/inference/engine/event_log.h"
#include "tests/support/safetensors_writer.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::EventLog;

namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(GESSO_FIXTURES) / "models";

protocol::Submit submission(JobId job, const std::string& device = "cpu")
{
    protocol::Submit submit;
    submit.job = job;
    submit.request.model = (kModels / "sd1-tiny").string();
    submit.request.prompt = "a red boat";
    submit.request.scheduler = SchedulerKind::EulerAncestral;
    submit.request.steps = 2;
    submit.request.width = 64;
    submit.request.height = 64;
    submit.request.seed = 41;
    submit.options.device = device;
    submit.options.precision = Precision::Fp32;
    submit.options.returnLatents = true;
    return submit;
}

/// The pictures of a job by their place.
std::map<int, JobImage> pictures(EventLog& log, JobId job)
{
    std::map<int, JobImage> result;
    for (protocol::PictureMade& picture : log.all<protocol::PictureMade>(job)) {
        result[picture.image.index] = std::move(picture.image);
    }
    return result;
}

void compareSame(const JobImage& a, const JobImage& b)
{
    QCOMPARE(a.seed, b.seed);
    QVERIFY(!a.latents.empty());
    QVERIFY(a.latents == b.latents);
    QVERIFY(*a.picture == *b.picture);
}

/// A copy of sd1-tiny in `folder` with one tensor of one part full of `value`, as float32.
fs::path spoiledModel(const QTemporaryDir& folder, const std::string& part, const std::string& file,
                      const std::string& tensor, float value)
{
    const fs::path copy = fs::path(folder.path().toStdString()) / "spoiled";
    fs::copy(kModels / "sd1-tiny", copy, fs::copy_options::recursive);
    const fs::path weights = copy / part / file;
    std::map<std::string, at::Tensor> tensors;
    {
        const SafetensorsFile source(weights);
        for (const std::string& name : source.names()) {
            tensors[name] = source.load(name);
        }
    }
    tensors.at(tensor) = at::full_like(tensors.at(tensor), value, at::kFloat);
    fs::remove(weights);
    test::writeSafetensors(weights, tensors);
    return copy;
}

} // namespace

class TestEngine final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesAPicture();
    void tellsStagesInTheirOrder();
    void aBatchIsItsSinglesBitForBit();
    void twoDevicesMakeTheSamePictures();
    void previewsWhenAsked();
    void cancelInMidDenoiseEndsTheJobWithoutAPicture();
    void cancelOfAWaitingJobEndsItAtOnce();
    void notANumberIsABadPicture_data();
    void notANumberIsABadPicture();
    void aFailedJobLeavesTheEngineUsable();
    void refusesWhatItCannotRun_data();
    void refusesWhatItCannotRun();
    void anIdInUseIsAViolation();
    void loadsAheadWithoutAWord();
    void endsWithWorkInHand();

private:
    EventLog m_log;
    std::unique_ptr<Engine> m_engine =
        std::make_unique<Engine>(DeviceTable(), [this](protocol::FromEngine event) { m_log.add(std::move(event)); });

    void run(const protocol::Submit& submit)
    {
        QVERIFY(m_engine->submit(submit));
        QVERIFY(m_log.waitFor([&](const EventLog::Event&) { return true; }));
    }
    void runToEnd(const protocol::Submit& submit)
    {
        run(submit);
        QVERIFY(m_log.waitFor<protocol::Finished>(submit.job));
    }
};

void TestEngine::makesAPicture()
{
    runToEnd(submission(1));
    const auto made = pictures(m_log, 1);
    QCOMPARE(made.size(), std::size_t{1});
    QCOMPARE(made.at(0).picture->width, 64);
    QCOMPARE(made.at(0).seed, std::uint64_t{41});
    QCOMPARE(made.at(0).latents.size(), std::size_t{4 * 8 * 8});
    QCOMPARE(m_log.all<protocol::Accepted>(1).size(), std::size_t{1});
    QCOMPARE(m_log.all<protocol::Started>(1).at(0).device, std::string("cpu:0"));
    const protocol::Finished finished = m_log.all<protocol::Finished>(1).at(0);
    QCOMPARE(finished.modelName, std::string("sd1-tiny"));
    QCOMPARE(finished.modelHash.size(), std::size_t{16});
    QCOMPARE(finished.device, std::string("cpu:0"));
    QCOMPARE(finished.precision, std::string("fp32"));
    const StageTimings& t = finished.timings;
    QVERIFY(t.load > 0. && t.text > 0. && t.denoise > 0. && t.decode > 0.);
    QVERIFY(t.total >= t.load + t.text + t.denoise + t.decode - 1e-3);
    QCOMPARE(m_log.ends(1), std::size_t{1});
}

void TestEngine::tellsStagesInTheirOrder()
{
    runToEnd(submission(2));
    std::vector<std::string> stages;
    for (const protocol::Progress& progress : m_log.all<protocol::Progress>(2)) {
        QVERIFY(progress.progress.step <= progress.progress.of);
        if (stages.empty() || stages.back() != progress.progress.stage) {
            stages.push_back(progress.progress.stage);
        }
    }
    QCOMPARE(stages, (std::vector<std::string>{"load", "text", "denoise", "decode"}));
}

void TestEngine::aBatchIsItsSinglesBitForBit()
{
    protocol::Submit batch = submission(10);
    batch.request.count = 2;
    runToEnd(batch);
    protocol::Submit second = submission(11);
    second.request.seed = 42;
    runToEnd(second);
    const auto both = pictures(m_log, 10);
    compareSame(both.at(0), pictures(m_log, 1).at(0));
    compareSame(both.at(1), pictures(m_log, 11).at(0));
    QVERIFY(!(*both.at(0).picture == *both.at(1).picture));
}

void TestEngine::twoDevicesMakeTheSamePictures()
{
    protocol::Submit spread = submission(20, "cpu:2");
    spread.request.count = 4;
    runToEnd(spread);
    protocol::Submit together = submission(21, "cpu");
    together.request.count = 4;
    runToEnd(together);
    const auto a = pictures(m_log, 20);
    const auto b = pictures(m_log, 21);
    QCOMPARE(a.size(), std::size_t{4});
    for (int i = 0; i < 4; ++i) {
        compareSame(a.at(i), b.at(i));
    }
    QCOMPARE(m_log.all<protocol::Finished>(20).at(0).device, std::string("cpu:0,cpu:1"));
    QCOMPARE(m_log.ends(20), std::size_t{1});
}

void TestEngine::previewsWhenAsked()
{
    QVERIFY(m_log.all<protocol::Preview>(1).empty());
    protocol::Submit submit = submission(30);
    submit.options.previews = true;
    runToEnd(submit);
    const auto previews = m_log.all<protocol::Preview>(30);
    QVERIFY(!previews.empty()); // of the first step; the second may be too soon after it
    QCOMPARE(previews.at(0).index, 0);
    QCOMPARE(previews.at(0).image.width, 8);
}

void TestEngine::cancelInMidDenoiseEndsTheJobWithoutAPicture()
{
    protocol::Submit submit = submission(40);
    submit.request.steps = 900;
    run(submit);
    QVERIFY(m_log.waitFor([](const EventLog::Event& event) {
        const auto* const progress = std::get_if<protocol::Progress>(&event);
        return progress != nullptr && progress->job == 40 && progress->progress.step >= 2 &&
               progress->progress.stage == "denoise";
    }));
    m_engine->cancel(40);
    QVERIFY(m_log.waitFor<protocol::Cancelled>(40));
    QVERIFY(m_log.all<protocol::PictureMade>(40).empty());
    for (const protocol::Progress& progress : m_log.all<protocol::Progress>(40)) {
        QVERIFY(progress.progress.stage != "decode");
    }
    QCOMPARE(m_log.ends(40), std::size_t{1});
}

void TestEngine::cancelOfAWaitingJobEndsItAtOnce()
{
    protocol::Submit running = submission(45);
    running.request.steps = 900;
    run(running);
    QVERIFY(m_log.waitFor<protocol::Started>(45));
    run(submission(46));
    m_engine->cancel(46);
    QCOMPARE(m_log.ends(46), std::size_t{1});
    QVERIFY(m_log.all<protocol::Started>(46).empty());
    m_engine->cancel(45);
    QVERIFY(m_log.waitFor<protocol::Cancelled>(45));
    m_engine->cancel(999);
    QCOMPARE(m_log.ends(999), std::size_t{0});
}

void TestEngine::notANumberIsABadPicture_data()
{
    QTest::addColumn<JobId>("job");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("tensor");
    QTest::addColumn<QByteArray>("named");
    const QByteArray diffusion = "diffusion_pytorch_model.safetensors";
    QTest::newRow("text") << JobId{50} << QByteArray("text_encoder") << QByteArray("model.safetensors")
                          << QByteArray("text_model.final_layer_norm.weight") << QByteArray("text encoder");
    QTest::newRow("unet") << JobId{51} << QByteArray("unet") << diffusion << QByteArray("conv_out.weight")
                          << QByteArray("denoising network");
    QTest::newRow("vae") << JobId{52} << QByteArray("vae") << diffusion << QByteArray("decoder.conv_out.weight")
                         << QByteArray("decoder");
}

/// Weights whose sums overflow; those that are no numbers themselves are refused as they are read.
void TestEngine::notANumberIsABadPicture()
{
    QFETCH(JobId, job);
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, tensor);
    QFETCH(QByteArray, named);
    const QTemporaryDir folder;
    protocol::Submit submit = submission(job);
    submit.request.model = spoiledModel(folder, part.toStdString(), file.toStdString(), tensor.toStdString(),
                                        std::numeric_limits<float>::max())
                               .string();
    run(submit);
    QVERIFY(m_log.waitFor<protocol::Failed>(job));
    const Error error = m_log.all<protocol::Failed>(job).at(0).error;
    QCOMPARE(error.code, ErrorCode::BadPicture);
    QVERIFY2(error.message.find(named.toStdString()) != std::string::npos, error.message.c_str());
    QVERIFY(m_log.all<protocol::PictureMade>(job).empty());
}

void TestEngine::aFailedJobLeavesTheEngineUsable()
{
    runToEnd(submission(60));
    compareSame(pictures(m_log, 60).at(0), pictures(m_log, 1).at(0));
}

void TestEngine::refusesWhatItCannotRun_data()
{
    QTest::addColumn<JobId>("job");
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<int>("precision");
    QTest::addColumn<int>("code");
    const auto add = [](const char* name, JobId job, const char* model, const char* device, Precision precision,
                        ErrorCode code) {
        QTest::newRow(name) << job << QByteArray(model) << QByteArray(device) << static_cast<int>(precision)
                            << static_cast<int>(code);
    };
    using enum ErrorCode;
    add("no model", 70, "there-is-none", "cpu", Precision::Fp32, ModelNotFound);
    add("no GPU", 71, "sd1-tiny", "cuda:0", Precision::Fp32, DeviceUnavailable);
    add("bad device", 72, "sd1-tiny", "tpu", Precision::Fp32, InvalidRequest);
    add("fp16 on the CPU", 74, "sd1-tiny", "cpu", Precision::Fp16, Unsupported);
    add("a model for masks", 75, "inpaint-tiny", "cpu", Precision::Fp32, ModelUnsupported);
}

void TestEngine::refusesWhatItCannotRun()
{
    QFETCH(JobId, job);
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, device);
    QFETCH(int, precision);
    QFETCH(int, code);
    protocol::Submit submit = submission(job, device.toStdString());
    submit.request.model = (kModels / model.toStdString()).string();
    submit.options.precision = static_cast<Precision>(precision);
    run(submit);
    QVERIFY(m_log.waitFor<protocol::Failed>(job));
    const Error error = m_log.all<protocol::Failed>(job).at(0).error;
    QVERIFY2(static_cast<int>(error.code) == code, error.message.c_str());
    QVERIFY(!error.message.empty());
    QCOMPARE(m_log.ends(job), std::size_t{1});
}

void TestEngine::anIdInUseIsAViolation()
{
    protocol::Submit submit = submission(80);
    submit.request.steps = 900;
    run(submit);
    const Result<> again = m_engine->submit(submit);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::ProtocolViolation);
    m_engine->cancel(80);
    QVERIFY(m_log.waitFor<protocol::Cancelled>(80));
    QCOMPARE(m_log.ends(80), std::size_t{1});
}

void TestEngine::loadsAheadWithoutAWord()
{
    m_engine->load({(kModels / "sd2-tiny").string(), submission(0).options});
    m_engine->load({(kModels / "there-is-none").string(), submission(0).options});
    protocol::Submit submit = submission(90);
    submit.request.model = (kModels / "sd2-tiny").string();
    runToEnd(submit);
    QCOMPARE(m_log.ends(0), std::size_t{0});
    QVERIFY(m_log.all<protocol::Progress>(0).empty());
}

void TestEngine::endsWithWorkInHand()
{
    protocol::Submit submit = submission(100);
    submit.request.steps = 900;
    run(submit);
    QVERIFY(m_log.waitFor<protocol::Started>(100));
    m_engine.reset();
    QCOMPARE(m_log.all<protocol::Cancelled>(100).size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestEngine)
#include "test_engine.moc"
