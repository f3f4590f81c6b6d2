// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_table.h"

#include "inference/base/engine_error.h"
#include "prompt_fixtures.h"

#include <ATen/ATen.h>
#include <QTest>

using namespace gesso;
using namespace gesso::inference;
using namespace gesso::test;

class TestEmbeddingTable final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* text, const char* found) { QTest::newRow(text) << text << found; };
        row("a dot, dots", "dot@2");
        row("DOT", "dot@0");
        row("x,dot.", "dot@2");
        row("adot dot_ dot1 édot", "");
        row("embedding:dot", "dot@0");
        row("Embedding:Dot x", "dot@0");
        row("bad-dot", "bad-dot@0");
        row("embedding:bad-dot, dot", "bad-dot@0 dot@19");
        row("bad dot", "dot@4");
        row("embedding: dot", "dot@11");
        row("my embedding", "");
        row("é dot", "dot@3");
    }

    void findsWords()
    {
        QFETCH(QString, text);
        QFETCH(QString, found);
        const EmbeddingTable table({{"", "x"}, {"dot", "a"}, {"Bad-Dot", "b"}, {"dot", "c"}});
        const std::string bytes = text.toStdString();
        QStringList words;
        for (auto word = table.find(bytes, 0); word; word = table.find(bytes, word->range.end)) {
            const std::string& path = table.file(word->file).path;
            words << QStringLiteral("%1@%2").arg(path == "a" ? "dot" : "bad-dot").arg(word->range.begin);
        }
        QCOMPARE(words.join(' '), found);
    }

    void refusesANameThatIsNotThere()
    {
        const EmbeddingTable table(std::vector<EmbeddingFile>{{"dot", "a"}});
        try {
            (void)table.find("a embedding:dash, red", 0);
            QFAIL("not refused");
        } catch (const EngineError& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidRequest);
            QVERIFY(std::string(error.what()).find("'dash'") != std::string::npos);
        }
    }

    void unknownTableFindsNothing()
    {
        QVERIFY(!EmbeddingTable().find("embedding:dash dot", 0));
        QVERIFY(!EmbeddingTable(std::vector<EmbeddingFile>{}).find("dot", 0));
        QVERIFY_EXCEPTION_THROWN((void)EmbeddingTable(std::vector<EmbeddingFile>{}).find("embedding:dash", 0),
                                 EngineError);
    }

    void readsFilesWhenTheyAreNamed()
    {
        std::vector<EmbeddingFile> files = fixtureEmbeddings();
        files.push_back({"broken", "/no/such/file.safetensors"});
        const EmbeddingTable table(files);
        const auto word = table.find("gesso-three", 0);
        QVERIFY(word.has_value());
        QCOMPARE(table.vectors(word->file).size(0), std::int64_t{3});
        QCOMPARE(table.vectors(word->file).data_ptr(), table.vectors(word->file).data_ptr());
        QVERIFY_EXCEPTION_THROWN((void)table.vectors(table.find("broken", 0)->file), EngineError);
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingTable)
#include "test_embedding_table.moc"
