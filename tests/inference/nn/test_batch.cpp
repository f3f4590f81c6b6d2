// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/nn/batch.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso::inference;

class TestBatch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreRepeatedAsWholeBatches()
    {
        const at::Tensor x = at::arange(2 * 3 * 4 * 5, at::kFloat).reshape({2, 3, 4, 5});
        const at::Tensor repeated = repeatBatch(x, 6);
        QVERIFY(at::equal(repeated, at::cat({x, x, x})));
    }

    void channelsLastMemoryIsKept()
    {
        const at::Tensor x = at::rand({1, 3, 4, 5}).contiguous(at::MemoryFormat::ChannelsLast);
        QVERIFY(repeatBatch(x, 2).is_contiguous(at::MemoryFormat::ChannelsLast));
    }

    void aBatchThatIsLargeEnoughIsNotCopied()
    {
        const at::Tensor x = at::rand({2, 3, 4, 5});
        QVERIFY(repeatBatch(x, 2).is_same(x));
    }

    void tokensOfChannelsLastMemoryAreAView()
    {
        const at::Tensor x = at::rand({2, 3, 4, 5}).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor tokens = pictureToTokens(x);
        QVERIFY(tokens.is_contiguous());
        QCOMPARE(tokens.data_ptr(), x.data_ptr());
        QVERIFY(at::equal(tokens[1][7], x.select(0, 1).select(1, 1).select(1, 2)));
    }

    void tokensOfOtherMemoryAreContiguousToo()
    {
        const at::Tensor x = at::rand({2, 3, 4, 5});
        QVERIFY(pictureToTokens(x).is_contiguous());
        QVERIFY(at::equal(tokensToPicture(pictureToTokens(x), 4, 5), x));
    }

    void theWayBackIsAChannelsLastView()
    {
        const at::Tensor tokens = at::rand({2, 20, 3});
        const at::Tensor picture = tokensToPicture(tokens, 4, 5);
        QVERIFY(picture.is_contiguous(at::MemoryFormat::ChannelsLast));
        QCOMPARE(picture.data_ptr(), tokens.data_ptr());
    }
};

QTEST_APPLESS_MAIN(TestBatch)
#include "test_batch.moc"
