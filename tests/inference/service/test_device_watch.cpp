// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/device_watch.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <stdexcept>

using namespace gesso;
using namespace gesso::inference;
using namespace std::chrono_literals;

class TestDeviceWatch final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatHasChangedByMuch()
    {
        std::atomic<std::uint64_t> free = 1000;
        std::atomic<int> looks = 0;
        std::atomic<int> told = 0;
        std::atomic<std::uint64_t> last = 0;
        const DeviceWatch watch(
            [&] {
                ++looks;
                return std::vector<DeviceInfo>{{"cpu:0", "CPU", 25'600, free}};
            },
            [&](const std::vector<DeviceInfo>& devices) {
                ++told;
                last = devices.at(0).freeBytes;
            },
            1ms);
        QTRY_COMPARE(told.load(), 1);
        free = 1100; // 1/256 of all: not worth a word
        const int before = looks;
        QTRY_VERIFY(looks > before + 2);
        QCOMPARE(told.load(), 1);
        free = 1101;
        QTRY_COMPARE(last.load(), std::uint64_t{1101});
        QCOMPARE(told.load(), 2);
    }

    void survivesADeviceThatFails()
    {
        std::atomic<int> looks = 0;
        std::atomic<int> told = 0;
        const DeviceWatch watch(
            [&] {
                if (++looks % 2 == 0) {
                    throw std::runtime_error("the GPU fell off the bus");
                }
                return std::vector<DeviceInfo>{{"cuda:0", "GPU", 100, 50}};
            },
            [&](const std::vector<DeviceInfo>&) { ++told; }, 1ms);
        QTRY_VERIFY(told >= 2);
    }

    void endsAtOnceWhileItWaits()
    {
        std::atomic<int> told = 0;
        const auto watch = std::make_unique<DeviceWatch>(
            [] {
                return std::vector<DeviceInfo>{{"cpu:0", "CPU", 1, 1}};
            },
            [&](const std::vector<DeviceInfo>&) { ++told; }, 1h);
        QTRY_COMPARE(told.load(), 1);
        // The watch ends here; a test that hangs fails by its time limit.
    }
};

QTEST_GUILESS_MAIN(TestDeviceWatch)
#include "test_device_watch.moc"
