// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/prompt_add_ons.h"

#include "core/base/path_text.h"
#include "core/base/utf8.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
namespace fs = std::filesystem;

class TestPromptAddOns final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("GESSO_ADD_ONS", m_folder->path().toUtf8());
        qputenv("XDG_DATA_HOME", m_folder->filePath("none").toUtf8());
        qputenv("HOME", m_folder->filePath("none").toUtf8());
        write("wildcards/animals/cat.txt", "tabby\n");
        write("wildcards/animals/dog.txt", "poodle\n");
        write("wildcards/plants/cat.txt", "catnip\n");
        write("wildcards/a/b/w2.txt", "deep\n");
        write("wildcards/latin1.txt", "caf\xe9\n");
        write("wildcards/chinese.txt", "\xc3\xa8\xb9\xb7\n");
        write("loras/add_detail.safetensors", "");
        write("loras/add_detail.v2.safetensors", "");
        write("loras/only.v1.5.safetensors", "");
        write("loras/sd15/chars/two.safetensors", "");
        write("embeddings/x/y/art.safetensors", "");
        write("embeddings/\xc3.safetensors", "");
    }

    void cleanup() { fs::remove_all(m_folder->path().toStdString()); } // Qt leaves names that are no UTF-8

    void wildcardsStandInFolders_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("written");
        const auto row = [](const char* prompt, const char* written) { QTest::newRow(prompt) << prompt << written; };
        row("__animals/cat__", "tabby");
        row("__ANIMALS/Cat__", "tabby");
        row("__plants/cat__", "catnip");
        row("__cat__", "tabby");
        row("__animals/*__", "{tabby|poodle}");
        row("__*/cat__", "{tabby|catnip}");
        row("__c*t__", "{tabby|catnip}");
        row("__**/w?__", "deep");
        row("__a/b/w2__ __w2__ __w2.txt__", "deep deep deep");
        row("__latin1__", "caf\u00e9");
        row("{2$$__animals/*__}", "{2$${tabby|poodle}}");
    }

    void wildcardsStandInFolders()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, written);
        const auto request = withPromptAddOns(of(prompt.toStdString()));
        QVERIFY2(request.has_value(), request ? "" : request.error().message.c_str());
        QCOMPARE(QString::fromStdString(request->prompt), written);
        QCOMPARE(QString::fromStdString(request->typed.prompt), prompt);
        QVERIFY(request->typed.negativePrompt.empty());
    }

    void whatWasTypedIsToldOfWildcardsAlone()
    {
        GenerationRequest request = of("a {red|blue} cat <lora:two:1>");
        request.negativePrompt = "__plants/cat__ # green";
        request.typed = {"of an earlier one", ""};
        const auto whole = withPromptAddOns(request).value();
        QCOMPARE(whole.typed, (TypedPrompts{"", "__plants/cat__ # green"}));
        request.syntax = PromptSyntax::Plain;
        QCOMPARE(withPromptAddOns(request).value().typed, TypedPrompts{});
    }

    void aLoraOfTheNegativePromptIsNotLookedFor()
    {
        GenerationRequest request = of("a <lora:add_detail:1>");
        request.negativePrompt = "b <lora:nowhere:1> <lora:two:1>";
        const auto whole = withPromptAddOns(request);
        QVERIFY2(whole, whole ? "" : whole.error().message.c_str());
        QCOMPARE(whole->modelOptions.loras.size(), std::size_t{1});
    }

    void lorasAreFoundByTheirWholeName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        const auto row = [](const char* name, const char* file) { QTest::newRow(name) << name << file; };
        row("add_detail", "loras/add_detail.safetensors");
        row("add_detail.v2", "loras/add_detail.v2.safetensors");
        row("add_detail.v2.safetensors", "loras/add_detail.v2.safetensors");
        row("only.v1.5", "loras/only.v1.5.safetensors");
        row("two", "loras/sd15/chars/two.safetensors");
        row("sd15/chars/two", "loras/sd15/chars/two.safetensors");
    }

    void lorasAreFoundByTheirWholeName()
    {
        QFETCH(QString, name);
        QFETCH(QString, file);
        for (const char* word : {"lora", "lyco"}) {
            const auto request = withPromptAddOns(of("a <" + std::string(word) + ":" + name.toStdString() + ":0.5>"));
            QVERIFY2(request.has_value(), request ? "" : request.error().message.c_str());
            QCOMPARE(request->modelOptions.loras.size(), std::size_t{1});
            QCOMPARE(QString::fromStdString(request->modelOptions.loras[0].path), m_folder->filePath(file));
        }
    }

    void refusesWhatItDoesNotKnow_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* prompt, const char* named) { QTest::newRow(prompt) << prompt << named; };
        row("<lora:only.v1:1>", "'only.v1'");
        row("<hypernet:x:1>", "<hypernet:x:1>");
        row("a {<hypernet:x:1>|b}", "<hypernet:x:1>");
        row("${a=b}", "${a=b}");
        row("__animals/lion__", "'animals/lion'");
        row("__cars/*__", "'cars/*'");
        row("__chinese__", "chinese.txt");
        row("__season(a=b)__ __@cat__", "@cat");
    }

    void refusesWhatItDoesNotKnow()
    {
        QFETCH(QString, prompt);
        QFETCH(QString, named);
        for (const bool negative : {false, true}) {
            if (negative && prompt.contains("lora")) {
                continue; // has no effect there
            }
            GenerationRequest request = of(negative ? "" : prompt.toStdString());
            request.negativePrompt = negative ? prompt.toStdString() : "";
            const auto refused = withPromptAddOns(request);
            QVERIFY(!refused);
            QVERIFY2(refused.error().message.find(named.toStdString()) != std::string::npos,
                     refused.error().message.c_str());
        }
    }

    void leavesPlainPromptsAlone()
    {
        GenerationRequest request = of("<hypernet:x:1> __nothing__ ${a=b}");
        request.syntax = PromptSyntax::Plain;
        QCOMPARE(withPromptAddOns(request).value().prompt, request.prompt);
    }

    void commentsAreNotLookedInto()
    {
        QCOMPARE(withPromptAddOns(of("a # <lora:unknown:1> <hypernet:x:1>")).value().modelOptions.loras.size(),
                 std::size_t{0});
    }

    void embeddingsAreFoundAtAnyDepth()
    {
        const auto request = withPromptAddOns(of("the art of \u00e9"));
        QCOMPARE(request.value().modelOptions.embeddings.size(), std::size_t{1}); // "\xc3" is no word
        QCOMPARE(request->modelOptions.embeddings[0].name, std::string("art"));
    }

    void pathsThatAreNoUtf8ComeThrough()
    {
        const fs::path folder = fs::path(m_folder->path().toStdString()) / "loras" / "d\xe9j\xe0";
        fs::create_directories(folder);
        std::ofstream(folder / "ink.safetensors") << "";
        const auto request = withPromptAddOns(of("<lora:ink:1>"));
        QVERIFY2(request.has_value(), request ? "" : request.error().message.c_str());
        const std::string& path = request->modelOptions.loras.at(0).path;
        QVERIFY(!invalidUtf8At(path));
        QCOMPARE(pathOfText(path), folder / "ink.safetensors");
    }

private:
    [[nodiscard]] static GenerationRequest of(const std::string& prompt)
    {
        GenerationRequest request;
        request.prompt = prompt;
        return request;
    }

    void write(const std::string& name, const std::string& bytes)
    {
        const fs::path path = fs::path(m_folder->path().toStdString()) / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestPromptAddOns)
#include "test_prompt_add_ons.moc"
