// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"
#include "inference/pipelines/diffusion_model.h"
#include "inference/pipelines/picture.h"
#include "inference/pipelines/picture_start.h"

#include <ATen/ATen.h>
#include <QTest>

#include <limits>

using namespace gesso;
using namespace gesso::inference;

namespace {

const std::string kFixtures = GESSO_FIXTURES;

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

/// How image to image begins: which steps it leaves out, and how its picture is encoded.
class TestPictureStart final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void skipsTheStepsThatDiffusersSkips();
    void strengthsThatCannotBeAreRefused();
    void aPictureBecomesMinusOneToOne();
    void picturesThatCannotBeEncodedAreRefused();
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
    QCOMPARE(toImage(values).u8(), (std::vector<std::uint8_t>{0, 51, 255, 255, 0, 102}));
}

void TestPictureStart::picturesThatCannotBeEncodedAreRefused()
{
    const DiffusionModel model(ModelFiles::open(kFixtures + "/models/sd1-tiny"), at::Device(at::kCPU),
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

QTEST_APPLESS_MAIN(TestPictureStart)
#include "test_picture_start.moc"
