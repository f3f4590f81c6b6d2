// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"
#include "inference/schedulers/make_scheduler.h"
#include "inference/weights/safetensors_file.h"

#include <ATen/ATen.h>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kReferences = std::string(GESSO_FIXTURES) + "/reference/";

SamplerOptions optionsOf(const nlohmann::json& test)
{
    const nlohmann::json given = test.value("options", nlohmann::json::object());
    SamplerOptions options;
    options.sigmas = fromName<SigmaSpacing>(given.value("sigmas", "default")).value();
    options.eta = given.value("eta", 0.);
    options.churn = given.value("churn", 0.);
    options.sNoise = given.value("sNoise", 1.);
    return options;
}

/// The case's settings without what its options say in Gesso's words.
SchedulerConfig configOf(const nlohmann::json& test, SigmaSpacing spacing)
{
    nlohmann::json config = test.at("config");
    if (spacing != SigmaSpacing::Default) {
        for (const char* key : {"use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "timestep_spacing"}) {
            config.erase(key);
        }
    }
    return SchedulerConfig(config);
}

double largest(const at::Tensor& values)
{
    return values.abs().max().item<double>();
}

/// Whole timesteps are equal; those between two, which come from logarithms, agree to float32's last digits.
void compareTimesteps(const std::vector<double>& actual, const std::vector<double>& expected)
{
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const double tolerance = expected[i] == std::floor(expected[i]) ? 0. : 1e-6 * expected[i];
        QVERIFY2(std::abs(actual[i] - expected[i]) <= tolerance, qPrintable(QString::number(actual[i], 'g', 9)));
    }
}

} // namespace

/// Every trajectory of tests/fixtures/reference/schedulers.json and scheduler-options.json.
class TestSchedulerTrajectories final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsDiffusers_data();
    void followsDiffusers();
};

void TestSchedulerTrajectories::followsDiffusers_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("row");
    for (const char* file : {"schedulers", "scheduler-options"}) {
        const auto all = nlohmann::json::parse(std::ifstream(kReferences + file + ".json"));
        QCOMPARE(all.at("cases").size(), all.at("count").get<std::size_t>());
        for (const nlohmann::json& row : all.at("cases")) {
            const std::string name = std::string(file) + ": " + row.at("name").get<std::string>();
            QTest::newRow(name.c_str()) << QByteArray(file) << QByteArray::fromStdString(row.dump());
        }
    }
}

void TestSchedulerTrajectories::followsDiffusers()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const SchedulerKind kind = *fromName<SchedulerKind>(test.at("scheduler").get<std::string>());
    const SafetensorsFile tensors(kReferences + file.toStdString() + ".safetensors");
    const at::Tensor expected = tensors.load(test.at("name"));
    const double tolerance = 1e-5 * std::max(largest(expected), 1e-6); // some end in zeros
    constexpr double kLastDigit = 1. / (1 << 23); // of float32: what a step of large numbers to small ones cannot keep

    const SamplerOptions options = optionsOf(test);
    const auto scheduler = buildScheduler(kind, configOf(test, options.sigmas), test.at("steps"), options);
    compareTimesteps(scheduler->timesteps(), test.at("timesteps"));
    const double firstSigma = test.at("init_noise_sigma");
    QVERIFY(std::abs(scheduler->initNoiseSigma() - firstSigma) <= 1e-6 * firstSigma);

    const int first = test.value("begin", 0) * scheduler->order();
    const at::Tensor start = tensors.load("noise");
    at::Tensor x = first == 0 ? start * scheduler->initNoiseSigma() : scheduler->addNoise(start.flip(-1), start, first);
    SolverState state;
    NoiseStream noise(test.value("generator_seed", 0U));
    const std::vector<int> kept = test.at("kept");
    std::size_t compared = 0;
    double rounding = 0.;
    for (int i = first; i < static_cast<int>(scheduler->timesteps().size()); ++i) {
        const double t = scheduler->timesteps()[static_cast<std::size_t>(i)];
        const at::Tensor output = scheduler->scaleModelInput(x, i) * t / (t + 1);
        rounding = std::max(rounding, kLastDigit * largest(x));
        x = scheduler->step(output, i, x, state, noise);
        if (compared < kept.size() && kept[compared] == i + 1 - first) {
            const double difference = largest(x - expected[static_cast<std::int64_t>(compared)]);
            QVERIFY2(difference <= tolerance + rounding, qPrintable(QString("step %1: %2").arg(i + 1).arg(difference)));
            ++compared;
        }
    }
    QCOMPARE(compared, kept.size());
}

QTEST_APPLESS_MAIN(TestSchedulerTrajectories)
#include "test_scheduler_trajectories.moc"
