// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/base/engine_error.h"
#include "inference/schedulers/make_scheduler.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

/// The code and message of what makeScheduler throws; Internal and "nothing" where it does not.
Error failureOf(SchedulerKind kind, const nlohmann::json& config, int steps)
{
    try {
        (void)makeScheduler(kind, config, steps);
    } catch (const EngineError& error) {
        return {error.code(), error.what()};
    }
    return {ErrorCode::Internal, "nothing"};
}

bool mentions(const Error& error, const char* word)
{
    return error.message.find(word) != std::string::npos;
}

} // namespace

class TestSchedulerConfig final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void absentKeysGiveTheClassItsOwnDefaults();
    void theModelsOwnSchedulerIsCorrected();
    void presentKeysGoOverCorrected();
    void inpaintingSkipsTheRungeKuttaSteps();
    void refusesWhatItCannotDo_data();
    void refusesWhatItCannotDo();
    void refusesOptionsThatASchedulerHasNoUseFor();
    void refusesMoreStepsThanTimesteps_data();
    void refusesMoreStepsThanTimesteps();
    void trailingNeverAsksForATimestepBelowZero();
    void statesAreApart();
};

void TestSchedulerConfig::absentKeysGiveTheClassItsOwnDefaults()
{
    // SD 2.1's file says DDIM and no timestep_spacing: DPM-Solver++ takes its own default, linspace.
    const nlohmann::json config = {{"_class_name", "DDIMScheduler"}, {"steps_offset", 1}};
    QCOMPARE(makeScheduler(SchedulerKind::Dpmpp2m, config, 25)->timesteps().front(), 999.);
    // A file that was saved again says leading, and that goes over.
    const nlohmann::json saved = {
        {"_class_name", "DDIMScheduler"}, {"steps_offset", 1}, {"timestep_spacing", "leading"}};
    QCOMPARE(makeScheduler(SchedulerKind::Dpmpp2m, saved, 25)->timesteps().front(), 951.);
}

void TestSchedulerConfig::theModelsOwnSchedulerIsCorrected()
{
    const nlohmann::json config = {{"_class_name", "DDIMScheduler"}};
    QCOMPARE(makeScheduler(SchedulerKind::ModelDefault, config, 50)->timesteps().back(), 1.);
    QCOMPARE(makeScheduler(SchedulerKind::Ddim, config, 50)->timesteps().back(), 0.);
}

void TestSchedulerConfig::presentKeysGoOverCorrected()
{
    const nlohmann::json config = {{"_class_name", "PNDMScheduler"}, {"steps_offset", 0}, {"clip_sample", true}};
    const auto scheduler = makeScheduler(SchedulerKind::Ddim, config, 50);
    QCOMPARE(scheduler->timesteps().back(), 1.);
    const at::Tensor x = at::full({1, 4, 2, 2}, 30.);
    QVERIFY(scheduler->predictedOriginal(at::zeros_like(x), 0, x).max().item<double>() > 1.);
}

void TestSchedulerConfig::inpaintingSkipsTheRungeKuttaSteps()
{
    // As StableDiffusionInpaintPipeline corrects it, and no other.
    const auto callsOf = [](SchedulerKind kind, const nlohmann::json& config, Task task) {
        return makeScheduler(kind, config, 10, {}, task)->timesteps().size();
    };
    const nlohmann::json bare = {{"_class_name", "PNDMScheduler"}};
    const nlohmann::json without = {{"_class_name", "PNDMScheduler"}, {"skip_prk_steps", false}};
    const nlohmann::json shipped = {{"_class_name", "PNDMScheduler"}, {"skip_prk_steps", true}};
    for (const Task task : {Task::TextToImage, Task::ImageToImage, Task::Panorama, Task::Inpaint}) {
        const std::size_t expected = task == Task::Inpaint ? 11 : 19;
        QCOMPARE(callsOf(SchedulerKind::ModelDefault, bare, task), expected);
        QCOMPARE(callsOf(SchedulerKind::ModelDefault, without, task), expected);
        QCOMPARE(callsOf(SchedulerKind::Pndm, without, task), expected);
        QCOMPARE(callsOf(SchedulerKind::ModelDefault, shipped, task), std::size_t{11});
    }
    // Stable Diffusion's list, of 10 steps (tests/fixtures/goldens.json, loop PNDM 10).
    const nlohmann::json offset = {{"_class_name", "PNDMScheduler"}, {"steps_offset", 1}};
    QCOMPARE(makeScheduler(SchedulerKind::ModelDefault, offset, 10, {}, Task::Inpaint)->timesteps(),
             (std::vector<double>{901, 801, 801, 701, 601, 501, 401, 301, 201, 101, 1}));
}

