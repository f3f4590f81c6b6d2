// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"
#include "inference/base/engine_error.h"
#include "inference/schedulers/make_scheduler.h"
#include "inference/weights/safetensors_file.h"

#include <ATen/ATen.h>
#include <QTest>

#include <fstream>
#include <set>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kReferences = std::string(GESSO_FIXTURES) + "/reference/";
constexpr int kRefusedThere = -1;
constexpr int kBrokenThere = -2;

/// What one run of the reference left behind.
struct Record {
    std::vector<double> timesteps;
    std::vector<double> sigmas;
    std::vector<at::Tensor> samples;
    double firstSigma = 0.;
};

Record recordAt(const at::Tensor& values, std::int64_t place, at::IntArrayRef shape)
{
    const auto take = [&](std::int64_t count) {
        const at::Tensor part = values.slice(0, place, place + count);
        place += count;
        return part;
    };
    const auto listOf = [](const at::Tensor& part) {
        const at::Tensor wide = part.to(at::kDouble).contiguous();
        return std::vector<double>(wide.data_ptr<double>(), wide.data_ptr<double>() + wide.numel());
    };
    const std::vector<double> head = listOf(take(4));
    Record record;
    record.firstSigma = head[3];
    record.timesteps = listOf(take(static_cast<std::int64_t>(head[0])));
    record.sigmas = listOf(take(static_cast<std::int64_t>(head[1])));
    for (int i = 0; i < static_cast<int>(head[2]); ++i) {
        record.samples.push_back(take(c10::multiply_integers(shape)).reshape(shape));
    }
    return record;
}

double largest(const at::Tensor& values)
{
    return values.abs().max().item<double>();
}

bool isClose(double actual, double expected, double part)
{
    return std::abs(actual - expected) <= part * std::abs(expected);
}

/// Pairs that diffusers refuses and Gesso does: DEIS's word for DPM-Solver's algorithm, which diffusers means to
/// translate and then trips over.
bool isDoneHereAlone(const std::string& config, const std::string& scheduler)
{
    return config == "deis" && (scheduler == "dpmpp-2m" || scheduler == "dpmpp-2m-karras");
}

/// Networks of another kind (flow matching), which Gesso refuses whatever the scheduler.
bool isOfAnotherFamily(const std::string& config)
{
    return config == "flow";
}

/// One run: the samples after each call, and the largest value on the way.
struct Run {
    std::vector<at::Tensor> samples;
    double peak = 0.;
};

Run runOf(const Scheduler& scheduler, int steps, int begin, const at::Tensor& start)
{
    const int first = begin * scheduler.order();
    at::Tensor x = first == 0 ? start * scheduler.initNoiseSigma() : scheduler.addNoise(start.flip(-1), start, first);
    SolverState state;
    NoiseStream noise(100U + static_cast<unsigned>(steps));
    Run run;
    for (int i = first; i < static_cast<int>(scheduler.timesteps().size()); ++i) {
        const double t = scheduler.timesteps()[static_cast<std::size_t>(i)];
        run.peak = std::max(run.peak, largest(x));
        x = scheduler.step(scheduler.scaleModelInput(x, i).flip(-1) * t / (t + 1), i, x, state, noise);
        run.samples.push_back(x);
    }
    return run;
}

/// How far the levels of noise are from the reference's, as a part of it: the largest of all steps.
double levelsApart(const Scheduler& scheduler, const std::vector<double>& sigmas, bool preserving)
{
    const at::Tensor one = at::ones({1, 1, 1, 1});
    double apart = 0.;
    for (std::size_t i = 0; i < scheduler.timesteps().size(); ++i) {
        const double level = preserving ? sigmas[i] / std::sqrt(sigmas[i] * sigmas[i] + 1.) : sigmas[i];
        const double here = scheduler.addNoise(at::zeros_like(one), one, static_cast<int>(i)).item<double>();
        apart = std::max(apart, std::abs(here - level) / level);
    }
    return apart;
}

} // namespace

/// Every scheduler with every scheduler_config.json of tests/fixtures/reference/scheduler-pairs.json: what diffusers'
/// X.from_config(pipeline.scheduler.config) does, or a refusal that says why.
class TestSchedulerPairs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void doesWhatDiffusersDoes_data();
    void doesWhatDiffusersDoes();

private:
    void compare(const Scheduler& scheduler, int steps, int begin, const Record& expected);
    void requireRefusal(SchedulerKind kind, int steps);

    nlohmann::json m_all, m_config;
    at::Tensor m_values, m_start;
};

