// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/result_store.h"

#include <QTest>

#include <atomic>
#include <map>
#include <random>
#include <thread>

using namespace gesso;

namespace {

constexpr int kSide = 10;
constexpr std::size_t kBytes = std::size_t{kSide} * kSide * 3;

Image image(int number)
{
    return {kSide, kSide, 3, std::vector<std::uint8_t>(kBytes, static_cast<std::uint8_t>(number))};
}

Picture picture(int number)
{
    return std::make_shared<const Image>(image(number));
}

int numberOf(const Result<Picture>& read)
{
    return read ? (*read)->u8().front() : -1;
}

/// Files in memory, by number.
struct Disk {
    std::atomic<int> reads = 0;
    bool fails = false;

    ResultStore::Read reader()
    {
        return [this](const std::filesystem::path& file) -> Result<Image> {
            ++reads;
            if (fails) {
                return fail(ErrorCode::FileNotReadable, "gone");
            }
            return image(std::stoi(file.string()));
        };
    }
};

} // namespace

class TestResultStore final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesWithoutAFileStayInMemory()
    {
        Disk disk;
        const ResultStore store(disk.reader(), 2 * kBytes);
        std::vector<StoredPicture> pictures;
        for (int i = 0; i < 10; ++i) {
            pictures.push_back(store.add(picture(i)));
        }
        QCOMPARE(store.bytes(), 10 * kBytes);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(numberOf(pictures[static_cast<std::size_t>(i)].read()), i);
        }
        QCOMPARE(disk.reads.load(), 0);
    }

    void thoseOnDiskLeaveTheMemoryTheLeastWantedFirst()
    {
        Disk disk;
        const ResultStore store(disk.reader(), 3 * kBytes);
        std::vector<StoredPicture> pictures;
        for (int i = 0; i < 5; ++i) {
            pictures.push_back(store.add(picture(i)));
            pictures.back().setFile(std::to_string(i));
            QVERIFY(pictures[0].inMemory() != nullptr); // it is wanted all the time
        }
        QCOMPARE(store.bytes(), 3 * kBytes);
        QVERIFY(pictures[1].inMemory() == nullptr && pictures[2].inMemory() == nullptr);
        QCOMPARE(numberOf(pictures[1].read()), 1);
        QCOMPARE(disk.reads.load(), 1);
        QVERIFY(pictures[1].inMemory() != nullptr);
        QCOMPARE(store.bytes(), 3 * kBytes);
    }

    void thousandsTakeNoMoreThanTheBudget()
    {
        Disk disk;
        const ResultStore store(disk.reader(), 50 * kBytes);
        std::vector<StoredPicture> pictures;
        std::mt19937 random(3);
        for (int i = 0; i < 2000; ++i) {
            pictures.push_back(store.add(picture(i % 200)));
            pictures.back().setFile(std::to_string(i % 200));
            const std::size_t any = random() % pictures.size();
            QCOMPARE(numberOf(pictures[any].read()), static_cast<int>(any % 200));
            QVERIFY(store.bytes() <= 50 * kBytes);
        }
        pictures.clear();
        QCOMPARE(store.bytes(), std::size_t(0));
    }

    void oneThatStandsInAFileIsReadWhenItIsWanted()
    {
        Disk disk;
        const ResultStore store(disk.reader(), kBytes);
        const StoredPicture stored = store.add(std::filesystem::path("7"));
        QCOMPARE(disk.reads.load(), 0);
        QVERIFY(stored && stored.inMemory() == nullptr);
        QCOMPARE(numberOf(stored.read()), 7);
        const StoredPicture copy = stored;
        QCOMPARE(numberOf(copy.read()), 7);
        QCOMPARE(disk.reads.load(), 1);
        QVERIFY(copy == stored);
    }

    void oneLargerThanTheBudgetCanBeWorkedWith()
    {
        Disk disk;
        const ResultStore store(disk.reader(), kBytes / 2);
        const StoredPicture stored = store.add(std::filesystem::path("7"));
        const Result<Picture> read = stored.read();
        QCOMPARE(numberOf(read), 7);
        QVERIFY(stored.inMemory() != nullptr); // it is the one that is wanted
        const StoredPicture next = store.add(picture(8));
        QVERIFY(stored.inMemory() == nullptr);
        QCOMPARE(numberOf(read), 7); // whoever has it keeps it
    }

    void failuresAreTold()
    {
        Disk disk;
        const ResultStore store(disk.reader());
        const StoredPicture stored = store.add(std::filesystem::path("7"));
        disk.fails = true;
        QCOMPARE(stored.read().error().message, std::string("gone"));
        disk.fails = false;
        QCOMPARE(numberOf(stored.read()), 7);
        QVERIFY(!StoredPicture());
        QVERIFY(!StoredPicture().read());
        QVERIFY(!store.add(Picture()));
    }

    void picturesOutliveTheirStore()
    {
        Disk disk;
        StoredPicture stored;
        {
            const ResultStore store(disk.reader(), kBytes);
            stored = store.add(std::filesystem::path("7"));
        }
        QCOMPARE(numberOf(stored.read()), 7);
    }

    void aFileThatIsWrittenAnewIsFound()
    {
        StoredPicture stored;
        const ResultStore store(
            [&](const std::filesystem::path& file) -> Result<Image> {
                if (file == "old") {
                    stored.setFile("new");
                    return fail(ErrorCode::FileNotReadable, "gone");
                }
                return image(9);
            },
            kBytes);
        stored = store.add(std::filesystem::path("old"));
        QCOMPARE(numberOf(stored.read()), 9);
    }

    void threadsMayShareIt()
    {
        Disk disk;
        const ResultStore store(disk.reader(), 5 * kBytes);
        std::vector<StoredPicture> pictures;
        for (int i = 0; i < 40; ++i) {
            pictures.push_back(store.add(std::filesystem::path(std::to_string(i))));
        }
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (unsigned seed = 0; seed < 4; ++seed) {
                threads.emplace_back([&, seed] {
                    std::mt19937 random(seed);
                    for (int i = 0; i < 2000; ++i) {
                        const std::size_t any = random() % pictures.size();
                        wrong += numberOf(pictures[any].read()) == static_cast<int>(any) ? 0 : 1;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
        QVERIFY(store.bytes() <= 5 * kBytes);
    }
};

QTEST_APPLESS_MAIN(TestResultStore)
#include "test_result_store.moc"
