// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>

namespace {

constexpr int kPatienceMs = 60'000;

/// The environment that a gesso-engine serve runs with once it is up, one NAME=value an entry.
class ServingEngine {
public:
    explicit ServingEngine(const QProcessEnvironment& environment)
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(GESSO_BIN_DIR "/gesso-engine", {"serve"});
        m_process.waitForStarted(kPatienceMs);
    }
    ~ServingEngine()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(kPatienceMs);
    }
    QByteArrayList environment() const
    {
        QFile file(QString("/proc/%1/environ").arg(m_process.processId()));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split('\0') : QByteArrayList();
    }
    /// What process lists call it.
    QByteArray name() const
    {
        QFile file(QString("/proc/%1/comm").arg(m_process.processId()));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }
    bool hasSpinCount() const
    {
        const QByteArrayList variables = environment();
        return std::any_of(variables.begin(), variables.end(),
                           [](const QByteArray& variable) { return variable.startsWith("GOMP_SPINCOUNT="); });
    }

private:
    QProcess m_process;
};

QProcessEnvironment withoutChoice()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("OMP_WAIT_POLICY");
    environment.remove("GOMP_SPINCOUNT");
    return environment;
}

} // namespace

class TestOpenMpWaiting final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spinningIsLimited()
    {
        const ServingEngine engine(withoutChoice());
        QTRY_VERIFY_WITH_TIMEOUT(engine.hasSpinCount(), kPatienceMs);
        QCOMPARE(engine.name(), QByteArray("gesso-engine"));
    }

    void theUsersChoiceStands()
    {
        QProcessEnvironment environment = withoutChoice();
        environment.insert("OMP_WAIT_POLICY", "ACTIVE");
        const ServingEngine engine(environment);
        QTRY_VERIFY_WITH_TIMEOUT(engine.environment().contains("OMP_WAIT_POLICY=ACTIVE"), kPatienceMs);
        QVERIFY(!engine.hasSpinCount());
    }
};

QTEST_GUILESS_MAIN(TestOpenMpWaiting)
#include "test_openmp_waiting.moc"
