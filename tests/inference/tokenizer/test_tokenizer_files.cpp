// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/tokenizer/clip_tokenizer.h"
#include "tests/support/failure_message.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::contains;
using gesso::test::failureMessage;
using Ids = std::vector<std::int64_t>;

namespace {

namespace fs = std::filesystem;

const std::string kVocabulary = "{\"a\": 0, \"b</w>\": 1, \"ab</w>\": 2, \"<|startoftext|>\": 3, "
                                "\"<|endoftext|>\": 4, \"!\": 5, \"!</w>\": 6, \"<s>\": 7}";

} // namespace

class TestTokenizerFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("vocab.json", kVocabulary);
        write("merges.txt", "#version: 0.2\na b</w>\n");
    }

    void readsVocabularyAndMerges()
    {
        QCOMPARE(load().encode("ab a"), (Ids{3, 2, 4, 4})); // "a</w>" is not there: unknown is the end token
        QCOMPARE(load().maxLength(), 77);
    }

    void readsLinesOfOtherSystems()
    {
        write("merges.txt", "#version: 0.2\r\na b</w>\r\n");
        QCOMPARE(load().encode("ab"), (Ids{3, 2, 4}));
        write("merges.txt", "#version: 0.2\na\n\na b c\n  \n a\na\tb</w>");
        QCOMPARE(load().encode("ab"), (Ids{3, 2, 4}));
    }

    void theMapOfSpecialTokensOverridesTheConfig()
    {
        write("tokenizer_config.json", "{\"pad_token\": \"<|endoftext|>\", \"model_max_length\": 5}");
        QCOMPARE(load().encodePadded("ab"), (Ids{3, 2, 4, 4, 4}));
        write("special_tokens_map.json", "{\"pad_token\": \"!\", \"unk_token\": {\"content\": \"<s>\"}}");
        QCOMPARE(load().encodePadded("ab"), (Ids{3, 2, 4, 5, 5}));
        QCOMPARE(load().encode("ab! a"), (Ids{3, 2, 5, 7, 4})); // "!" is special now: 5, not "!</w>"
    }

    void anAddedTokensDecoderReplacesTheMap()
    {
        write("special_tokens_map.json", "{\"pad_token\": \"!\"}");
        write("tokenizer_config.json",
              "{\"added_tokens_decoder\": {\"9\": {\"content\": \"<new>\", \"special\": false}}, \"pad_token\": null}");
        QCOMPARE(load().paddingId(), 4);
        QCOMPARE(load().encode("ab<new>ab"), (Ids{3, 2, 9, 2, 4}));
        QCOMPARE(load().vocabularySize(), 10);
    }

    void addedTokensAreTakenLongestFirst()
    {
        write("added_tokens.json", "{\"<x>\": 10, \"<x><y>\": 11}");
        QCOMPARE(load().encode("<x><x><y>ab"), (Ids{3, 10, 11, 2, 4}));
    }

    void readsATokenizerJson_data()
    {
        QTest::addColumn<QString>("merges");
        QTest::newRow("texts") << "[\"a b</w>\"]";
        QTest::newRow("pairs") << "[[\"a\", \"b</w>\"]]";
    }

    void readsATokenizerJson()
    {
        QFETCH(QString, merges);
        fs::remove(folder() / "vocab.json");
        fs::remove(folder() / "merges.txt");
        write("tokenizer.json",
              "{\"added_tokens\": [{\"id\": 8, \"content\": \"<new>\"}], \"model\": {\"type\": \"BPE\", \"vocab\": " +
                  kVocabulary + ", \"merges\": " + merges.toStdString() + "}}");
        QCOMPARE(load().encode("ab<new>"), (Ids{3, 2, 8, 4}));
    }

    void lengthsOutOfRangeAreTheDefault()
    {
        write("tokenizer_config.json", "{\"model_max_length\": 1000000000000000019884624838656}");
        QCOMPARE(load().maxLength(), 77);
        write("tokenizer_config.json", "{\"model_max_length\": -4}");
        QCOMPARE(load().maxLength(), 77);
        write("tokenizer_config.json", "{\"model_max_length\": 0}");
        QCOMPARE(load().encodePadded("ab").size(), std::size_t(2));
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* file, const char* content, const char* reason) {
            QTest::newRow(name) << QString(file) << QString(content) << QString(reason);
        };
        row("no JSON", "vocab.json", "{\"a\": ", "vocab.json' is not valid JSON");
        row("git-lfs", "vocab.json", "version https://git-lfs.github.com/spec/v1\n", "git-lfs pointer");
        row("empty vocabulary", "vocab.json", "{}", "holds no vocabulary");
        row("id is a text", "vocab.json", "{\"a\": \"b\"}", "id that is no number");
        row("negative id", "vocab.json", "{\"a\": -1}", "id that is no number");
        row("huge id", "vocab.json", "{\"a\": 4294967296}", "id that is no number");
        row("no special tokens", "vocab.json", "{\"a\": 1}", "lacks its special token '<|endoftext|>'");
        row("empty merges", "merges.txt", "", "merges.txt' holds no merges");
        row("odd decoder", "tokenizer_config.json", "{\"added_tokens_decoder\": []}", "is no object");
        row("odd decoder id", "tokenizer_config.json", "{\"added_tokens_decoder\": {\"x\": \"y\"}}", "id that is no");
        row("odd added token", "added_tokens.json", "{\"x\": null}", "id that is no number");
        row("unknown padding", "special_tokens_map.json", "{\"pad_token\": \"<pad>\"}", "special token '<pad>'");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QString, file);
        QFETCH(QString, content);
        QFETCH(QString, reason);
        write(file.toLatin1().constData(), content.toStdString());
        QVERIFY2(contains(message(), reason.toStdString()), message().c_str());
    }

    void namesWhatIsWrongInATokenizerJson()
    {
        fs::remove(folder() / "vocab.json");
        write("tokenizer.json", "{\"model\": {\"type\": \"WordPiece\"}}");
        QVERIFY2(contains(message(), "is no byte-pair tokenizer"), message().c_str());
        write("tokenizer.json", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 1}, \"merges\": [1]}}");
        QVERIFY2(contains(message(), "merge that is no pair of texts"), message().c_str());
        fs::remove(folder() / "tokenizer.json");
        QVERIFY2(contains(message(), "vocab.json"), message().c_str());
    }

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    void write(const char* name, const std::string& content) const
    {
        std::ofstream(folder() / name, std::ios::binary) << content;
    }
    ClipTokenizer load() const { return ClipTokenizer::load(folder()); }
    std::string message() const
    {
        return failureMessage([this] { (void)load(); });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestTokenizerFiles)
#include "test_tokenizer_files.moc"
