// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/batch.h"

#include "core/generation/validate.h"

#include <QTest>

using namespace gesso;

namespace {

/// Seed and variation seed of every picture of these requests, in order.
std::vector<std::pair<std::uint64_t, std::uint64_t>> seedsOf(const std::vector<GenerationRequest>& requests)
{
    std::vector<std::pair<std::uint64_t, std::uint64_t>> seeds;
    for (const GenerationRequest& request : requests) {
        for (int index = 0; index < request.count; ++index) {
            seeds.emplace_back(request.seedOf(index), request.variationSeed + static_cast<std::uint64_t>(index));
        }
    }
    return seeds;
}

GenerationRequest batch()
{
    GenerationRequest request;
    request.seed = UINT64_MAX - 1; // seeds go round
    request.variationSeed = 70;
    request.variationStrength = 0.5;
    request.count = 5;
    return request;
}

} // namespace

class TestBatch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftHasItsOwnSeeds_data()
    {
        QTest::addColumn<QList<int>>("made");
        QTest::addColumn<int>("requests");
        QTest::newRow("none") << QList<int>{} << 1;
        QTest::newRow("the first") << QList<int>{0} << 1;
        QTest::newRow("the last") << QList<int>{4} << 1;
        QTest::newRow("out of order") << QList<int>{1, 3} << 3;
        QTest::newRow("neighbours") << QList<int>{1, 2} << 2;
        QTest::newRow("all") << QList<int>{0, 1, 2, 3, 4} << 0;
    }

    void whatIsLeftHasItsOwnSeeds()
    {
        QFETCH(QList<int>, made);
        QFETCH(int, requests);
        GenerationRequest listed = batch();
        listed.seeds = {9, 8, 7, 6, 5};
        for (const GenerationRequest& request : {batch(), listed}) {
            const auto parts = remainderOf(request, {made.begin(), made.end()});
            QCOMPARE(parts.size(), static_cast<std::size_t>(requests));
            auto expected = seedsOf({request});
            for (auto place = made.rbegin(); place != made.rend(); ++place) {
                expected.erase(expected.begin() + *place);
            }
            QVERIFY(seedsOf(parts) == expected);
            for (const GenerationRequest& part : parts) {
                QVERIFY(validate(part).has_value());
            }
        }
    }

    void nothingElseChanges()
    {
        const GenerationRequest request = batch();
        QVERIFY(remainderOf(request, {}).front() == request);
        GenerationRequest part = partOf(request, 2, 2);
        part.count = request.count;
        part.seed = request.seed;
        part.variationSeed = request.variationSeed;
        QVERIFY(part == request);
        GenerationRequest plain = batch();
        plain.variationStrength = 0.;
        QCOMPARE(partOf(plain, 2, 1).variationSeed, plain.variationSeed);
    }
};

QTEST_APPLESS_MAIN(TestBatch)
#include "test_batch.moc"
