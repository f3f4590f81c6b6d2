// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_client.h"
#include "app/engine_client/inquiry_table.h"
#include "tests/app/engine_client/fake_engine_client.h"
#include "tests/app/engine_client/recording_listener.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;

/// The client's answers to what a prompt's text takes of the model.
class TestTokenInquiries final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsTokens()
    {
        RecordingListener listener;
        EngineClient client(fakeEngine("serve"), listener);
        client.countTokens(7, "/models/fake", "cabin", PromptSyntax::Plain);
        client.countTokens(8, "/models/fake", std::string(80, 'x'), PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 8: 80/75@75"));
        QCOMPARE(listener.count("tokens 7: 5/75"), 1);
        EngineClient unknowing(fakeEngine("no-tokenizer"), listener);
        unknowing.countTokens(9, "/models/fake", "cabin", PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 9: ?"));
    }

    void countsTokensWhileAJobRuns()
    {
        RecordingListener listener;
        EngineClient client(fakeEngine("slow"), listener);
        client.submit(1, smallRequest(), {}, {});
        QVERIFY(listener.waitFor("progress 1 denoise 1"));
        client.countTokens(1, "/models/fake", "cabin", PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 1: 5/75"));
        QCOMPARE(listener.count("finished 1"), 0);
    }

    void countsTokensAskedBeforeTheEngineIsReady()
    {
        RecordingListener listener;
        EngineClientOptions options;
        options.command = {"/bin/sh", "-c", "sleep 0.3; exec " GESSO_FAKE_ENGINE " serve"};
        EngineClient client(options, listener);
        for (std::uint64_t inquiry = 1; inquiry <= InquiryTable::kMostWaiting + 1; ++inquiry) {
            client.countTokens(inquiry, "/models/fake", "cabin", PromptSyntax::Plain);
        }
        QVERIFY(listener.waitFor("tokens 17: 5/75"));
        QCOMPARE(listener.lines().front(), std::string("tokens 1: ?"));
        QCOMPARE(listener.count("tokens 2: 5/75"), 1);
    }

    void refusesTextsThatCannotBeSent()
    {
        RecordingListener listener;
        EngineClient client(fakeEngine("serve"), listener);
        client.countTokens(1, "/models/fake", std::string((1U << 20) + 1, 'x'), PromptSyntax::Plain);
        client.countTokens(2, "/models/fake", "\xff", PromptSyntax::Plain);
        client.countTokens(3, "/models/fake", std::string(1U << 20, '\x01'), PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 3: 1048576/75@75"));
        QCOMPARE(listener.count("tokens 1: ?"), 1);
        QCOMPARE(listener.count("tokens 2: ?"), 1);
    }

    void answersWithNothingWhenTheEngineDies()
    {
        RecordingListener listener;
        EngineClient client(fakeEngine("die-on-count"), listener);
        for (int time = 1; time <= 3; ++time) {
            QVERIFY(listener.waitFor("ready 1", time));
            client.countTokens(static_cast<std::uint64_t>(time), "/models/fake", "cabin", PromptSyntax::Plain);
            QVERIFY(listener.waitFor("tokens " + std::to_string(time) + ": ?"));
        }
        QCOMPARE(listener.count("lost engine-died restarting"), 2);
        QCOMPARE(listener.count("lost engine-died"), 1);
        // It does not start it again: it would die of this one, too.
        client.countTokens(4, "/models/fake", "cabin", PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 4: ?"));
        QCOMPARE(listener.count("ready 1"), 3);
    }

    void mistrustsAWrongCount()
    {
        RecordingListener listener;
        EngineClient client(fakeEngine("long-cut"), listener);
        client.countTokens(1, "/models/fake", "cabin", PromptSyntax::Plain);
        QVERIFY(listener.waitFor("lost protocol-violation restarting"));
        QVERIFY(listener.waitFor("tokens 1: ?"));
    }

    void leavesAMissingEngineAloneUntilToldOtherwise()
    {
        RecordingListener listener;
        const QTemporaryDir folder;
        const QString program = folder.filePath(QStringLiteral("engine"));
        EngineClientOptions options;
        options.command = {program.toStdString()};
        EngineClient client(options, listener);
        QVERIFY(listener.waitFor("lost engine-not-found"));
        client.countTokens(1, "/models/fake", "cabin", PromptSyntax::Plain);
        QVERIFY(listener.waitFor("tokens 1: ?"));
        QCOMPARE(listener.count("lost engine-not-found"), 1);
        client.restart();
        QVERIFY(listener.waitFor("lost engine-not-found", 2));
        QVERIFY(QFile::link(GESSO_FAKE_ENGINE, program));
        client.restart();
        QVERIFY(listener.waitFor("ready 1"));
        client.restart(); // it runs
        client.submit(1, smallRequest(), {}, {});
        QVERIFY(listener.waitFor("finished 1"));
        QCOMPARE(listener.count("ready 1"), 1);
    }
};

QTEST_GUILESS_MAIN(TestTokenInquiries)
#include "test_token_inquiries.moc"
