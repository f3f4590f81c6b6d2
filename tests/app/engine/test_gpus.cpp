// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

namespace {

struct Ended {
    int code = -1;
    QString out, err;
};

constexpr const char* kTests = GESSO_BIN_DIR "/../tests";

} // namespace

/// What users hear of GPUs: the programs as they ship, with drivers and plugins that are stood in for.
class TestGpus final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_environment.remove("LD_LIBRARY_PATH");
        m_environment.insert("XDG_CACHE_HOME", m_folder.filePath("cache"));
        if (QFile::exists("/proc/driver/nvidia/version")) {
            QSKIP("this machine has a driver of its own");
        }
    }

    void init()
    {
        m_folderOfEngine = m_folder.filePath(QString("engine-%1").arg(++m_count));
        QVERIFY(QDir().mkpath(m_folderOfEngine));
        for (const char* beside : {"lib", "share"}) { // where the engine looks for libtorch, and for what comes with it
            QFile::link(GESSO_BIN_DIR "/../" + QString(beside), m_folder.filePath(beside));
        }
        const QString from = GESSO_BIN_DIR "/gesso-engine";
        const QString to = m_folderOfEngine + "/gesso-engine";
        QVERIFY(::link(from.toUtf8(), to.toUtf8()) == 0 || QFile::copy(from, to));
        for (const QString& name : m_environment.keys()) {
            if (name.startsWith("FAKE_")) {
                m_environment.remove(name);
            }
        }
        m_environment.remove("LD_LIBRARY_PATH");
        m_environment.insert("GESSO_ENGINE", to + " serve");
    }

    void saysWhyThereIsNoGpu_data()
    {
        QTest::addColumn<QString>("driver"); // folder of its libcuda.so.1
        QTest::addColumn<QString>("plugin"); // folder of its libgesso_cuda.so
        QTest::addColumn<QStringList>("said");
        QTest::newRow("no driver") << ""
                                   << "odd-BUILD" << QStringList{"no NVIDIA driver was found", "580 or newer"};
        QTest::newRow("no plugin") << "fake-driver"
                                   << "" << QStringList{"no CUDA plugin", "GESSO_CUDA=ON tools/setup"};
        QTest::newRow("plugin of another libtorch")
            << "fake-driver"
            << "odd-BUILD" << QStringList{"another build", "libtorch 2.9.1", "libtorch 2.11", "tools/build"};
        QTest::newRow("plugin of another libtorch that links")
            << "fake-driver"
            << "odd-SYMBOL" << QStringList{"another build", "gessoSymbolOfAnotherLibtorch", "tools/build"};
        QTest::newRow("library missing") << "fake-driver"
                                         << "odd-LIBRARY"
                                         << QStringList{"libgesso_absent.so", "GESSO_CUDA=ON tools/setup"};
    }

    void saysWhyThereIsNoGpu()
    {
        QFETCH(QString, driver);
        QFETCH(QString, plugin);
        QFETCH(QStringList, said);
        useDriver(driver);
        usePlugin(plugin);
        compareAll(said);
    }

    /// The plugin itself, with the toolkit's stub for a driver and with one that answers as it is told.
    void thePluginSaysWhyThereIsNoGpu_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QStringList>("said");
        QTest::newRow("toolkit's stub") << "stub"
                                        << QStringList{"CUDA toolkit's stub", "LD_LIBRARY_PATH", "580 or newer"};
        QTest::newRow("too old") << "FAKE_CUDA_VERSION=12040" << QStringList{"too old", "CUDA 12.4", "580 or newer"};
        QTest::newRow("no GPU") << "FAKE_CUDA_INIT=100" << QStringList{"finds no GPU", "nvidia-smi"};
        QTest::newRow("sick") << "FAKE_CUDA_SICK=0" << QStringList{"cuda:0", "does not answer", "uncorrectable ECC"};
    }

    void thePluginSaysWhyThereIsNoGpu()
    {
        QFETCH(QString, variable);
        QFETCH(QStringList, said);
        if (!takeRealPlugin()) {
            QSKIP("this build has no CUDA plugin");
        }
        if (variable == "stub") {
            const QString stub = GESSO_CUDA_STUB;
            if (!QFile::exists(stub)) {
                QSKIP("this toolkit has no stub of the driver");
            }
            QVERIFY(QFile::link(stub, m_folderOfEngine + "/libcuda.so.1"));
            m_environment.insert("LD_LIBRARY_PATH", m_folderOfEngine + ':' + m_standIns);
        } else {
            useDriver("fake-driver");
            m_environment.insert("LD_LIBRARY_PATH", m_environment.value("LD_LIBRARY_PATH") + ':' + m_standIns);
            m_environment.insert(variable.section('=', 0, 0), variable.section('=', 1));
        }
        compareAll(said);
    }

    /// The fake driver has no function that opens a context: whoever did so would fail.
    void thePluginListsGpusWithoutOpeningThem()
    {
        if (!takeRealPlugin()) {
            QSKIP("this build has no CUDA plugin");
        }
        useDriver("fake-driver");
        m_environment.insert("LD_LIBRARY_PATH", m_environment.value("LD_LIBRARY_PATH") + ':' + m_standIns);
        m_environment.insert("FAKE_CUDA_COUNT", "2");
        m_environment.insert("FAKE_CUDA_SICK", "1");
        const Ended info = run(m_folderOfEngine + "/gesso-engine", {"info"});
        QCOMPARE(info.code, 0);
        QVERIFY2(info.out.contains("cuda:0: NVIDIA Fake 0, 8.0 GiB"), qPrintable(info.out));
        QVERIFY2(info.out.contains("cuda:1") && info.out.contains("does not answer"), qPrintable(info.out));
        QVERIFY(!info.out.contains("No GPU is used"));
        QCOMPARE(generate("cpu").code, 0); // serve is well
        const Ended opened = generate("cuda");
        QCOMPARE(opened.code, 4);
        QVERIFY2(opened.err.contains("cuda:0 cannot be used: this GPU could not be opened"), qPrintable(opened.err));
    }

    void aGpuMakesThePictureOfTheProcessor()
    {
        useDriver("fake-driver");
        usePlugin("fake-gpus");
        const Ended gpu = generate("auto");
        QVERIFY2(gpu.code == 0, qPrintable(gpu.err));
        const QJsonObject report = QJsonDocument::fromJson(gpu.out.toUtf8()).object();
        QCOMPARE(report["device"].toString(), QString("cuda:0"));
        QVERIFY(!report.contains("deviceNote"));
        QVERIFY(
            run(m_folderOfEngine + "/gesso-engine", {"info"}).out.contains("cuda:0: Fake GPU, 1.0 GiB, 1.0 GiB free"));
    }

    /// Decision 0001: the process ends, another one does the job again.
    void aLostGpuCostsNoJob()
    {
        useDriver("fake-driver");
        usePlugin("fake-gpus");
        m_environment.insert("FAKE_GPU_LOST", "0");
        m_environment.insert("FAKE_GPU_ONCE", m_folder.filePath("failed-once"));
        const Ended ended = generate("cuda");
        QVERIFY(QFile::exists(m_folder.filePath("failed-once")));
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QCOMPARE(QJsonDocument::fromJson(ended.out.toUtf8()).object()["images"].toArray().size(), 2);
    }

    void aGpuThatIsLostAgainIsNamed()
    {
        useDriver("fake-driver");
        usePlugin("fake-gpus");
        m_environment.insert("FAKE_GPU_LOST", "0");
        const Ended ended = generate("cuda");
        QCOMPARE(ended.code, 4);
        for (const char* part : {"cuda:0 has failed", "illegal memory access"}) {
            QVERIFY2(ended.err.contains(part), qPrintable(ended.err));
        }
    }

    void aSickGpuLeavesItsWorkToTheOthers()
    {
        useDriver("fake-driver");
        usePlugin("fake-gpus");
        m_environment.insert("FAKE_GPUS", "2");
        m_environment.insert("FAKE_GPU_SICK", "0");
        const Ended ended = generate("auto");
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
        QCOMPARE(QJsonDocument::fromJson(ended.out.toUtf8()).object()["device"].toString(), QString("cuda:1"));
    }

