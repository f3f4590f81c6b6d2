// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

struct Ended {
    int code = -1;
    QByteArray out, err;
};

/// What lies in a folder: paths of files and links with what they hold or point to, the lock and pip's caches left out.
QMap<QString, QByteArray> treeOf(const QString& root)
{
    QMap<QString, QByteArray> tree;
    QDirIterator entries(root, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo entry(entries.next());
        const QString path = QDir(root).relativeFilePath(entry.filePath());
        if (path == ".lock" || path.contains(".dist-info/") || (entry.isDir() && !entry.isSymLink())) {
            continue;
        }
        QFile file(entry.filePath());
        tree[path] = entry.isSymLink() ? QByteArray("-> ") + QFile::symLinkTarget(entry.filePath()).toUtf8()
                     : file.open(QIODevice::ReadOnly) ? file.readAll()
                                                      : QByteArray("unreadable");
    }
    return tree;
}

} // namespace

/// tools/setup with real pip and tiny wheels, which have the names, versions and requirements of torch and its CUDA
/// set.
class TestSetup final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QProcess maker;
        maker.start("python3", {GESSO_SOURCE_DIR "/tests/tools/make_wheels.py", wheels()});
        QVERIFY(maker.waitForFinished() && maker.exitCode() == 0);
        m_environment.insert("PIP_NO_INDEX", "1");
        m_environment.insert("PIP_FIND_LINKS", wheels());
        m_environment.remove("GESSO_TORCH_ROOT");
        m_environment.remove("GESSO_CUDA_ROOT");
        init();
        QCOMPARE(setUp("ON").code, 0);
        m_expected = treeOf(m_deps);
        QVERIFY(m_expected.size() > 25);
    }

    void init()
    {
        m_deps = m_folder.filePath(QString("deps-%1").arg(++m_count));
        m_environment.insert("GESSO_DEPS", m_deps);
    }

    void processorAloneNeedsNoCuda()
    {
        const Ended ended = setUp("OFF");
        QCOMPARE(ended.code, 0);
        QVERIFY(has("torch-2.11.0/torch/lib/libtorch_cpu.so"));
        QVERIFY(has("torch-2.11.0/nvidia/cu13/lib/libgessotest_runtime.so.13"));
        QVERIFY(!QFile::exists(m_deps + "/cuda-for-torch-2.11.0"));
        QCOMPARE(run({"--check"}, "OFF").code, 0);
    }

    void takesThePinnedPartsOfTorchsRequirement()
    {
        QCOMPARE(setUp("ON").code, 0);
        const QString set = "cuda-for-torch-2.11.0/";
        for (const char* wheel :
             {"cuda_toolkit-13.0.2", "nvidia_cublas-13.1.0.3", "nvidia_cuda_cccl-13.0.85", "nvidia_cuda_crt-13.0.88",
              "nvidia_cuda_cupti-13.0.85", "nvidia_cuda_nvcc-13.0.88", "nvidia_cuda_nvrtc-13.0.88",
              "nvidia_cuda_runtime-13.0.96", "nvidia_cudnn_cu13-9.19.0.56", "nvidia_cufft-12.0.0.61",
              "nvidia_cusolver-12.0.4.66", "nvidia_nvvm-13.0.88"}) {
            QVERIFY2(QDir(m_deps + '/' + set + wheel + ".dist-info").exists(), wheel);
        }
        QCOMPARE(QDir(m_deps + '/' + set, "*.dist-info").count(), 12U);
        QVERIFY(QFileInfo(m_deps + '/' + set + "nvidia/cu13/bin/nvcc").isExecutable());
        QVERIFY(has(set + "nvidia/cu13/lib64/libgessotest_cufft.so"));
        QCOMPARE(run({"--print-cuda-root"}, "ON").out.trimmed(), (m_deps + '/' + set + "nvidia/cu13").toUtf8());
    }

    void everyWayEndsInTheSameTree()
    {
        QCOMPARE(setUp("OFF").code, 0);
        const auto processor = treeOf(m_deps);
        QCOMPARE(setUp("ON").code, 0);
        compareMoved(treeOf(m_deps), m_expected);
        for (auto entry = processor.begin(); entry != processor.end(); ++entry) {
            if (entry.key() != "torch-2.11.0/nvidia") {
                QCOMPARE(treeOf(m_deps).value(entry.key()), entry.value()); // nothing was taken away
            }
        }
        QCOMPARE(setUp("OFF", "nowhere").code, 0);
        compareMoved(treeOf(m_deps), m_expected);
    }

    void cutShortItIsTakenUpAgain_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::newRow("before pip") << "before";
        QTest::newRow("in pip's work") << "within";
        QTest::newRow("after pip") << "after";
    }

    /// Killed with all that it started, with SIGKILL, at a place where a python3 of ours waits.
    void cutShortItIsTakenUpAgain()
    {
        QFETCH(QString, stage);
        QCOMPARE(setUp("OFF").code, 0);
        const auto processor = treeOf(m_deps);

        const QString reached = m_folder.filePath("reached-" + stage);
        QProcess cut;
        cut.setProcessEnvironment(environmentOf("ON", slowPython(stage, reached)));
        cut.start("setsid", {"--wait", GESSO_SOURCE_DIR "/tools/setup"});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(reached), 60'000);
        QFile pid(reached);
        QVERIFY(pid.open(QIODevice::ReadOnly));
        QCOMPARE(::kill(-pid.readAll().trimmed().toInt(), SIGKILL), 0);
        QVERIFY(cut.waitForFinished());
        QVERIFY(cut.exitCode() != 0 || cut.exitStatus() == QProcess::CrashExit);

        auto left = treeOf(m_deps);
        left.removeIf([](const auto& entry) { return entry.key().contains(".part/"); });
        QCOMPARE(left, processor);
        QCOMPARE(run({"--check"}, "OFF").code, 0);
        QCOMPARE(setUp("ON").code, 0);
        compareMoved(treeOf(m_deps), m_expected);
        QCOMPARE(run({"--check"}, "ON").code, 0);
    }

    /// What lies between two of the last steps, and what users do: each is put right without a download.
    void halfDoneLinksArePutRight()
    {
        QCOMPARE(setUp("ON").code, 0);
        const auto whole = treeOf(m_deps);
        QCOMPARE(run({"--check"}, "ON").code, 0);
        QCOMPARE(setUp("ON", "nowhere").code, 0); // nothing to fetch
        QCOMPARE(treeOf(m_deps), whole);
        const QString link = m_deps + "/torch-2.11.0/nvidia";
        QVERIFY(QFile::remove(link));
        QCOMPARE(setUp("ON", "nowhere").code, 0);
        QCOMPARE(treeOf(m_deps), whole);

        QVERIFY(QFile::remove(link) && QFile::link("nvidia-cpu", link));
        QCOMPARE(setUp("ON", "nowhere").code, 0);
        QCOMPARE(treeOf(m_deps), whole);

        QVERIFY(QDir(m_deps + "/cuda-for-torch-2.11.0").removeRecursively());
        QCOMPARE(setUp("OFF", "nowhere").code, 0);
        QCOMPARE(run({"--check"}, "OFF").code, 0);
        QCOMPARE(setUp("ON").code, 0);
        QCOMPARE(treeOf(m_deps), whole);
    }

    /// An earlier set-up put all into one folder, and pip then deleted what the processor's half links.
    void treeOfAnEarlierSetUpIsPutRight()
    {
        QCOMPARE(setUp("OFF").code, 0);
        const QString torch = m_deps + "/torch-2.11.0/";
        QVERIFY(QFile::remove(torch + "nvidia"));
        QVERIFY(QDir().rename(torch + "nvidia-cpu", torch + "nvidia"));
        QCOMPARE(setUp("OFF", "nowhere").code, 0); // whole as it is
        QVERIFY(QFile::remove(torch + "nvidia/cu13/lib/libcupti.so.13"));
        QVERIFY(QDir(torch).mkpath("nvidia/cudnn/lib"));
        QCOMPARE(setUp("ON").code, 0);
        QCOMPARE(run({"--check"}, "ON").code, 0);
        QVERIFY(has("torch-2.11.0/nvidia/cudnn/lib/libgessotest_cudnn.so.9"));
    }

    void saysWhichLibraryIsMissing()
    {
        QCOMPARE(setUp("ON").code, 0);
        QVERIFY(QFile::remove(m_deps + "/cuda-for-torch-2.11.0/nvidia/cu13/lib/libgessotest_nvrtc.so.13"));
        const Ended ended = run({"--check"}, "ON");
        QVERIFY(ended.code != 0);
        for (const char* part : {"libtorch_cuda.so needs", "libcaffe2_nvrtc.so needs", "libgessotest_nvrtc.so.13",
                                 "GESSO_CUDA=ON tools/setup"}) {
            QVERIFY2(ended.err.contains(part), ended.err.constData());
        }
        QVERIFY(!ended.err.contains("libtorch_cpu.so needs"));
    }

    void withoutANetworkTheProcessorIsUsed()
    {
        QCOMPARE(setUp("OFF").code, 0);
        const auto processor = treeOf(m_deps);
        const Ended wanted = setUp("ON", "nowhere");
        QCOMPARE(wanted.code, 1);
        QVERIFY2(wanted.err.contains("CUDA could not be set up"), wanted.err.constData());
        auto left = treeOf(m_deps);
        left.removeIf([](const auto& entry) { return entry.key().contains(".part/"); });
        QCOMPARE(left, processor);
        QCOMPARE(run({"--check"}, "OFF").code, 0);
    }

