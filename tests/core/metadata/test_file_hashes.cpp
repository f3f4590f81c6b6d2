// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/file_hashes.h"
#include "core/metadata/known_hashes.h"

#include "core/base/atomic_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using namespace std::string_literals;

class TestFileHashes final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path pathOf(const char* name) const { return m_folder.filePath(name).toStdString(); }
    std::filesystem::path store() const { return pathOf("cache/file-hashes.json"); }

private Q_SLOTS:
    void hashesAreThoseOfOtherTools()
    {
        QVERIFY(writeFile(pathOf("abc"), "abc"));
        // FIPS 180-4, the example of one block
        QCOMPARE(sha256OfFile(pathOf("abc"), HashedPart::Whole, {}).value(),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"s);
        QVERIFY(writeFile(pathOf("lora"), "\2\0\0\0\0\0\0\0{}abc"s));
        QCOMPARE(sha256OfFile(pathOf("lora"), HashedPart::AfterHeader, {}).value(),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"s);
        QVERIFY(!sha256OfFile(pathOf("none"), HashedPart::Whole, {}));
    }

    void theyAreRememberedUntilTheFileChanges()
    {
        QVERIFY(writeFile(pathOf("model"), "abc"));
        {
            FileHashes hashes(store());
            QVERIFY(!hashes.known(pathOf("model"), HashedPart::Whole));
            hashes.begin(pathOf("model"), HashedPart::Whole);
            hashes.begin(pathOf("none"), HashedPart::Whole);
            hashes.wait();
            QVERIFY(hashes.known(pathOf("model"), HashedPart::Whole).value_or("").starts_with("ba7816bf8f"));
            QVERIFY(!hashes.known(pathOf("model"), HashedPart::AfterHeader));
        }
        FileHashes again(store());
        QVERIFY(again.known(pathOf("model"), HashedPart::Whole));
        QVERIFY(writeFile(pathOf("model"), "another"));
        QVERIFY(!again.known(pathOf("model"), HashedPart::Whole));
        QVERIFY(writeFile(store(), "[{\"path\": 3}, 4, {}]"));
        QVERIFY(!FileHashes(store()).known(pathOf("model"), HashedPart::Whole));
    }

    void aPictureNamesTheFilesThatItWasMadeWith()
    {
        QVERIFY(QDir(m_folder.path()).mkpath("folder/unet"));
        QVERIFY(writeFile(pathOf("folder/unet/diffusion_pytorch_model.safetensors"), "abc"));
        QVERIFY(writeFile(pathOf("kl.safetensors"), "abc"));
        QVERIFY(writeFile(pathOf("lake.safetensors"), "\2\0\0\0\0\0\0\0{}abc"s));
        QVERIFY(writeFile(pathOf("easy.pt"), "abc"));
        PictureMetadata metadata;
        metadata.request.emplace();
        metadata.request->model = pathOf("folder").string();
        metadata.request->prompt = "Easy, <lora:lake:1>";
        metadata.request->negativePrompt = "<lora:other:1>"; // has no effect
        metadata.request->modelOptions.vae = pathOf("kl.safetensors").string();
        metadata.request->modelOptions.loras = {{pathOf("lake.safetensors").string(), 1., "lake"},
                                                {pathOf("other.safetensors").string(), 1., "other"}};
        metadata.request->modelOptions.embeddings = {{"easy", pathOf("easy.pt").string()},
                                                     {"as", pathOf("easy.pt").string()}}; // no word of the prompt
        FileHashes hashes(store());
        PictureMetadata before = withKnownHashes(metadata, hashes);
        QCOMPARE(before.modelFileHash, ""s);
        QCOMPARE(before.vae, (NamedHash{"kl.safetensors", ""}));
        beginHashing(*metadata.request, hashes);
        hashes.wait();
        const PictureMetadata known = withKnownHashes(metadata, hashes);
        QCOMPARE(known.modelFileHash, "ba7816bf8f"s);
        QCOMPARE(known.vae, (NamedHash{"kl.safetensors", "ba7816bf8f"}));
        QCOMPARE(known.loras, (std::vector<NamedHash>{{"lake", "ba7816bf8f01"}}));
        QCOMPARE(known.embeddings, (std::vector<NamedHash>{{"easy", "ba7816bf8f01"}}));
    }
};

QTEST_APPLESS_MAIN(TestFileHashes)
#include "test_file_hashes.moc"
