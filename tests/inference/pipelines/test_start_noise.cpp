// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/pipelines/start_noise.h"

#include <ATen/ATen.h>
#include <QTest>

#include <cmath>

using namespace gesso::inference;

class TestStartNoise final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutVariationItIsTheSeedsOwn()
    {
        StartNoise noise(7, 99, 0.);
        NoiseStream plain(7);
        QVERIFY(at::equal(noise.draw({1, 4, 8, 8}), plain.draw({1, 4, 8, 8})));
        QVERIFY(at::equal(noise.stream().draw({1, 4, 8, 8}), plain.draw({1, 4, 8, 8})));
    }

    void atFullStrengthItIsTheOtherSeeds()
    {
        StartNoise noise(7, 99, 1.);
        QVERIFY(at::allclose(noise.draw({1, 4, 8, 8}), NoiseStream(99).draw({1, 4, 8, 8}), 1e-5, 1e-6));
        NoiseStream plain(7);
        (void)plain.draw({1, 4, 8, 8});
        QVERIFY(at::equal(noise.stream().draw({2, 3, 4, 4}), plain.draw({2, 3, 4, 4}))); // samplers draw from the seed
    }

    void betweenItStaysUnitNoise()
    {
        double last = -1.;
        for (const double strength : {0.1, 0.3, 0.5, 0.9}) {
            const at::Tensor noise = StartNoise(7, 99, strength).draw({1, 4, 64, 64});
            QVERIFY(std::abs(noise.std().item<double>() - 1.) < 0.02);
            const double distance = (noise - NoiseStream(7).draw({1, 4, 64, 64})).norm().item<double>();
            QVERIFY(distance > last);
            last = distance;
        }
    }

    void parallelVectorsAreMixed()
    {
        const at::Tensor a = at::tensor({1.F, 2.F});
        QVERIFY(at::allclose(slerp(a, a * 3, 0.5), a * 2));
        QVERIFY(at::allclose(slerp(at::tensor({1.F, 0.F}), at::tensor({0.F, 1.F}), 0.5),
                             at::tensor({0.70710678F, 0.70710678F})));
        QVERIFY(at::equal(slerp(at::zeros(2), a, 0.25), a * 0.25)); // no angle to a zero vector
    }
};

QTEST_APPLESS_MAIN(TestStartNoise)
#include "test_start_noise.moc"
