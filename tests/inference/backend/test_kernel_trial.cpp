// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/kernel_trial.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <fstream>
#include <stdexcept>

using namespace gesso::inference;

namespace {

at::Tensor busyFor(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
    return at::ones({4});
}

KernelTrial trialOf(std::chrono::milliseconds own, std::chrono::milliseconds reference)
{
    return {"kernel", 1e-5, [own] { return busyFor(own); }, [reference] { return busyFor(reference); }, {}};
}

using namespace std::chrono_literals;

} // namespace

class TestKernelTrial final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFastAndRightKernelEarnsItsPlace() { QVERIFY(runTrial(trialOf(0ms, 20ms)).earnsItsPlace()); }

    void aSlowKernelDoesNot()
    {
        const KernelReport report = runTrial(trialOf(20ms, 0ms));
        QVERIFY(report.agrees());
        QVERIFY(!report.earnsItsPlace());
    }

    void aWrongKernelDoesNot()
    {
        KernelTrial trial = trialOf(0ms, 20ms);
        trial.own = [] { return at::full({4}, 1.1F); };
        const KernelReport report = runTrial(trial);
        QVERIFY(qAbs(report.error - 0.1) < 1e-6);
        QVERIFY(!report.earnsItsPlace());
    }

    void notANumberIsWrong()
    {
        KernelTrial trial = trialOf(0ms, 20ms);
        trial.own = [] { return at::full({4}, std::numeric_limits<float>::quiet_NaN()); };
        QVERIFY(!runTrial(trial).agrees());
    }

    void aKernelThatThrowsIsNotUsed()
    {
        KernelTrial trial = trialOf(0ms, 20ms);
        trial.own = []() -> at::Tensor { throw std::runtime_error("no image for this GPU"); };
        QVERIFY(!runTrial(trial).earnsItsPlace());
    }

    void outcomesAreRememberedPerMachine()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("cache/kernels.json").toStdString();
        QVERIFY(KernelMemory(file, "gpu a").useOwn(trialOf(0ms, 20ms)));
        // Now ours is the slow one: the same machine still knows the old outcome, another one finds out by itself.
        QVERIFY(KernelMemory(file, "gpu a").useOwn(trialOf(20ms, 0ms)));
        QVERIFY(!KernelMemory(file, "gpu b").useOwn(trialOf(20ms, 0ms)));
        QVERIFY(KernelMemory(file, "gpu a").useOwn(trialOf(20ms, 0ms)));
    }

    void aDamagedFileMeansNewTrials()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("kernels.json").toStdString();
        std::ofstream(file) << "{\"gpu\": [1, 2";
        QVERIFY(KernelMemory(file, "gpu").useOwn(trialOf(0ms, 20ms)));
        QVERIFY(KernelMemory(file, "gpu").useOwn(trialOf(20ms, 0ms)));
    }
};

QTEST_APPLESS_MAIN(TestKernelTrial)
#include "test_kernel_trial.moc"
