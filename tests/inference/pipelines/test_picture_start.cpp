// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"
#include "inference/pipelines/diffusion_model.h"
#include "inference/pipelines/guidance.h"
#include "inference/pipelines/picture.h"
#include "inference/pipelines/picture_start.h"
#include "inference/schedulers/make_scheduler.h"
#include "inference/schedulers/noise_schedule.h"
#include "inference/weights/safetensors_file.h"

#include <ATen/ATen.h>
#include <QTest>

#include <cmath>
#include <fstream>
#include <limits>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kFixtures = GESSO_FIXTURES;

Image imageOf(const at::Tensor& pixels)
{
    const at::Tensor bytes = pixels.contiguous();
    return {static_cast<int>(bytes.size(1)), static_cast<int>(bytes.size(0)), static_cast<int>(bytes.size(2)),
            std::vector<std::uint8_t>(bytes.data_ptr<std::uint8_t>(), bytes.data_ptr<std::uint8_t>() + bytes.numel())};
}

TextContext contextOf(const DiffusionModel& model, const nlohmann::json& test)
{
    const auto embed = [&](const char* key) {
        const std::vector<std::int64_t> ids = model.tokenizer().encodePadded(test.at(key).get<std::string>());
        return model.textEncoder(at::kFloat)->forward(at::tensor(ids, at::kLong).unsqueeze(0), 1, {});
    };
    return model.unet(at::kFloat)->prepareContext(at::cat({embed("negative"), embed("prompt")}));
}

/// DDPM, equation 4 (arXiv 2006.11239): what is left of the latents at a timestep, and the noise beside it.
at::Tensor noised(const at::Tensor& latents, const at::Tensor& noise, const nlohmann::json& config, double timestep)
{
    const NoiseSchedule schedule = NoiseSchedule::fromConfig(SchedulerConfig(config), NoiseSchedule::Terminal::Zero);
    const float alpha = schedule.alphasCumprod.at(static_cast<std::size_t>(timestep));
    return latents * std::sqrt(alpha) + noise * std::sqrt(1.F - alpha);
}

/// The final latents of one picture, DDIM, from the encoded picture on.
at::Tensor refined(const DiffusionModel& model, const Image& picture, const nlohmann::json& test, int index)
{
    const int steps = test.at("steps");
    const TextContext text = contextOf(model, test);
    const auto scheduler = makeScheduler(SchedulerKind::Ddim, model.folder().schedulerConfig(), steps);
    const int first = skippedSteps(steps, test.at("strength"));
    NoiseStream noise(test.at("seed").get<std::uint64_t>() + static_cast<std::uint64_t>(index));
    SolverState state;
    at::Tensor x = encodePicture(*model.vae(at::kFloat), picture, noise, {});
    x = noised(x, noise.draw(x.sizes()), model.folder().schedulerConfig(),
               scheduler->timesteps().at(static_cast<std::size_t>(first)));
    for (int i = first; i < steps; ++i) {
        const double timestep = scheduler->timesteps().at(static_cast<std::size_t>(i));
        const at::Tensor output = model.unet(at::kFloat)->forward(scheduler->scaleModelInput(x, i), timestep, text, {});
        x = scheduler->step(guided(output.slice(0, 0, 1), output.slice(0, 1, 2), {test.at("guidance"), 0.}), i, x,
                            state, noise);
    }
    return x;
}

template <typename Function> QByteArray refusal(Function&& function)
{
    try {
        function();
    } catch (const EngineError& error) {
        return error.code() == ErrorCode::InvalidRequest ? QByteArray(error.what()) : QByteArray("another code");
    }
    return "accepted";
}

} // namespace

/// How image to image begins, against the DDIM cases of tests/fixtures/reference/image-pipelines.json.
class TestPictureStart final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void skipsTheStepsThatDiffusersSkips();
    void strengthsThatCannotBeAreRefused();
    void aPictureBecomesMinusOneToOne();
    void picturesThatCannotBeEncodedAreRefused();
    void startsWhereDiffusersStarts_data();
    void startsWhereDiffusersStarts();
};

