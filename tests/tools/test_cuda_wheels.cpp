// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace {

QString outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished() && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput())
                                                                : QString();
}

QStringList neededBy(const QString& library)
{
    static const QRegularExpression entry(R"(\(NEEDED\).*\[(.*)\])");
    QStringList needed;
    auto found = entry.globalMatch(outputOf("readelf", {"-d", library}));
    while (found.hasNext()) {
        needed += found.next().captured(1);
    }
    return needed;
}

/// What every system has, or the engine itself needs of it (utf8proc, yaml-cpp); libgomp comes with torch, and the
/// driver's library with the driver.
bool isOfTheSystem(const QString& soname)
{
    static const QRegularExpression system(
        R"(^(libc|libm|libdl|librt|libpthread|libutil|libstdc\+\+|libgcc_s|ld-linux-x86-64|libutf8proc|libyaml-cpp)\.so\.[\d.]+$)");
    return system.match(soname).hasMatch() || soname == "libcuda.so.1";
}

} // namespace

/// Whether the wheels that set-up resolves cover all that torch's CUDA half links. What each wheel brings stands in a
/// fixture, made from the set as it was once installed; what is required and linked is read from the torch at hand.
class TestCudaWheels final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString setUp = GESSO_SOURCE_DIR "/tools/setup";
        m_torch = outputOf(setUp, {"--print-torch-root"}).trimmed();
        m_requirements = outputOf(setUp, {"--print-cuda-requirements"}).split('\n', Qt::SkipEmptyParts);
        QFile file(GESSO_FIXTURES "/cuda-wheels.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_wheels = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!m_wheels.isEmpty() && m_requirements.size() >= 3);
    }

    void everyRequirementOfTorchIsResolved()
    {
        QFile metadata;
        const QStringList found = QDir(m_torch + "/..").entryList({"torch-*.dist-info"});
        QCOMPARE(found.size(), 1);
        metadata.setFileName(m_torch + "/../" + found.first() + "/METADATA");
        QVERIFY(metadata.open(QIODevice::ReadOnly));
        int forLinux = 0;
        for (const QString& line : QString::fromUtf8(metadata.readAll()).split('\n')) {
            if (line.startsWith("Requires-Dist: ") && line.contains("platform_system")) {
                ++forLinux;
                const QString requirement = line.mid(15).trimmed();
                const bool forPython = requirement.startsWith("triton") || requirement.startsWith("cuda-bindings");
                QVERIFY2(forPython || m_requirements.contains(requirement), qPrintable(requirement));
            }
        }
        QVERIFY(forLinux > 3);
        QVERIFY2(resolved(m_requirements).contains("nvidia-cuda-nvcc"), "no compiler");
    }

    void everyLinkedLibraryIsBrought_data()
    {
        QTest::addColumn<QString>("library");
        for (const char* library : {"libtorch_cpu.so", "libtorch_cuda.so", "libtorch_cuda_linalg.so",
                                    "libtorch_nvshmem.so", "libc10_cuda.so", "libcaffe2_nvrtc.so"}) {
            QTest::newRow(library) << m_torch + "/lib/" + library;
        }
        const QString plugin = GESSO_BIN_DIR "/libgesso_cuda.so";
        if (QFile::exists(plugin)) {
            QTest::newRow("plugin") << plugin;
        }
    }

    void everyLinkedLibraryIsBrought()
    {
        QFETCH(QString, library);
        QVERIFY2(QFile::exists(library), qPrintable(library));
        QCOMPARE(missing(neededBy(library), resolved(m_requirements)), QSet<QString>());
    }

    /// The test can fail: what set-up once asked for, by the names that begin with nvidia.
    void aSetWithoutTheToolkitIsFoundWanting()
    {
        QStringList some;
        std::copy_if(m_requirements.begin(), m_requirements.end(), std::back_inserter(some),
                     [](const QString& line) { return line.startsWith("nvidia"); });
        const QSet<QString> lacking = missing(neededBy(m_torch + "/lib/libtorch_cuda.so"), resolved(some));
        for (const char* library : {"libcufft.so.12", "libcusparse.so.12", "libcurand.so.10", "libcufile.so.0"}) {
            QVERIFY2(lacking.contains(library), library);
        }
    }

    /// torch looks for its libraries in these folders.
    void everyFolderIsSearched()
    {
        const QString dynamic = outputOf("readelf", {"-d", m_torch + "/lib/libtorch_cuda.so"});
        for (const QString& folder : foldersOf(resolved(m_requirements))) {
            QVERIFY2(dynamic.contains("$ORIGIN/../../" + folder + ":") || folder.contains("/nvvm"), qPrintable(folder));
        }
    }

private:
    /// The wheels, by name, that pip takes for these requirements: all of them pinned, also through the toolkit's
    /// parts.
    QSet<QString> resolved(const QStringList& requirements) const
    {
        static const QRegularExpression form(R"(^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?==([0-9.]+))");
        QSet<QString> names;
        for (const QString& line : requirements) {
            const auto requirement = form.match(line);
            if (!requirement.hasMatch()) {
                qWarning() << "not pinned:" << line;
                return {};
            }
            QStringList extras{""};
            extras += requirement.captured(2).split(',', Qt::SkipEmptyParts);
            add(requirement.captured(1), requirement.captured(3), extras, names);
        }
        return names;
    }

    void add(const QString& name, const QString& version, const QStringList& extras, QSet<QString>& names) const
    {
        const QJsonObject wheel = m_wheels[name].toObject();
        if (wheel.isEmpty() || (!version.isEmpty() && wheel["version"].toString() != version)) {
            qWarning() << "the fixture knows no" << name << version << ": make it again";
            return;
        }
        names += name;
        for (const QString& extra : extras) {
            const QJsonObject parts = wheel["requires"].toObject()[extra].toObject();
            for (auto part = parts.begin(); part != parts.end(); ++part) {
                if (!names.contains(part.key())) {
                    add(part.key(), part.value().toString(), {""}, names);
                }
            }
        }
    }

    QMap<QString, QJsonObject> librariesOf(const QSet<QString>& wheels) const
    {
        QMap<QString, QJsonObject> libraries;
        for (const QString& name : wheels) {
            const QJsonObject brought = m_wheels[name].toObject()["libraries"].toObject();
            for (auto library = brought.begin(); library != brought.end(); ++library) {
                libraries[library.key()] = library.value().toObject();
            }
        }
        return libraries;
    }

    QSet<QString> foldersOf(const QSet<QString>& wheels) const
    {
        QSet<QString> folders;
        for (const QJsonObject& library : librariesOf(wheels)) {
            folders += library["folder"].toString();
        }
        return folders;
    }

    /// What of `needed`, and of what that needs in turn, neither torch nor these wheels nor the system brings.
    QSet<QString> missing(QStringList needed, const QSet<QString>& wheels) const
    {
        const auto libraries = librariesOf(wheels);
        QSet<QString> seen;
        QSet<QString> lacking;
        while (!needed.isEmpty()) {
            const QString soname = needed.takeLast();
            if (seen.contains(soname) || isOfTheSystem(soname)) {
                continue;
            }
            seen += soname;
            if (QFile::exists(m_torch + "/lib/" + soname)) {
                needed += neededBy(m_torch + "/lib/" + soname);
            } else if (libraries.contains(soname)) {
                needed += libraries[soname]["needed"].toVariant().toStringList();
            } else {
                lacking += soname;
            }
        }
        return lacking;
    }

    QString m_torch;
    QStringList m_requirements;
    QJsonObject m_wheels;
};

QTEST_GUILESS_MAIN(TestCudaWheels)
#include "test_cuda_wheels.moc"