void TestSchedulerPairs::initTestCase()
{
    m_all = nlohmann::json::parse(std::ifstream(kReferences + "scheduler-pairs.json"));
    QCOMPARE(m_all.at("configs").size(), m_all.at("count").get<std::size_t>());
    const SafetensorsFile tensors(kReferences + "scheduler-pairs.safetensors");
    m_values = tensors.load("values");
    m_start = tensors.load("noise");
}

void TestSchedulerPairs::doesWhatDiffusersDoes_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QByteArray>("name");
    std::set<std::string> seen;
    const nlohmann::json& rows = m_all.at("configs");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto& [name, runs] : rows[row].at("runs").items()) {
            seen.insert(name);
            QTest::newRow((rows[row].at("name").get<std::string>() + ": " + name).c_str())
                << static_cast<int>(row) << QByteArray::fromStdString(name);
        }
    }
    for (const std::string_view name : namesOf<SchedulerKind>()) {
        QVERIFY2(seen.contains(std::string(name)), std::string(name).c_str());
    }
}

void TestSchedulerPairs::doesWhatDiffusersDoes()
{
    QFETCH(int, row);
    QFETCH(QByteArray, name);
    const nlohmann::json& test = m_all.at("configs")[static_cast<std::size_t>(row)];
    const std::string label = test.at("name");
    m_config = test.at("config");
    const SchedulerKind kind = *fromName<SchedulerKind>(name.toStdString());
    for (const nlohmann::json& run : test.at("runs").at(name.toStdString())) {
        const int steps = run[0];
        const int begin = run[1];
        const std::int64_t place = run[2];
        const bool refused = place == kRefusedThere && !isDoneHereAlone(label, name.toStdString());
        if (refused || isOfAnotherFamily(label)) {
            requireRefusal(kind, steps);
        } else if (place == kBrokenThere || place == kRefusedThere) {
            const Run here = runOf(*makeScheduler(kind, m_config, steps), steps, begin, m_start);
            QVERIFY(at::isfinite(here.samples.back()).all().item<bool>());
        } else {
            compare(*makeScheduler(kind, m_config, steps), steps, begin, recordAt(m_values, place, m_start.sizes()));
        }
        if (QTest::currentTestFailed()) {
            qWarning("%d steps, begun at %d", steps, begin);
            return;
        }
    }
}

void TestSchedulerPairs::requireRefusal(SchedulerKind kind, int steps)
{
    try {
        (void)makeScheduler(kind, m_config, steps);
    } catch (const EngineError& error) {
        const std::string message = error.what();
        const bool namesKey =
            error.code() == ErrorCode::ModelUnsupported && message.find("scheduler_config.json: ") != std::string::npos;
        const bool namesSteps = error.code() == ErrorCode::InvalidRequest &&
                                message.find(std::to_string(steps) + " steps") != std::string::npos;
        QVERIFY2(namesKey || namesSteps, message.c_str());
        return;
    }
    QFAIL("not refused");
}

void TestSchedulerPairs::compare(const Scheduler& scheduler, int steps, int begin, const Record& expected)
{
    QCOMPARE(scheduler.timesteps().size(), expected.timesteps.size());
    for (std::size_t i = 0; i < expected.timesteps.size(); ++i) {
        const double t = expected.timesteps[i];
        const double part = t == std::floor(t) ? 0. : 2e-6;
        QVERIFY2(isClose(scheduler.timesteps()[i], t, part), qPrintable(QString::number(scheduler.timesteps()[i])));
    }
    QVERIFY(isClose(scheduler.initNoiseSigma(), expected.firstSigma, 1e-6));
    if (!expected.sigmas.empty()) {
        const bool preserving = scheduler.initNoiseSigma() == 1.;
        const double apart = levelsApart(scheduler, expected.sigmas, preserving);
        QVERIFY2(apart <= 2e-6, qPrintable(QString::number(apart)));
    }

    const Run here = runOf(scheduler, steps, begin, m_start);
    constexpr double kLastDigit = 1. / (1 << 23); // of float32: what a step of large numbers to small ones cannot keep
    const std::size_t kept = expected.samples.size();
    for (std::size_t i = 0; i < kept; ++i) {
        const at::Tensor& sample = i + 1 == kept ? here.samples.back() : here.samples[i];
        const double apart = largest(sample - expected.samples[i]);
        const double allowed = 1e-5 * largest(expected.samples[i]) + 2. * kLastDigit * here.peak;
        QVERIFY2(apart <= allowed, qPrintable(QString("kept %1: %2 of %3").arg(i).arg(apart).arg(allowed)));
    }
}

QTEST_APPLESS_MAIN(TestSchedulerPairs)
#include "test_scheduler_pairs.moc"
