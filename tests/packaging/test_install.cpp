// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kLimitMs = 240'000;

struct Run {
    int exitCode = -1;
    QByteArray output, errors;
};

/// Runs a program with nothing of ours in its environment but a home folder.
Run run(const QString& program, const QStringList& arguments, const QString& home)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    environment.insert(QStringLiteral("HOME"), home);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(home);
    process.start(program, arguments);
    if (!process.waitForFinished(kLimitMs) || process.exitStatus() != QProcess::NormalExit) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

/// What `cmake --install` makes is moved away and used there.
class TestInstall final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_root.isValid());
        QVERIFY(QDir(m_root.path()).mkdir(QStringLiteral("home")));
        const QString first = m_root.filePath(QStringLiteral("first"));
        const Run installed = run(
            QStringLiteral(GESSO_CMAKE),
            {QStringLiteral("--install"), QStringLiteral(GESSO_BUILD_DIR), QStringLiteral("--prefix"), first}, home());
        QVERIFY2(installed.exitCode == 0, installed.errors.constData());
        QVERIFY(QDir().rename(first, moved()));
    }

    void isTiedToNoFolder_data()
    {
        QTest::addColumn<QString>("program");
        for (const char* name : {"gesso", "gesso-cli", "gesso-engine"}) {
            QTest::newRow(name) << moved() + QStringLiteral("/bin/") + QLatin1String(name);
        }
        QTest::newRow("built") << QStringLiteral(GESSO_BUILD_DIR "/bin/gesso-engine");
    }

    void isTiedToNoFolder()
    {
        QFETCH(QString, program);
        QFile file(program);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(GESSO_SOURCE_DIR));
        const Run dynamic = run(QStringLiteral("readelf"), {QStringLiteral("-d"), program}, home());
        QCOMPARE(dynamic.exitCode, 0);
        // Nothing relative to the folder that one happens to be in: an empty part of the path stands for that.
        for (const QByteArray& line : dynamic.output.split('\n')) {
            const QByteArray path = line.mid(line.indexOf('[') + 1, line.indexOf(']') - line.indexOf('[') - 1);
            for (const QByteArray& part : line.contains("PATH)") ? path.split(':') : QList<QByteArray>()) {
                QVERIFY2(part.startsWith('/') || part.startsWith("$ORIGIN"), line.constData());
            }
        }
        QVERIFY(!bytes.contains(GESSO_BUILD_DIR "/"));
    }

    void makesAPictureWithTheStarterModel()
    {
        const QString out = m_root.filePath(QStringLiteral("out"));
        const Run made =
            run(moved() + QStringLiteral("/bin/gesso-cli"),
                {QStringLiteral("generate"), QStringLiteral("cabin on a lake"), QStringLiteral("--steps"),
                 QStringLiteral("2"), QStringLiteral("--style"), QStringLiteral("macro"), QStringLiteral("--out"), out},
                home());
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        QCOMPARE(QDir(out).entryList({QStringLiteral("*.png")}).size(), 1);
    }

    void theEngineFindsItsLibrariesBesideIt()
    {
        const Run listed = run(QStringLiteral("ldd"), {moved() + QStringLiteral("/bin/gesso-engine")}, home());
        QCOMPARE(listed.exitCode, 0);
        QVERIFY2(listed.output.contains((moved() + QStringLiteral("/")).toUtf8()) &&
                     listed.output.contains("libtorch_cpu.so => " + QFileInfo(moved()).canonicalFilePath().toUtf8()),
                 listed.output.constData());
        QVERIFY(!listed.output.contains("not found"));
    }

private:
    QString home() const { return m_root.filePath(QStringLiteral("home")); }
    QString moved() const { return m_root.filePath(QStringLiteral("moved here")); }

    QTemporaryDir m_root;
};

QTEST_GUILESS_MAIN(TestInstall)
#include "test_install.moc"
