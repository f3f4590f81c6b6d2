// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/studio/profile.h"
#include "app/studio/single_instance.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace gesso;

namespace {

constexpr int kAnswerMs = 5000;

} // namespace

/// Two starts of the program never write one session, and the second one's files come to the first.
class TestSingleInstance final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreHandedToTheFirst()
    {
        const QTemporaryDir session;
        SingleInstance first(session.path());
        QVERIFY(first.listen());
        QStringList heard;
        connect(&first, &SingleInstance::asked, this, [&](const StartRequest& request) { heard = request.files; });
        bool taken = false;
        const std::unique_ptr<QThread> second(QThread::create([&] {
            const SingleInstance door(session.path());
            taken = door.handOver({{QStringLiteral("/a.png"), QStringLiteral("/b c.png")}}, kAnswerMs);
        }));
        second->start();
        QTRY_VERIFY(second->isFinished());
        QVERIFY(taken);
        QCOMPARE(heard, QStringList({QStringLiteral("/a.png"), QStringLiteral("/b c.png")}));
    }

    void nobodyAnswersForAnotherSession()
    {
        const QTemporaryDir session, other;
        SingleInstance first(session.path());
        QVERIFY(first.listen());
        const SingleInstance second(other.path());
        QVERIFY(!second.handOver({}, 100));
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
