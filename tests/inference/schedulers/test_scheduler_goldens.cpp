// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/make_scheduler.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

const nlohmann::json kStableDiffusion = {
    {"beta_start", 0.00085},  {"beta_end", 0.012},          {"beta_schedule", "scaled_linear"},
    {"clip_sample", false},   {"steps_offset", 1},          {"set_alpha_to_one", false},
    {"skip_prk_steps", true}, {"timestep_spacing", nullptr}};

/// Runs the toy network x * t / (t + 1) to the end, from the deterministic start sample of diffusers' own tests.
at::Tensor trajectoryEnd(const Scheduler& scheduler)
{
    at::Tensor x = at::arange(768, at::kFloat).reshape({3, 8, 8, 4}).div(768).permute({3, 0, 1, 2}).contiguous();
    x = x * scheduler.initNoiseSigma();
    SolverState state;
    NoiseStream noise(0);
    for (int i = 0; i < static_cast<int>(scheduler.timesteps().size()); ++i) {
        const double t = scheduler.timesteps()[static_cast<std::size_t>(i)];
        const at::Tensor output = scheduler.scaleModelInput(x, i) * t / (t + 1);
        x = scheduler.step(output, i, x, state, noise);
    }
    return x;
}

} // namespace

/// The numbers were made with diffusers; see tests/fixtures/README.md for whole trajectories.
class TestSchedulerGoldens final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsWhereDiffusersEnds_data();
    void endsWhereDiffusersEnds();
    void karrasTimestepsAreThoseOfDiffusers();
    void plmsAsksForTheSecondTimestepTwice();
};

void TestSchedulerGoldens::endsWhereDiffusersEnds_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<int>("steps");
    QTest::addColumn<double>("sum");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    const auto add = [](const char* name, SchedulerKind kind, const char* changes, int steps, double sum, double first,
                        double second) {
        QTest::newRow(name) << static_cast<int>(kind) << QByteArray(changes) << steps << sum << first << second;
    };
    using enum SchedulerKind;
    const char* const none = "{}";
    const char* const velocity = R"({"prediction_type": "v_prediction"})";
    add("DDIM 50", Ddim, none, 50, 197.97902, 0.2507271, 0.5155702);
    add("DDIM 30", Ddim, none, 30, 195.34183, 0.2473873, 0.5087028);
    add("PLMS 50", Pndm, none, 50, 203.49933, 0.2577183, 0.5299461);
    add("DPM++ 25", Dpmpp2m, none, 25, 191.59714, 0.2426450, 0.4989506);
    add("DPM++ 10", Dpmpp2m, none, 10, 184.06572, 0.2331070, 0.4793378);
    add("DPM++ Karras 25", Dpmpp2mKarras, none, 25, 205.34427, 0.2600548, 0.5347506);
    add("DPM++ Heun 25", Dpmpp2m, R"({"solver_type": "heun"})", 25, 191.81070, 0.2429155, 0.4995070);
    add("DPM++ third order 25", Dpmpp2m, R"({"solver_order": 3})", 25, 191.04071, 0.2419402, 0.4975018);
    add("DPM++ sigma_min 25", Dpmpp2m, R"({"final_sigmas_type": "sigma_min"})", 25, 208.70554, 0.2643116, 0.5435037);
    add("Euler 25", Euler, none, 25, 191.75098, 0.2428398, 0.4993515);
    add("Euler leading 25", Euler, R"({"timestep_spacing": "leading"})", 25, 191.19482, 0.2421355, 0.4979032);
    add("Euler trailing 25", Euler, R"({"timestep_spacing": "trailing"})", 25, 185.76701, 0.2352615, 0.4837683);
    add("Euler Karras 25", Euler, R"({"use_karras_sigmas": true})", 25, 194.34258, 0.2461219, 0.5061005);
    add("Euler a 25", EulerAncestral, none, 25, 271.90063, -0.2705619, 0.4217476);
    add("DDIM v 50", Ddim, velocity, 50, 85.32391, 0.1080570, 0.2221977);
    add("PLMS v 50", Pndm, velocity, 50, 88.49942, 0.1120786, 0.2304673);
    add("DPM++ v 25", Dpmpp2m, velocity, 25, 83.66389, 0.1059548, 0.2178747);
    add("DPM++ Karras v 25", Dpmpp2mKarras, velocity, 25, 93.06890, 0.1178656, 0.2423670);
    add("Euler v 25", Euler, velocity, 25, 78.44418, 0.0993443, 0.2042817);
    add("Euler a v 25", EulerAncestral, velocity, 25, 187.24696, 0.0979785, 0.2635114);
}

void TestSchedulerGoldens::endsWhereDiffusersEnds()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, changes);
    QFETCH(int, steps);
    QFETCH(double, sum);
    QFETCH(double, first);
    QFETCH(double, second);
    nlohmann::json settings = kStableDiffusion;
    settings.update(nlohmann::json::parse(changes.toStdString()));

    const auto scheduler = buildScheduler(static_cast<SchedulerKind>(kind), SchedulerConfig(settings), steps);
    const at::Tensor x = trajectoryEnd(*scheduler);

    const double sumHere = x.abs().sum().item<double>();
    QVERIFY2(std::abs(sumHere - sum) < 1e-5 * sum, qPrintable(QString::number(sumHere, 'g', 9)));
    QVERIFY(std::abs(x[1][1][3][5].item<double>() - first) < 2e-6);
    QVERIFY(std::abs(x[3][2][7][7].item<double>() - second) < 2e-6);
}

void TestSchedulerGoldens::karrasTimestepsAreThoseOfDiffusers()
{
    const auto scheduler = buildScheduler(SchedulerKind::Dpmpp2mKarras, SchedulerConfig(kStableDiffusion), 25);
    const std::vector<double> expected{999, 970, 938, 905, 868, 829, 786, 739, 687, 630, 568, 500, 427,
                                       352, 278, 207, 146, 96,  59,  34,  18,  9,   4,   1,   0};
    QCOMPARE(scheduler->timesteps(), expected);
}

void TestSchedulerGoldens::plmsAsksForTheSecondTimestepTwice()
{
    const auto scheduler = buildScheduler(SchedulerKind::Pndm, SchedulerConfig(kStableDiffusion), 50);
    const std::vector<double>& t = scheduler->timesteps();
    QCOMPARE(t.size(), std::size_t{51});
    QCOMPARE(std::vector<double>(t.begin(), t.begin() + 4), (std::vector<double>{981, 961, 961, 941}));
    QCOMPARE(t.back(), 1.);
}

QTEST_APPLESS_MAIN(TestSchedulerGoldens)
#include "test_scheduler_goldens.moc"
