// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/schedulers/sigma_layout.h"

#include <QTest>

#include <cmath>

using namespace gesso::inference;

class TestSigmaLayout final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// scipy.stats.beta.ppf of scipy 1.15.
    void quantilesAreScipys()
    {
        const std::pair<double, double> expected[] = {{0.001, 1.855873851745199e-05}, {0.1, 0.03958440558878085},
                                                      {0.25, 0.17568037865269498},    {0.5, 0.5},
                                                      {0.7, 0.7659829961247643},      {0.999, 0.9999814412614826}};
        for (const auto& [probability, quantile] : expected) {
            QVERIFY(std::abs(betaQuantile(probability, 0.6, 0.6) - quantile) <= 1e-11 * quantile);
        }
        QVERIFY(std::abs(betaQuantile(0.3, 2., 5.) - 0.18180347131894917) < 1e-12);
        QCOMPARE(betaQuantile(0., 0.6, 0.6), 0.);
        QCOMPARE(betaQuantile(1., 0.6, 0.6), 1.);
    }

    void layoutsFallFromTheLargestToTheSmallest()
    {
        for (const auto layout : {karrasSigmas, exponentialSigmas, betaSigmas}) {
            const std::vector<double> sigmas = layout({0.03, 14.6}, 9);
            QCOMPARE(sigmas.size(), std::size_t{9});
            QVERIFY(std::abs(sigmas.front() - 14.6) < 1e-9);
            QVERIFY(std::abs(sigmas.back() - 0.03) < 1e-9);
            QVERIFY(std::ranges::is_sorted(sigmas, std::greater<>()));
            QCOMPARE(layout({0.03, 14.6}, 1).size(), std::size_t{1});
        }
    }
};

QTEST_APPLESS_MAIN(TestSigmaLayout)
#include "test_sigma_layout.moc"
