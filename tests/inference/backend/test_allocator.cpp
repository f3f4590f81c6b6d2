// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/backend/allocator.h"

#include <ATen/ATen.h>
#include <QTest>

#include <sys/resource.h>
#include <thread>

using namespace gesso::inference;

namespace {

constexpr std::int64_t kMegabyte = std::int64_t{1} << 20;

at::Tensor bytes(std::int64_t count)
{
    return at::empty({count}, at::kByte);
}

long pageFaults()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

} // namespace

class TestAllocator final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        configureAllocator(64 * kMegabyte);
        releaseKeptMemory();
    }

    void keepsPagesForTheNextTensor()
    {
        bytes(40 * kMegabyte).fill_(1);
        const long before = pageFaults();
        for (int i = 0; i < 8; ++i) {
            bytes(40 * kMegabyte - 1000 * i).fill_(2);
        }
        QVERIFY2(pageFaults() - before < 100, qPrintable(QString::number(pageFaults() - before)));
    }

    void keepsNoMoreThanItsLimit()
    {
        std::vector<at::Tensor> tensors;
        for (int i = 0; i < 10; ++i) {
            tensors.push_back(bytes((10 + i) * kMegabyte));
        }
        tensors.clear();
        QVERIFY(allocatorUse().kept > 0);
        QVERIFY(allocatorUse().kept <= 64 * static_cast<std::size_t>(kMegabyte));
        releaseKeptMemory();
        QCOMPARE(allocatorUse().kept, std::size_t{0});
    }

    void countsWhatIsInUse()
    {
        const std::size_t before = allocatorUse().inUse;
        at::Tensor tensor = bytes(5 * kMegabyte);
        QVERIFY(allocatorUse().inUse >= before + 5 * kMegabyte);
        tensor.reset();
        QCOMPARE(allocatorUse().inUse, before);
    }

    /// A small tensor must not sit in a block many times its size.
    void doesNotWasteLargeBlocks()
    {
        bytes(60 * kMegabyte);
        const std::size_t before = allocatorUse().inUse;
        const at::Tensor small = bytes(2 * kMegabyte);
        QVERIFY(allocatorUse().inUse - before < 3 * kMegabyte);
    }

    void alignsForVectorInstructions()
    {
        for (const std::int64_t size : {1L, 63L, 4096L, 3 * kMegabyte}) {
            QCOMPARE(reinterpret_cast<std::uintptr_t>(bytes(size).data_ptr()) % 64, std::uintptr_t{0});
        }
    }

    void tensorsMayDieOnAnotherThread()
    {
        const std::size_t before = allocatorUse().inUse;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([tensor = bytes(2 * kMegabyte)]() mutable {
                    for (int round = 0; round < 50; ++round) {
                        tensor = bytes(2 * kMegabyte + 4096 * round);
                    }
                });
            }
        }
        QCOMPARE(allocatorUse().inUse, before);
    }

    void absurdSizesAreRefused() { QVERIFY_EXCEPTION_THROWN(bytes(std::int64_t{1} << 62), c10::Error); }
};

QTEST_APPLESS_MAIN(TestAllocator)
#include "test_allocator.moc"