void TestSchedulerConfig::refusesWhatItCannotDo_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("named");
    const auto add = [](const char* config, const char* named) {
        QTest::newRow(named) << QByteArray(config) << QByteArray(named);
    };
    add(R"({"_class_name": "EDMEulerScheduler"})", "EDMEulerScheduler");
    add(R"({"_class_name": 7})", "--scheduler");
    add(R"({"_class_name": "DDIMScheduler", "thresholding": true, "dynamic_thresholding_ratio": 3.0})",
        "dynamic_thresholding_ratio");
    add(R"({"_class_name": "DDIMScheduler", "trained_betas": [0.1, 0.2]})", "num_train_timesteps");
    add(R"({"_class_name": "DDPMScheduler", "variance_type": "learned"})", "variance_type");
    add(R"({"_class_name": "UniPCMultistepScheduler", "solver_p": {}})", "solver_p");
    add(R"({"_class_name": "UniPCMultistepScheduler", "predict_x0": false})", "predict_x0");
    add(R"({"_class_name": "UniPCMultistepScheduler", "use_flow_sigmas": true})", "use_flow_sigmas");
    add(R"({"_class_name": "EulerDiscreteScheduler", "use_karras_sigmas": true, "sigma_min": -1.0})", "sigma_min");
    add(R"({"_class_name": "EulerAncestralDiscreteScheduler", "prediction_type": "sample"})", "sample");
    add(R"({"_class_name": "DDIMScheduler", "beta_schedule": "sigmoid"})", "sigmoid");
    add(R"({"_class_name": "DDIMScheduler", "beta_start": "small"})", "beta_start");
    add(R"({"_class_name": "DDIMScheduler", "beta_end": 3.0})", "betas");
    add(R"({"_class_name": "DDIMScheduler", "beta_start": -1.0, "beta_schedule": "scaled_linear"})", "beta_start");
    add(R"({"_class_name": "DDIMScheduler", "trained_betas": ["a"]})", "trained_betas");
    add(R"({"_class_name": "DDIMScheduler", "num_train_timesteps": 1e12})", "num_train_timesteps");
    add(R"({"_class_name": "PNDMScheduler", "skip_prk_steps": true, "prediction_type": "sample"})", "sample");
    add(R"({"_class_name": "EulerDiscreteScheduler", "use_beta_sigmas": true, "use_karras_sigmas": true})",
        "use_beta_sigmas");
    add(R"({"_class_name": "EulerDiscreteScheduler", "prediction_type": "flow"})", "flow");
    add(R"({"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "dpmsolver"})", "final_sigmas_type");
    add(R"({"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "sde-dpmsolver", "solver_order": 3,
            "final_sigmas_type": "sigma_min"})",
        "solver_order");
    add(R"({"_class_name": "DPMSolverMultistepScheduler", "algorithm_type": "rk"})", "algorithm_type");
    add(R"({"_class_name": "DPMSolverMultistepScheduler", "solver_order": 2.5})", "solver_order");
}

void TestSchedulerConfig::refusesWhatItCannotDo()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, named);
    const Error error = failureOf(SchedulerKind::ModelDefault, nlohmann::json::parse(config.toStdString()), 10);
    QCOMPARE(error.code, ErrorCode::ModelUnsupported);
    QVERIFY2(mentions(error, named.constData()), error.message.c_str());
}

