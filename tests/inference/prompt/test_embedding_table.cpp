// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/prompt/embedding_table.h"

#include "inference/base/engine_error.h"
#include "inference/weights/safetensors_file.h"
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
        const std::string dots = fixture("embeddings/single-vector.safetensors").string();
        const EmbeddingTable table({{"", "x"}, {"dot", dots}, {"Bad-Dot", dots}, {"dot", "c"}});
        const std::string bytes = text.toStdString();
        QStringList words;
        for (auto word = table.find(bytes, 0); word; word = table.find(bytes, word->range.end)) {
            words << QString::fromStdString(table.name(word->file)).toLower() +
                         QStringLiteral("@%1").arg(word->range.begin);
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
        QVERIFY(table.notices().empty());
    }

    void whatCannotBeUsedStaysAWord_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* file, const char* part) { QTest::newRow(file) << file << part; };
        row("wide.safetensors", "the model is 32 wide");
        row("many.safetensors", "vectors, and the model's text encoder reads");
        row("sdxl.safetensors", "Stable Diffusion XL");
        row("two.safetensors", "2 tensors");
        row("endless.safetensors", "finite");
        row("legacy.pt", "1.6");
        row("cut.bin", "damaged");
        row("none.safetensors", "none.safetensors");
    }

    void whatCannotBeUsedStaysAWord()
    {
        QFETCH(QString, file);
        QFETCH(QString, part);
        const EmbeddingTable table({{"odd", fixture("embeddings/" + file.toStdString()).string()},
                                    {"dot", fixture("embeddings/single-vector.safetensors").string()}},
                                   {32, 75});
        for (int pass = 0; pass < 2; ++pass) {
            QCOMPARE(table.find("an odd embedding:odd dot", 0).value().range.begin, std::size_t{21});
            QCOMPARE(table.notices().size(), std::size_t{1});
        }
        const QString notice = QString::fromStdString(table.notices()[0]);
        QVERIFY2(notice.contains("'odd'") && notice.contains("skipped") && notice.contains(part), qPrintable(notice));
    }

    void findsWhatLorasBring()
    {
        const std::filesystem::path path = fixture("embeddings/emb-params.safetensors");
        const auto file = std::make_shared<const SafetensorsFile>(path);
        const EmbeddingTable table({{"dot", fixture("embeddings/single-vector.safetensors").string()}}, {32, 75},
                                   {{"dot", path, file, "emb_params"}, {"cat", path, file, "emb_params"}});
        QCOMPARE(table.vectors(table.find("a cat", 0)->file).size(0), std::int64_t{3});
        QCOMPARE(table.vectors(table.find("a dot", 0)->file).size(0),
                 std::int64_t{1}); // a file of one's own counts first
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingTable)
#include "test_embedding_table.moc"
