// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/foreign_add_ons.h"

#include "core/base/atomic_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace std::string_literals;
using Kind = MissingAddOn::Kind;

class TestForeignAddOns final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string pathOf(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("HOME", m_folder.path().toUtf8());
        qunsetenv("XDG_DATA_HOME");
        qunsetenv("XDG_CACHE_HOME");
        qputenv("GESSO_ADD_ONS", m_folder.path().toUtf8());
        for (const char* folder : {"loras", "vae", "embeddings", "elsewhere"}) {
            QVERIFY(QDir(m_folder.path()).mkpath(folder));
        }
        const std::string header = "{\"__metadata__\":{\"sshs_model_hash\":\"7c6bad76eb54aaaa\"}}";
        std::string file(8, '\0');
        file[0] = static_cast<char>(header.size());
        QVERIFY(writeFile(pathOf("loras/renamed.safetensors"), file + header));
        QVERIFY(writeFile(pathOf("loras/lake.safetensors"), ""));
        QVERIFY(writeFile(pathOf("vae/kl.safetensors"), ""));
        QVERIFY(writeFile(pathOf("embeddings/easy.safetensors"), ""));
    }

    void pathsAreTakenOut()
    {
        PictureMetadata metadata;
        metadata.request.emplace();
        metadata.request->model = "/srv/models/starter-model";
        metadata.request->prompt = "a cat";
        metadata.request->init = {"/net/evil/init.png", "0011"};
        metadata.request->mask = {"/net/evil/mask.png", "2233"};
        metadata.request->modelOptions.vae = "/srv/hidden/vae.safetensors";
        metadata.request->modelOptions.loras = {{"/net/evil/x.safetensors", 0.5, ""},
                                                {"/net/evil/lake.safetensors", 1., ""}};
        metadata.request->modelOptions.embeddings = {{"cat", "/srv/hidden/emb.pt"}, {"easy", "/srv/hidden/easy.pt"}};
        const auto missing = useOwnAddOns(metadata);
        QCOMPARE(missing, (std::vector<MissingAddOn>{
                              {Kind::Lora, "x"}, {Kind::Autoencoder, "vae.safetensors"}, {Kind::Embedding, "cat"}}));
        QCOMPARE(metadata.modelName, "starter-model"s);
        QCOMPARE(metadata.request->prompt, "a cat <lora:x:0.5> <lora:lake:1>"s);
        GenerationRequest expected;
        expected.prompt = metadata.request->prompt;
        expected.init.hash = "0011";
        expected.mask.hash = "2233";
        QCOMPARE(*metadata.request, expected);
    }

    void theUsersOwnFilesAreFound()
    {
        PictureMetadata metadata;
        metadata.request.emplace();
        metadata.request->prompt = "<lora:original:0.5> easy";
        metadata.request->negativePrompt = "<lora:nowhere:1>"; // has no effect
        metadata.loras = {{"original", "7c6bad76eb54"}};
        metadata.vae = {"kl.safetensors", "aabbccddee"};
        metadata.embeddings = {{"easy", ""}};
        QVERIFY(useOwnAddOns(metadata).empty());
        QCOMPARE(metadata.request->prompt, "<lora:renamed:0.5> easy"s); // by its hash
        QCOMPARE(metadata.request->modelOptions.vae, pathOf("vae/kl.safetensors"));
    }

    void aNameIsNoPath()
    {
        QVERIFY(writeFile(pathOf("elsewhere/kl2.safetensors"), ""));
        for (const std::string& name : {"../elsewhere/kl2.safetensors"s, pathOf("elsewhere/kl2.safetensors")}) {
            PictureMetadata metadata;
            metadata.request.emplace();
            metadata.vae.name = name;
            QCOMPARE(useOwnAddOns(metadata).size(), std::size_t{1});
            QVERIFY(metadata.request->modelOptions.vae.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestForeignAddOns)
#include "test_foreign_add_ons.moc"
