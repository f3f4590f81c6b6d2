// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/service/end_deadline.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace gesso::inference;
using namespace std::chrono_literals;

class TestEndDeadline final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void endsAProgramThatDoesNot()
    {
        const pid_t program = ::fork();
        if (program == 0) {
            const EndDeadline deadline(50ms);
            while (true) {
                ::pause();
            }
        }
        int status = -1;
        QCOMPARE(::waitpid(program, &status, 0), program);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }

    void leavesAProgramAloneThatIsOverInTime()
    {
        const pid_t program = ::fork();
        if (program == 0) {
            {
                const EndDeadline deadline(1h);
            }
            ::_exit(7);
        }
        int status = -1;
        QCOMPARE(::waitpid(program, &status, 0), program);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 7);
    }
};

QTEST_APPLESS_MAIN(TestEndDeadline)
#include "test_end_deadline.moc"
