// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_command.h"

#include <QtTest/QtTest>

using namespace gesso;

using Words = std::vector<std::string>;
Q_DECLARE_METATYPE(Words)

class TestEngineCommand final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitsLikeAShell_data()
    {
        QTest::addColumn<std::string>("setting");
        QTest::addColumn<Words>("words");
        const auto row = [](const char* setting, const Words& words) {
            QTest::newRow(setting) << std::string(setting) << words;
        };
        row("", {"/opt/bin/gesso-engine", "serve"});
        row("  \t ", {"/opt/bin/gesso-engine", "serve"});
        row("/usr/bin/engine", {"/usr/bin/engine", "serve"});
        row("ssh host gesso-engine serve", {"ssh", "host", "gesso-engine", "serve"});
        row("srun  --gres=gpu:8   gesso-engine serve", {"srun", "--gres=gpu:8", "gesso-engine", "serve"});
        row("'/a b/engine' serve", {"/a b/engine", "serve"});
        row("/a\\ b/engine serve", {"/a b/engine", "serve"});
        row("ssh h \"a \\\"b\\\" c\" ''", {"ssh", "h", "a \"b\" c", ""});
        row("e 'it'\\''s'", {"e", "it's"});
    }
    void splitsLikeAShell()
    {
        QFETCH(std::string, setting);
        QFETCH(Words, words);
        QVERIFY(engineCommand(setting, "/opt/bin").value() == words);
    }

    void refusesOpenQuotes()
    {
        for (const char* setting : {"'", "a \"b", "a\\"}) {
            QCOMPARE(engineCommand(setting, "/opt").error().code, ErrorCode::InvalidRequest);
        }
    }
};

QTEST_APPLESS_MAIN(TestEngineCommand)
#include "test_engine_command.moc"
