// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

namespace {

QString outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

} // namespace

/// How the plugin is built, where it is (GESSO_CUDA).
class TestCudaBuild final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!GESSO_WITH_CUDA) {
            QSKIP("this build has no CUDA plugin");
        }
    }

    /// Nothing in the plugin names a symbol of libtorch_cuda.so, which brings the CUDA backend by being loaded.
    void thePluginNeedsTorchsCudaHalf()
    {
        const QString dynamic = outputOf("readelf", {"-d", GESSO_BIN_DIR "/libgesso_cuda.so"});
        for (const char* library :
             {"libtorch_cuda.so", "libc10_cuda.so", "libtorch_cpu.so", "libc10.so", "libcudart.so"}) {
            QVERIFY2(dynamic.contains(QRegularExpression(QString("NEEDED.*\\[%1").arg(library))), library);
        }
        QVERIFY2(!dynamic.contains("libcuda.so"), "the driver may be missing or old");
    }

    /// `./run` and `./run WORD` ask for these targets.
    void whoeverRunsGessoBuildsThePlugin()
    {
        QFile script(GESSO_SOURCE_DIR "/run");
        QVERIFY(script.open(QIODevice::ReadOnly));
        static const QRegularExpression build("tools/build\" release ([a-z -]+)\n");
        auto found = build.globalMatch(QString::fromUtf8(script.readAll()));
        int ways = 0;
        while (found.hasNext()) {
            ++ways;
            const QStringList targets = found.next().captured(1).split(' ', Qt::SkipEmptyParts);
            const QString commands =
                outputOf("ninja", QStringList{"-C", GESSO_BIN_DIR "/..", "-t", "inputs"} + targets);
            QVERIFY2(commands.contains("bin/libgesso_cuda.so\n"), qPrintable(targets.join(' ')));
        }
        QCOMPARE(ways, 2);
    }

    /// Turing to Blackwell, which are what CUDA 13 and torch's wheel know.
    void releasesHaveEveryArchitecture()
    {
        if (!QString(GESSO_CUDA_ARCHITECTURES).contains(',')) {
            QSKIP("not a release's architectures");
        }
        for (const char* architecture : {"75", "80", "86", "89", "90", "100", "120"}) {
            QVERIFY2(QString(GESSO_CUDA_ARCHITECTURES).split(',').contains(QString(architecture) + "-real"),
                     architecture);
        }
    }
};

QTEST_GUILESS_MAIN(TestCudaBuild)
#include "test_cuda_build.moc"
