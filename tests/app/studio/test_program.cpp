// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <vector>

namespace {

constexpr int kStartMs = 60'000; ///< on a machine that has other work

} // namespace

/// The program itself, started as a user starts it, with a home of its own.
class TestProgram final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
    }
    void cleanup()
    {
        for (const std::unique_ptr<QProcess>& process : m_started) {
            process->kill();
            process->waitForFinished();
        }
        m_started.clear();
        m_home.reset();
    }

    void aSecondStartHandsItsFilesOverAndEnds()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        QProcess& second = start({picture()});
        QVERIFY(second.waitForFinished(kStartMs));
        QCOMPARE(second.exitStatus(), QProcess::NormalExit);
        QCOMPARE(second.exitCode(), 0);
        QCOMPARE(first.state(), QProcess::Running);
        QCOMPARE(holder(QStringLiteral("session-2")), 0);
    }

    void aNewWindowHasASessionOfItsOwn()
    {
        const QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        const QProcess& second = start({QStringLiteral("--new-window")});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session-2")), second.processId(), kStartMs);
        QCOMPARE(first.state(), QProcess::Running);
        QCOMPARE(second.state(), QProcess::Running);
    }

    void whatACrashLeftDoesNotKeepTheNextStartOut()
    {
        QProcess& first = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), first.processId(), kStartMs);
        first.kill();
        QVERIFY(first.waitForFinished());
        const QProcess& second = start({});
        QTRY_COMPARE_WITH_TIMEOUT(holder(QStringLiteral("session")), second.processId(), kStartMs);
        QCOMPARE(second.state(), QProcess::Running);
        QCOMPARE(holder(QStringLiteral("session-2")), 0);
    }

    void anUnknownOptionIsRefused()
    {
        QProcess& process = start({QStringLiteral("--nonsense")});
        QVERIFY(process.waitForFinished(kStartMs));
        QVERIFY(process.exitCode() != 0);
        QVERIFY(process.readAllStandardError().contains("nonsense"));
    }

private:
    QProcess& start(const QStringList& words)
    {
        m_started.push_back(std::make_unique<QProcess>());
        QProcess& process = *m_started.back();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home->path());
        for (const char* variable : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
            environment.remove(QString::fromLatin1(variable));
        }
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("GESSO_ENGINE"), QStringLiteral("/nowhere/gesso-engine"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(GESSO_BIN_DIR "/gesso"), words);
        return process;
    }

    [[nodiscard]] QString picture() const
    {
        QString path = m_home->filePath(QStringLiteral("picture.png"));
        QImage image(64, 64, QImage::Format_RGB888);
        image.fill(Qt::darkCyan);
        return image.save(path) ? path : QString();
    }

    /// The number of the process that took this session last; 0 for none.
    [[nodiscard]] qint64 holder(const QString& session) const
    {
        QFile file(m_home->filePath(QStringLiteral(".local/state/gesso/%1/lock").arg(session)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::vector<std::unique_ptr<QProcess>> m_started;
};

QTEST_MAIN(TestProgram)
#include "test_program.moc"
