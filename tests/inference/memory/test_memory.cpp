// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/memory/host_memory.h"
#include "inference/memory/memory_estimate.h"
#include "inference/models/unet_config.h"
#include "inference/models/vae_config.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso::inference;

namespace {

constexpr std::uint64_t kGibibyte = std::uint64_t{1} << 30U;

void write(const QString& path, const QByteArray& text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

UNetConfig stableDiffusionUNet()
{
    UNetConfig config;
    config.levels.resize(4);
    config.levels[1].channels = 640;
    config.levels[2].channels = 1280;
    config.levels[3].channels = 1280;
    return config;
}

VaeConfig stableDiffusionVae()
{
    VaeConfig config;
    config.blockOutChannels = {128, 256, 512, 512};
    return config;
}

} // namespace

class TestMemory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheKernelSays();
    void aControlGroupsLimitCounts();
    void saysNothingWhereNothingIsKnown();
    void bytesAreReadable();
    void anEstimateGrowsWithThePicture();
};

void TestMemory::readsWhatTheKernelSays()
{
    const QTemporaryDir root;
    write(root.filePath("proc/meminfo"), "MemTotal:  8388608 kB\nMemFree: 1 kB\nMemAvailable:  4194304 kB\n");
    QCOMPARE(availableHostMemory(root.path().toStdString()), std::optional(4 * kGibibyte));
    QCOMPARE(totalHostMemory(root.path().toStdString()), 8 * kGibibyte);
}

void TestMemory::aControlGroupsLimitCounts()
{
    const QTemporaryDir root;
    write(root.filePath("proc/meminfo"), "MemTotal:  8388608 kB\nMemAvailable:  4194304 kB\n");
    write(root.filePath("sys/fs/cgroup/memory.max"), "3221225472\n");
    write(root.filePath("sys/fs/cgroup/memory.current"), "1073741824\n");
    QCOMPARE(availableHostMemory(root.path().toStdString()), std::optional(2 * kGibibyte));
    QCOMPARE(totalHostMemory(root.path().toStdString()), 3 * kGibibyte);
    write(root.filePath("sys/fs/cgroup/memory.max"), "max\n");
    QCOMPARE(availableHostMemory(root.path().toStdString()), std::optional(4 * kGibibyte));
}

void TestMemory::saysNothingWhereNothingIsKnown()
{
    const QTemporaryDir root;
    QVERIFY(!availableHostMemory(root.path().toStdString()));
    QCOMPARE(totalHostMemory(root.path().toStdString()), std::uint64_t{0});
}

void TestMemory::bytesAreReadable()
{
    QCOMPARE(readableBytes(325058560), std::string("310 MiB"));
    QCOMPARE(readableBytes(5583457485), std::string("5.2 GiB"));
}

void TestMemory::anEstimateGrowsWithThePicture()
{
    const auto bytes = [](int side, bool guidance) {
        return activationBytes(stableDiffusionUNet(), stableDiffusionVae(), {side, side, side, side}, guidance, 4);
    };
    // The decoder's two widest tensors alone take 0.5 GiB at 512 x 512.
    QVERIFY(bytes(512, true) > kGibibyte / 2);
    QVERIFY(bytes(512, true) < 4 * kGibibyte);
    QVERIFY(bytes(1024, true) >= 4 * bytes(512, true));
    QVERIFY(bytes(512, false) <= bytes(512, true));
}

QTEST_APPLESS_MAIN(TestMemory)
#include "test_memory.moc"