void TestPictureStart::skipsTheStepsThatDiffusersSkips()
{
    QCOMPARE(skippedSteps(25, 0.75), 7);
    QCOMPARE(skippedSteps(10, 1.), 0);
    QCOMPARE(skippedSteps(10, 0.35), 7);
    QCOMPARE(skippedSteps(1, 1.), 0);
    QCOMPARE(skippedSteps(100, 0.29), 72); // 100 * 0.29 is just below 29 in doubles, and is cut
}

void TestPictureStart::strengthsThatCannotBeAreRefused()
{
    for (const double strength : {-0.01, 1.01, std::numeric_limits<double>::quiet_NaN()}) {
        QVERIFY(refusal([&] { (void)skippedSteps(25, strength); }).contains("choose a number from 0 to 1"));
    }
    QVERIFY(refusal([] { (void)skippedSteps(25, 0.03); }).contains("at least 0.04"));
    QVERIFY(refusal([] { (void)skippedSteps(1, 0.5); }).contains("at least 1,"));
}

void TestPictureStart::aPictureBecomesMinusOneToOne()
{
    const at::Tensor values = toTensor({2, 1, 3, {0, 51, 255, 255, 0, 102}});
    QVERIFY(at::allclose(values, at::tensor({-1.F, 1.F, -0.6F, -1.F, 1.F, -0.2F}).reshape({1, 3, 1, 2})));
    QCOMPARE(toImage(values).pixels, (std::vector<std::uint8_t>{0, 51, 255, 255, 0, 102}));
}

void TestPictureStart::picturesThatCannotBeEncodedAreRefused()
{
    const DiffusionModel model(ModelFolder::open(kFixtures + "/models/sd1-tiny"), at::Device(at::kCPU),
                               backendFor(at::kCPU));
    const auto encode = [&](const Image& picture) {
        return refusal([&] {
            NoiseStream noise(1);
            (void)encodePicture(*model.vae(at::kFloat), picture, noise, {});
        });
    };
    QVERIFY(encode({}).contains("8-bit RGB"));
    QVERIFY(encode({8, 8, 4, std::vector<std::uint8_t>(256)}).contains("8-bit RGB"));
    QVERIFY(encode({8, 8, 3, std::vector<std::uint8_t>(191)}).contains("8-bit RGB"));
    QVERIFY(encode({7, 8, 3, std::vector<std::uint8_t>(168)}).contains("multiples"));
}

void TestPictureStart::startsWhereDiffusersStarts_data()
{
    QTest::addColumn<QByteArray>("row");
    const nlohmann::json all = nlohmann::json::parse(std::ifstream(kFixtures + "/reference/image-pipelines.json"));
    for (const nlohmann::json& row : all.at("cases")) {
        if (row.at("task") == "img2img" && row.at("scheduler") == "ddim") {
            QTest::newRow(row.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(row.dump());
        }
    }
}

void TestPictureStart::startsWhereDiffusersStarts()
{
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const SafetensorsFile reference(kFixtures + "/reference/" + test.at("file").get<std::string>());
    const at::Tensor latents = reference.load(test.at("tensors").at("latents"));
    const at::Tensor pictures = reference.load(test.at("tensors").at("picture")).to(at::kInt);
    const Image picture = imageOf(reference.load("input.picture"));
    const DiffusionModel model(ModelFolder::open(kFixtures + "/models/" + test.at("model").get<std::string>()),
                               at::Device(at::kCPU), backendFor(at::kCPU));

    for (int i = 0; i < test.at("count").get<int>(); ++i) {
        const at::Tensor given = refined(model, picture, test, i);
        const Image decoded = toImage(model.vae(at::kFloat)->decode(given / model.vaeConfig().scalingFactor, {}));
        const at::Tensor bytes =
            at::tensor(decoded.pixels, at::kByte).reshape({decoded.height, decoded.width, decoded.channels});

        const double error = ((given[0] - latents[i]).norm() / latents[i].norm()).item<double>();
        const int difference = (bytes.to(at::kInt) - pictures[i]).abs().max().item<int>();
        const QString figures = QString("latents %1, picture %2").arg(error, 0, 'e', 1).arg(difference);
        qInfo().noquote() << figures;
        QVERIFY2(error <= 1e-4 && difference <= 1, qPrintable(figures));
    }
}

QTEST_APPLESS_MAIN(TestPictureStart)
#include "test_picture_start.moc"
