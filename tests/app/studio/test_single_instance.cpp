// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/profile.h"
#include "app/studio/single_instance.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cstring>
#include <memory>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gesso;

namespace {

/// For handOver: waits this long.
SingleInstance::GoesOn within(int milliseconds)
{
    return [deadline = QDeadlineTimer(milliseconds)] { return !deadline.hasExpired(); };
}

constexpr int kAnswerMs = 5000;

std::filesystem::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

/// Sends a request by hand; 0 when the other end hangs up without an answer.
int sendAsAStranger(const std::filesystem::path& door)
{
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, door.c_str(), sizeof(address.sun_path) - 1);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        return 1;
    }
    const char noFiles[4] = {0, 0, 0, 0};
    static_cast<void>(::send(socket, noFiles, sizeof(noFiles), MSG_NOSIGNAL));
    char answer = 0;
    return ::recv(socket, &answer, 1, 0) > 0 ? 2 : 0;
}

} // namespace

/// Two starts of the program never write one session, and the second one's files come to the first.
class TestSingleInstance final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreHandedToTheFirst()
    {
        const QTemporaryDir session;
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        QStringList heard;
        connect(&first, &SingleInstance::asked, this, [&](const StartRequest& request) { heard = request.files; });
        auto answer = SingleInstance::Answer::Nobody;
        const std::unique_ptr<QThread> second(QThread::create([&] {
            const SingleInstance door(pathOf(session));
            answer = door.handOver({{QStringLiteral("/a.png"), QStringLiteral("/b c.png")}}, within(kAnswerMs));
        }));
        second->start();
        QTRY_VERIFY(second->isFinished());
        QCOMPARE(answer, SingleInstance::Answer::Taken);
        QCOMPARE(heard, QStringList({QStringLiteral("/a.png"), QStringLiteral("/b c.png")}));
    }

    void nobodyAnswersForAnotherSession()
    {
        const QTemporaryDir session, other;
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        const SingleInstance second(pathOf(other));
        QCOMPARE(second.handOver({}, within(100)), SingleInstance::Answer::Nobody);
    }

    void theDoorStandsWhereNobodyElseCanPutOne()
    {
        const QTemporaryDir session;
        {
            SingleInstance first(pathOf(session));
            QVERIFY(first.listen());
            struct stat status = {};
            QCOMPARE(::stat((pathOf(session) / "door").c_str(), &status), 0);
            QVERIFY(S_ISSOCK(status.st_mode));
        }
        QVERIFY(!std::filesystem::exists(pathOf(session) / "door")); // it went with the program
    }

    void aFolderThatIsOpenToOthersIsClosed()
    {
        const QTemporaryDir session;
        std::filesystem::permissions(pathOf(session), std::filesystem::perms(0777));
        const SingleInstance before(pathOf(session));
        QCOMPARE(before.handOver({}, within(100)), SingleInstance::Answer::Nobody);
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        QCOMPARE(std::filesystem::status(pathOf(session)).permissions(), std::filesystem::perms(0700));
    }

    void whatAKilledProgramLeftIsReplaced()
    {
        const QTemporaryDir session;
        SingleInstance killed(pathOf(session)); // its socket stays while the next one listens
        QVERIFY(killed.listen());
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        int asked = 0;
        connect(&first, &SingleInstance::asked, this, [&] { ++asked; });
        const std::unique_ptr<QThread> second(
            QThread::create([&] { (void)SingleInstance(pathOf(session)).handOver({}, within(kAnswerMs)); }));
        second->start();
        QTRY_COMPARE(asked, 1);
        QTRY_VERIFY(second->isFinished());
    }

    void aPathOfAnyLengthWillDo()
    {
        const QTemporaryDir folder;
        const std::filesystem::path session = pathOf(folder) / std::string(200, 'x') / std::string(200, 'y');
        std::filesystem::create_directories(session);
        SingleInstance first(session);
        QVERIFY(first.listen());
        QVERIFY(std::filesystem::exists(session / "door"));
    }

    void whoListensButDoesNotAnswerIsSilent()
    {
        const QTemporaryDir session;
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        const SingleInstance second(pathOf(session));
        QCOMPARE(second.handOver({}, within(100)), SingleInstance::Answer::Silence); // this thread is both, and waits
    }

    void whatIsNotWaitedForIsNotOpened()
    {
        const QTemporaryDir session;
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        int asked = 0;
        connect(&first, &SingleInstance::asked, this, [&] { ++asked; });
        const SingleInstance impatient(pathOf(session));
        QCOMPARE(impatient.handOver({{QStringLiteral("/a.png")}}, within(100)), SingleInstance::Answer::Silence);
        // The request still stands in the socket; the next one is answered after it.
        const std::unique_ptr<QThread> patient(
            QThread::create([&] { (void)SingleInstance(pathOf(session)).handOver({}, within(kAnswerMs)); }));
        patient->start();
        QTRY_COMPARE(asked, 1);
        QTRY_VERIFY(patient->isFinished());
        QCOMPARE(asked, 1);
    }

    void anotherUserIsNotHeard()
    {
        if (::geteuid() != 0) {
            QSKIP("only root can be somebody else");
        }
        const QTemporaryDir session;
        SingleInstance first(pathOf(session));
        QVERIFY(first.listen());
        int asked = 0;
        connect(&first, &SingleInstance::asked, this, [&] { ++asked; });
        // The folder keeps others out; here it stands open, as one on a disk without permissions does.
        std::filesystem::permissions(pathOf(session), std::filesystem::perms(0777));
        std::filesystem::permissions(pathOf(session) / "door", std::filesystem::perms(0777));
        const pid_t child = ::fork();
        if (child == 0) {
            ::_exit(::setresuid(65534, 65534, 65534) == 0 ? sendAsAStranger(pathOf(session) / "door") : 99);
        }
        int status = -1;
        QVERIFY(QTest::qWaitFor([&] { return ::waitpid(child, &status, WNOHANG) == child; }));
        QCOMPARE(WEXITSTATUS(status), 0); // it was hung up on, without an answer
        QTest::qWait(50);
        QCOMPARE(asked, 0);
    }

    void aSessionHasOneWriter()
    {
        const QTemporaryDir folder;
        const std::filesystem::path session = folder.filePath(QStringLiteral("session")).toStdString();
        Result<Profile> first = firstProfile(session);
        QVERIFY(first.has_value());
        QCOMPARE(first->folder, session);
        const Result<Profile> second = firstProfile(session);
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().code, ErrorCode::FileExists);
        const Profile own = freeProfile(session);
        QCOMPARE(own.folder.string(), session.string() + "-2");
        const Profile third = freeProfile(session);
        QCOMPARE(third.folder.string(), session.string() + "-3");
        first->lock.reset();
        QVERIFY(firstProfile(session).has_value());
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
