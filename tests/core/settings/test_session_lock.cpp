// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_lock.h"
#include "tests/core/settings/stored_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace gesso;

class TestSessionLock final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isHeldOnce()
    {
        const QTemporaryDir root;
        const std::filesystem::path folder = root.filePath("session").toStdString();
        {
            const Result<SessionLock> lock = SessionLock::tryAcquire(folder);
            QVERIFY(lock);
            QCOMPARE(readText(folder / "lock"), std::to_string(::getpid()) + "\n");
            const Result<SessionLock> second = SessionLock::tryAcquire(folder);
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::FileExists);
            QVERIFY(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos);
        }
        QVERIFY(SessionLock::tryAcquire(folder));
    }

    void goesWithItsProcess()
    {
        const QTemporaryDir root;
        const std::filesystem::path folder = root.path().toStdString();
        const pid_t child = ::fork();
        if (child == 0) {
            const Result<SessionLock> lock = SessionLock::tryAcquire(folder);
            ::kill(::getpid(), lock ? SIGKILL : SIGTERM);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGKILL);
        QVERIFY(SessionLock::tryAcquire(folder));
    }

    void aStrangeFileInItsPlaceIsNotBelieved()
    {
        const QTemporaryDir root;
        const std::filesystem::path folder = root.path().toStdString();
        writeText(folder / "lock", "not a number, and longer than one");
        const Result<SessionLock> lock = SessionLock::tryAcquire(folder);
        QVERIFY(lock);
        writeText(folder / "lock", "not a number");
        QCOMPARE(SessionLock::tryAcquire(folder).error().code, ErrorCode::FileExists);
    }

    void saysWhyTheFolderCannotBe()
    {
        const QTemporaryDir root;
        writeText(root.filePath("file").toStdString(), "");
        QCOMPARE(SessionLock::tryAcquire(root.filePath("file/x").toStdString()).error().code,
                 ErrorCode::FileNotWritable);
    }
};

QTEST_APPLESS_MAIN(TestSessionLock)
#include "test_session_lock.moc"