private:
    void useDriver(const QString& folder)
    {
        if (!folder.isEmpty()) {
            m_environment.insert("LD_LIBRARY_PATH", QString(kTests) + '/' + folder);
        }
    }

    void usePlugin(const QString& folder)
    {
        if (!folder.isEmpty()) {
            QVERIFY(QFile::link(QString(kTests) + '/' + folder + "/libgesso_cuda.so", pluginPath()));
        }
    }

    QString pluginPath() const { return m_folderOfEngine + "/libgesso_cuda.so"; }

    /// Puts the plugin beside the engine. Where CUDA is not set up here, small libraries stand in for what its
    /// libraries link; they are never called.
    bool takeRealPlugin()
    {
        const QString plugin = GESSO_BIN_DIR "/libgesso_cuda.so";
        if (!QFile::exists(plugin) || !QFile::link(plugin, pluginPath())) {
            return false;
        }
        if (!m_standIns.isEmpty()) {
            return true;
        }
        m_standIns = m_folder.filePath("stand-ins");
        QDir().mkpath(m_standIns);
        const QString libraries = "grep 'not found' <(ldd '" + plugin + "') | awk '{print $1}' | sort -u";
        const Ended missing = run("bash", {"-c", libraries});
        for (const QString& soname : missing.out.split('\n', Qt::SkipEmptyParts)) {
            const Ended made =
                run(GESSO_SOURCE_DIR "/tests/support/make_stand_in.sh", {GESSO_TORCH_LIB, soname, m_standIns});
            if (made.code != 0) {
                qWarning() << made.err;
                return false;
            }
        }
        return true;
    }

    /// Each way to hear of it says all parts.
    void compareAll(const QStringList& said)
    {
        const QString engine = m_folderOfEngine + "/gesso-engine";
        const Ended info = run(engine, {"info"});
        QCOMPARE(info.code, 0);
        const Ended doctor = run(engine, {"doctor", "--device", "cuda:0"});
        QCOMPARE(doctor.code, 4);
        const Ended wanted = generate("cuda");
        QCOMPARE(wanted.code, 4);
        const Ended automatic = generate("auto");
        QCOMPARE(automatic.code, 0);
        const QJsonObject report = QJsonDocument::fromJson(automatic.out.toUtf8()).object();
        QCOMPARE(report["device"].toString(), QString("cpu:0"));
        const QString note = report["deviceNote"].toString();
        QVERIFY(note.startsWith("No GPU is used: "));
        for (const QString& part : said) {
            QVERIFY2(info.out.contains(part), qPrintable(info.out));
            QVERIFY2(doctor.err.contains(part), qPrintable(doctor.err));
            QVERIFY2(wanted.err.contains(part), qPrintable(wanted.err));
            QVERIFY2(note.contains(part), qPrintable(note));
        }
    }

    Ended generate(const QString& device)
    {
        return run(GESSO_BIN_DIR "/gesso-cli",
                   {"generate", "a cat", "--model", GESSO_FIXTURES "/models/sd1-tiny", "--steps", "2", "--size",
                    "64x64", "--count", "2", "--precision", "fp32", "--device", device, "--json", "--out",
                    m_folder.filePath("out")});
    }

    Ended run(const QString& program, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(program, arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(100'000) || process.exitStatus() != QProcess::NormalExit) {
            return {};
        }
        const QString out = QString::fromUtf8(process.readAllStandardOutput());
        return {process.exitCode(), out, QString::fromUtf8(process.readAllStandardError())};
    }

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QString m_folderOfEngine, m_standIns;
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestGpus)
#include "test_gpus.moc"
