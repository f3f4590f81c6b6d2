// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/cuda/driver.h"

#include <QTest>

using namespace gesso::inference::cuda;

/// What is said of the driver that is there: here one that answers as it is told (fake_driver.c).
class TestDriver final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char* name : {"INIT", "VERSION", "COUNT", "CAPABILITY", "SICK"}) {
            qunsetenv(QByteArray("FAKE_CUDA_") + name);
        }
        qunsetenv("CUDA_VISIBLE_DEVICES");
    }

    void listsGpus()
    {
        qputenv("FAKE_CUDA_COUNT", "2");
        const DriverView view = askDriver();
        QCOMPARE(view.missing, std::string());
        QCOMPARE(view.version, 13000);
        QCOMPARE(view.gpus.size(), std::size_t{2});
        QCOMPARE(view.gpus[1].name, std::string("NVIDIA Fake 1"));
        QCOMPARE(view.gpus[1].memoryBytes, std::uint64_t{1} << 34U);
        QCOMPARE(view.gpus[1].trouble, std::string());
    }

    void aSickGpuLeavesTheOthers()
    {
        qputenv("FAKE_CUDA_COUNT", "3");
        qputenv("FAKE_CUDA_SICK", "1");
        const DriverView view = askDriver();
        QCOMPARE(view.gpus.size(), std::size_t{3});
        QCOMPARE(view.gpus[0].trouble, std::string());
        QVERIFY(view.gpus[1].trouble.find("uncorrectable ECC error encountered (214)") != std::string::npos);
        QCOMPARE(view.gpus[2].trouble, std::string());
    }

    void saysWhyThereIsNone_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QStringList>("said");
        const auto row = [](const char* name, const char* variable, const char* value, const QStringList& said) {
            QTest::newRow(name) << QByteArray(variable) << QByteArray(value) << said;
        };
        row("old", "FAKE_CUDA_VERSION", "12040", {"too old", "CUDA 12.4", "580 or newer"});
        row("very old", "FAKE_CUDA_VERSION", "9020", {"too old", "CUDA 9.2", "580 or newer"});
        row("stub", "FAKE_CUDA_INIT", "34", {"stub", "LD_LIBRARY_PATH", "580 or newer"});
        row("none", "FAKE_CUDA_INIT", "100", {"finds no GPU", "nvidia-smi"});
        row("count of none", "FAKE_CUDA_COUNT", "0", {"finds no GPU"});
        row("halves", "FAKE_CUDA_INIT", "803", {"different versions", "restart"});
        row("other", "FAKE_CUDA_INIT", "999", {"does not start", "(999)", "nvidia-smi"});
    }

    void saysWhyThereIsNone()
    {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, value);
        QFETCH(QStringList, said);
        qputenv(variable, value);
        const DriverView view = askDriver();
        QVERIFY(view.gpus.empty());
        for (const QString& part : said) {
            QVERIFY2(QString::fromStdString(view.missing).contains(part), view.missing.c_str());
        }
    }

    void newerMinorVersionsAreFine()
    {
        qputenv("FAKE_CUDA_VERSION", "13020");
        QCOMPARE(askDriver().missing, std::string());
        qputenv("FAKE_CUDA_VERSION", "14000");
        QCOMPARE(askDriver().missing, std::string());
    }

    void hiddenGpusAreThoughtOf()
    {
        qputenv("FAKE_CUDA_INIT", "100");
        qputenv("CUDA_VISIBLE_DEVICES", "7");
        QVERIFY(askDriver().missing.find("CUDA_VISIBLE_DEVICES is '7'") != std::string::npos);
    }

    void oldGpusAreRefused()
    {
        qputenv("FAKE_CUDA_CAPABILITY", "61");
        QVERIFY(askDriver().gpus.at(0).trouble.find("compute capability is 6.1") != std::string::npos);
        qputenv("FAKE_CUDA_CAPABILITY", "75");
        QCOMPARE(askDriver().gpus.at(0).trouble, std::string());
        qputenv("FAKE_CUDA_CAPABILITY", "120");
        QCOMPARE(askDriver().gpus.at(0).trouble, std::string());
    }
};

QTEST_APPLESS_MAIN(TestDriver)
#include "test_driver.moc"
