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

const std::string kReference = std::string(GESSO_FIXTURES) + "/reference/schedulers";

nlohmann::json cases()
{
    return nlohmann::json::parse(std::ifstream(kReference + ".json")).at("cases");
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

/// Every trajectory that tests/fixtures/reference/schedulers.json has of a scheduler that is known here.
class TestSchedulerTrajectories final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsDiffusers_data();
    void followsDiffusers();
};

void TestSchedulerTrajectories::followsDiffusers_data()
{
    QTest::addColumn<QByteArray>("row");
    int rows = 0;
    for (const nlohmann::json& row : cases()) {
        const auto kind = fromName<SchedulerKind>(row.at("scheduler").get<std::string>());
        if (kind && *kind <= SchedulerKind::EulerAncestral) {
            QTest::newRow(row.at("name").get<std::string>().c_str()) << QByteArray::fromStdString(row.dump());
            ++rows;
        }
    }
    QVERIFY(rows > 200);
}

void TestSchedulerTrajectories::followsDiffusers()
{
    QFETCH(QByteArray, row);
    const nlohmann::json test = nlohmann::json::parse(row.toStdString());
    const SchedulerKind kind = *fromName<SchedulerKind>(test.at("scheduler").get<std::string>());
    const SafetensorsFile tensors(kReference + ".safetensors");
    const at::Tensor expected = tensors.load(test.at("name"));
    const double tolerance = 1e-5 * std::max(largest(expected), 1e-6); // some end in zeros

    const auto scheduler = buildScheduler(kind, SchedulerConfig(test.at("config")), test.at("steps"));
    compareTimesteps(scheduler->timesteps(), test.at("timesteps"));
    const double start = test.at("init_noise_sigma");
    QVERIFY(std::abs(scheduler->initNoiseSigma() - start) <= 1e-6 * start);

    at::Tensor x = tensors.load("noise") * scheduler->initNoiseSigma();
    SolverState state;
    NoiseStream noise(test.value("generator_seed", 0U));
    const std::vector<int> kept = test.at("kept");
    std::size_t compared = 0;
    for (int i = 0; i < static_cast<int>(scheduler->timesteps().size()); ++i) {
        const double t = scheduler->timesteps()[static_cast<std::size_t>(i)];
        const at::Tensor output = scheduler->scaleModelInput(x, i) * t / (t + 1);
        x = scheduler->step(output, i, x, state, noise);
        if (compared < kept.size() && kept[compared] == i + 1) {
            const double difference = largest(x - expected[static_cast<std::int64_t>(compared)]);
            QVERIFY2(difference <= tolerance, qPrintable(QString("step %1: %2").arg(i + 1).arg(difference)));
            ++compared;
        }
    }
    QCOMPARE(compared, kept.size());
}

QTEST_APPLESS_MAIN(TestSchedulerTrajectories)
#include "test_scheduler_trajectories.moc"
