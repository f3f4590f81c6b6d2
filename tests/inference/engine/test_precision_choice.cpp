// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/cpu/cpu_features.h"
#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"
#include "inference/engine/precision_choice.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;

namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 40U;

DiffusionModel tinyModel()
{
    return {ModelFiles::open(GESSO_FIXTURES "/models/sd1-tiny"), at::Device(at::kCPU), backendFor(at::kCPU)};
}

std::filesystem::path fileIn(const QTemporaryDir& folder)
{
    return folder.filePath("cache/precision.json").toStdString();
}

} // namespace

class TestPrecisionChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAskedForIsTaken();
    void fp16IsNotForProcessors();
    void autoTriesOnceAndRemembers();
    void withoutRoomForBothNoneIsTried();
    void aStopIsNotRemembered();
};

void TestPrecisionChoice::whatIsAskedForIsTaken()
{
    const QTemporaryDir folder;
    PrecisionChoice choice(fileIn(folder));
    const DiffusionModel model = tinyModel();
    QCOMPARE(choice.choose(Precision::Fp32, model, kPlenty, {}), at::kFloat);
    QCOMPARE(choice.choose(Precision::Bf16, model, kPlenty, {}), at::kBFloat16);
    QVERIFY(!std::filesystem::exists(fileIn(folder)));
}

void TestPrecisionChoice::fp16IsNotForProcessors()
{
    const QTemporaryDir folder;
    PrecisionChoice choice(fileIn(folder));
    QVERIFY_EXCEPTION_THROWN((void)choice.choose(Precision::Fp16, tinyModel(), kPlenty, {}), EngineError);
}

void TestPrecisionChoice::autoTriesOnceAndRemembers()
{
    const QTemporaryDir folder;
    const DiffusionModel model = tinyModel();
    const std::uint64_t whole = model.missingWeightBytes(at::kFloat);
    const at::ScalarType chosen = PrecisionChoice(fileIn(folder)).choose(Precision::Auto, model, kPlenty, {});
    if (!cpuFeatures().hasFastBf16()) {
        QCOMPARE(chosen, at::kFloat);
        QSKIP("this processor has no native bfloat16, so there is nothing to try");
    }
    const at::ScalarType other = chosen == at::kFloat ? at::kBFloat16 : at::kFloat;
    QCOMPARE(model.missingWeightBytes(chosen), std::uint64_t{0});
    QVERIFY(model.missingWeightBytes(other) > 0);

    const DiffusionModel again = tinyModel();
    QCOMPARE(PrecisionChoice(fileIn(folder)).choose(Precision::Auto, again, kPlenty, {}), chosen);
    QCOMPARE(again.missingWeightBytes(at::kFloat), whole);
}

void TestPrecisionChoice::withoutRoomForBothNoneIsTried()
{
    if (!cpuFeatures().hasFastBf16()) {
        QSKIP("this processor has no native bfloat16, so there is nothing to try");
    }
    const QTemporaryDir folder;
    const DiffusionModel model = tinyModel();
    const std::uint64_t whole = model.missingWeightBytes(at::kFloat);
    PrecisionChoice choice(fileIn(folder));
    QCOMPARE(choice.choose(Precision::Auto, model, whole, {}), at::kFloat);
    QCOMPARE(choice.choose(Precision::Auto, model, whole - 1, {}), at::kBFloat16);
    QCOMPARE(model.missingWeightBytes(at::kFloat), whole);
}

void TestPrecisionChoice::aStopIsNotRemembered()
{
    if (!cpuFeatures().hasFastBf16()) {
        QSKIP("this processor has no native bfloat16, so there is nothing to try");
    }
    const QTemporaryDir folder;
    PrecisionChoice choice(fileIn(folder));
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN((void)choice.choose(Precision::Auto, tinyModel(), kPlenty, stop.get_token()), Cancelled);
    QVERIFY(!std::filesystem::exists(fileIn(folder)));
}

QTEST_APPLESS_MAIN(TestPrecisionChoice)
#include "test_precision_choice.moc"