private:
    QString wheels() const { return m_folder.filePath("wheels"); }
    bool has(const QString& path) const { return QFile::exists(m_deps + '/' + path); }

    QProcessEnvironment environmentOf(const QString& cuda, const QString& path = {}) const
    {
        QProcessEnvironment environment = m_environment;
        environment.insert("GESSO_CUDA", cuda);
        if (!path.isEmpty()) {
            environment.insert("PATH", path + ':' + environment.value("PATH"));
        }
        return environment;
    }

    Ended run(const QStringList& arguments, const QString& cuda, const QString& links = {}) const
    {
        QProcess process;
        QProcessEnvironment environment = environmentOf(cuda);
        if (!links.isEmpty()) {
            environment.insert("PIP_FIND_LINKS", m_folder.filePath(links));
        }
        process.setProcessEnvironment(environment);
        process.start(GESSO_SOURCE_DIR "/tools/setup", arguments);
        if (!process.waitForFinished(100'000)) {
            return {};
        }
        const QByteArray out = process.readAllStandardOutput();
        return {process.exitCode(), out, process.readAllStandardError()};
    }

    Ended setUp(const QString& cuda, const QString& links = {}) const { return run({}, cuda, links); }

    /// A folder with a python3 that waits for ever at one place of pip's work on the CUDA set, and says the session's
    /// id.
    QString slowPython(const QString& stage, const QString& reached) const
    {
        const QString folder = m_folder.filePath("slow-" + stage);
        QDir().mkpath(folder);
        QFile script(folder + "/python3");
        if (script.open(QIODevice::WriteOnly)) {
            const QString wait = QString("{ ps -o sid= -p $$ >%1.new; mv %1.new %1; sleep 600; }").arg(reached);
            QString text = "#!/bin/bash\nPATH=${PATH#*:}\ncase \"$*\" in *' -r '*) ;; *) exec python3 \"$@\" ;; esac\n";
            if (stage == "before") {
                text += wait;
            } else if (stage == "within") {
                text += "target=$(sed 's/.*--target \\([^ ]*\\).*/\\1/' <<<\"$*\")\nmkdir -p $target/nvidia/cu13/lib\n"
                        "echo half >$target/nvidia/cu13/lib/libhalf.so.1\n" +
                        wait;
            } else {
                text += "python3 \"$@\"\n" + wait;
            }
            script.write(text.toUtf8() + '\n');
            script.setPermissions(script.permissions() | QFile::ExeOwner);
        }
        return folder;
    }

    /// Two trees in different places: links within them are told relative to the place.
    static void compareMoved(QMap<QString, QByteArray> actual, const QMap<QString, QByteArray>& expected)
    {
        QCOMPARE(actual.keys(), expected.keys());
        for (auto entry = actual.begin(); entry != actual.end(); ++entry) {
            const QByteArray other = expected.value(entry.key());
            if (entry.value().startsWith("-> ")) {
                QCOMPARE(entry.value().split('/').last(), other.split('/').last());
            } else {
                QCOMPARE(entry.value(), other);
            }
        }
    }

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QString m_deps;
    QMap<QString, QByteArray> m_expected; ///< what a set-up with CUDA from nothing leaves
    int m_count = 0;
};

QTEST_GUILESS_MAIN(TestSetup)
#include "test_setup.moc"
