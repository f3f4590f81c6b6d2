// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace gesso {

/// How a run of gesso-cli ended.
struct CliOutcome {
    int status = -1; ///< exit status; -1 when it was killed or took longer than a minute
    QByteArray out, err;
};

/// Runs the gesso-cli of the build in a folder, with the fake engine in place of the real one.
class CliRunner final {
public:
    explicit CliRunner(QString folder) : m_folder(std::move(folder)) { useFakeEngine("serve"); }

    /// The fake engine with this behaviour (fake_engine.h) and its argument.
    void useFakeEngine(const QString& behaviour, const QString& argument = QString())
    {
        setVariable("GESSO_ENGINE", QString("'%1' %2 '%3'").arg(GESSO_FAKE_ENGINE, behaviour, argument));
    }
    void useRealEngine() { m_environment.remove("GESSO_ENGINE"); }
    void setVariable(const QString& name, const QString& value) { m_environment.insert(name, value); }

    /// Starts it; for those who have something to do while it runs.
    void start(QProcess& process, const QStringList& words) const
    {
        process.setWorkingDirectory(m_folder);
        process.setProcessEnvironment(m_environment);
        process.start(GESSO_BIN_DIR "/gesso-cli", words);
    }

    [[nodiscard]] static CliOutcome outcomeOf(QProcess& process)
    {
        constexpr int kLimitMs = 60'000;
        if (!process.waitForFinished(kLimitMs)) {
            process.kill();
            process.waitForFinished();
            return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
        }
        const bool exited = process.exitStatus() == QProcess::NormalExit;
        return {exited ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    [[nodiscard]] CliOutcome run(const QStringList& words) const
    {
        QProcess process;
        start(process, words);
        return outcomeOf(process);
    }

private:
    QString m_folder;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
};

} // namespace gesso
