// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/cpu_trials.h"

#include "inference/backend/registry.h"

#include <ATen/ATen.h>
#include <QTest>

#include <set>

using namespace gesso::inference;

class TestCpuTrials final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownOperatorsAgreeWithTheReference()
    {
        const std::vector<KernelTrial> trials = cpuTrials(backendFor(at::kCPU));
        std::set<std::string> names;
        for (const KernelTrial& trial : trials) {
            const KernelReport report = runTrial(trial, 1);
            QVERIFY2(report.agrees(), qPrintable(QString("%1: %2").arg(report.kernel.c_str()).arg(report.error)));
            QVERIFY(report.ownSeconds > 0. && report.referenceSeconds > 0.);
            names.insert(trial.kernel);
        }
        QCOMPARE(names.size(), trials.size());
        QVERIFY(names.contains("self-attention bf16") && names.contains("upsampling convolution fp32"));
    }

    /// A backend that is wrong by a twentieth must be found out.
    void aWrongOperatorIsSeen()
    {
        class Wrong final : public Backend {
        public:
            at::Tensor geglu(const at::Tensor& x, const Linear& projection) const override
            {
                return 1.05 * Backend::geglu(x, projection);
            }
        };
        const Wrong wrong;
        int found = 0;
        for (const KernelTrial& trial : cpuTrials(wrong)) {
            const bool agrees = runTrial(trial, 1).agrees();
            QCOMPARE(agrees, !QString::fromStdString(trial.kernel).startsWith("geglu"));
            found += agrees ? 0 : 1;
        }
        QCOMPARE(found, 2);
    }
};

QTEST_APPLESS_MAIN(TestCpuTrials)
#include "test_cpu_trials.moc"
