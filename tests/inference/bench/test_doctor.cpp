// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/doctor.h"

#include "inference/backend/registry.h"

#include <ATen/ATen.h>
#include <QTest>

#include <sstream>

using namespace gesso::inference;

namespace {

/// Paints a hundredth more than it should.
class Wrong final : public Backend {
public:
    at::Tensor layerNorm(const at::Tensor& x, const LayerNorm& norm) const override
    {
        return 1.01 * Backend::layerNorm(x, norm);
    }
};

class Broken final : public Backend {
public:
    at::Tensor layerNorm(const at::Tensor& /*x*/, const LayerNorm& /*norm*/) const override
    {
        throw std::runtime_error("no such instruction");
    }
};

std::string printed(const Diagnosis& diagnosis)
{
    std::ostringstream out;
    print(diagnosis, out);
    return out.str();
}

} // namespace

class TestDoctor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theProcessorsBackendIsHealthy()
    {
        const BenchDevice device{.device = at::kCPU, .backend = backendFor(at::kCPU)};
        const Diagnosis diagnosis = examine(device, {});
        QVERIFY2(diagnosis.isHealthy(), printed(diagnosis).c_str());
        QVERIFY(diagnosis.pictureDifference < 0.1);
    }

    void aWrongPictureIsSeen()
    {
        const Wrong wrong;
        const Diagnosis diagnosis = examine({.device = at::kCPU, .backend = wrong}, {});
        QVERIFY(diagnosis.pictureMade && !diagnosis.isHealthy());
        QVERIFY(printed(diagnosis).find("NOT HEALTHY") != std::string::npos);
    }

    void aFailureIsTold()
    {
        const Broken broken;
        const Diagnosis diagnosis = examine({.device = at::kCPU, .backend = broken}, {});
        QVERIFY(!diagnosis.isHealthy());
        QVERIFY(printed(diagnosis).find("no such instruction") != std::string::npos);
    }

    void aWrongKernelIsUnhealthyAndASlowOneIsNot()
    {
        Diagnosis diagnosis{.kernels = {{"slow", 0., 1e-5, 2e-3, 1e-3}}, .pictureMade = true, .trouble = {}};
        QVERIFY(diagnosis.isHealthy());
        QVERIFY(printed(diagnosis).find("slower") != std::string::npos);
        diagnosis.kernels.push_back({"wrong", 1., 1e-5, 1e-3, 2e-3});
        QVERIFY(!diagnosis.isHealthy());
        QVERIFY(printed(diagnosis).find("WRONG") != std::string::npos);
    }

    void aPictureOfNotANumberIsUnhealthy()
    {
        const Diagnosis diagnosis{.kernels = {}, .pictureDifference = std::nan(""), .pictureMade = true, .trouble = {}};
        QVERIFY(!diagnosis.isHealthy());
    }
};

QTEST_APPLESS_MAIN(TestDoctor)
#include "test_doctor.moc"