void TestSchedulerConfig::refusesOptionsThatASchedulerHasNoUseFor()
{
    const auto refusal = [](SchedulerKind kind, const SamplerOptions& options) {
        try {
            (void)makeScheduler(kind, {{"skip_prk_steps", true}}, 5, options);
        } catch (const EngineError& error) {
            return error.code() == ErrorCode::InvalidRequest ? std::string(error.what()) : std::string("another code");
        }
        return std::string();
    };
    const auto names = [](const std::string& text, const char* what) { return text.find(what) != std::string::npos; };
    SamplerOptions karras{.sigmas = SigmaSpacing::Karras};
    QVERIFY(names(refusal(SchedulerKind::Ddim, karras), "ddim has no karras sigmas"));
    QVERIFY(names(refusal(SchedulerKind::EulerAncestral, karras), "choose dpmpp-2m"));
    QVERIFY(refusal(SchedulerKind::Dpmpp2mKarras, karras).empty());
    QVERIFY(names(refusal(SchedulerKind::Dpmpp2mKarras, {.sigmas = SigmaSpacing::Beta}), "beta"));
    QVERIFY(names(refusal(SchedulerKind::Lcm, {.sigmas = SigmaSpacing::SgmUniform}), "timesteps"));
    QVERIFY(names(refusal(SchedulerKind::Euler, {.eta = 0.5}), "choose ddim"));
    QVERIFY(names(refusal(SchedulerKind::Heun, {.churn = 1.}), "choose euler"));
    QVERIFY(refusal(SchedulerKind::Ddim, {.eta = 0.5}).empty());
}

void TestSchedulerConfig::refusesMoreStepsThanTimesteps_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("ddim") << static_cast<int>(SchedulerKind::Ddim);
    QTest::newRow("pndm") << static_cast<int>(SchedulerKind::Pndm);
    QTest::newRow("euler") << static_cast<int>(SchedulerKind::Euler);
    QTest::newRow("dpmpp-2m") << static_cast<int>(SchedulerKind::Dpmpp2m);
}

void TestSchedulerConfig::refusesMoreStepsThanTimesteps()
{
    QFETCH(int, kind);
    const nlohmann::json config = {{"num_train_timesteps", 100}, {"skip_prk_steps", true}, {"steps_offset", 1}};
    const Error error = failureOf(static_cast<SchedulerKind>(kind), config, 101);
    QCOMPARE(error.code, ErrorCode::InvalidRequest);
    QVERIFY2(mentions(error, "101") && mentions(error, "fewer"), error.message.c_str());
}

void TestSchedulerConfig::trailingNeverAsksForATimestepBelowZero()
{
    // 1000 / 61 rounds so that numpy's arange gives 62 values.
    const nlohmann::json config = {{"timestep_spacing", "trailing"}};
    const auto scheduler = makeScheduler(SchedulerKind::Euler, config, 61);
    QCOMPARE(scheduler->timesteps().size(), std::size_t{61});
    QVERIFY(scheduler->timesteps().back() >= 0.);
}

void TestSchedulerConfig::statesAreApart()
{
    const nlohmann::json config = {{"skip_prk_steps", true}};
    const auto scheduler = makeScheduler(SchedulerKind::Pndm, config, 5);
    NoiseStream noise(3);
    const at::Tensor x = noise.draw({1, 4, 4, 4});
    const at::Tensor output = noise.draw({1, 4, 4, 4});
    SolverState first;
    SolverState second;
    const at::Tensor a0 = scheduler->step(output, 0, x, first, noise);
    const at::Tensor b0 = scheduler->step(output, 0, x, second, noise);
    const at::Tensor a1 = scheduler->step(output * 2, 1, a0, first, noise);
    const at::Tensor b1 = scheduler->step(output * 2, 1, b0, second, noise);
    QVERIFY(at::equal(a0, b0));
    QVERIFY(at::equal(a1, b1));
    QVERIFY(!at::equal(a0, a1));
}

QTEST_APPLESS_MAIN(TestSchedulerConfig)
#include "test_scheduler_config.moc"
