// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/json_file.h"
#include "inference/weights/model_files.h"
#include "tests/support/failure_message.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::contains;
using gesso::test::failureMessage;

namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(GESSO_FIXTURES) / "models";

std::string messageOf(const fs::path& path, ErrorCode code)
{
    return failureMessage([&path] { (void)ModelFiles::open(path); }, code);
}

} // namespace

class TestModelFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_copy = fs::path(m_temporary->path().toStdString()) / "model";
        fs::copy(kModels / "sd1-tiny", m_copy, fs::copy_options::recursive);
    }

    void opensAnOrdinaryFolder()
    {
        const ModelFiles model = ModelFiles::open(kModels / "sd1-tiny");
        QCOMPARE(model.name(), "sd1-tiny");
        QCOMPARE(textOf(model.unetConfig(), "_class_name"), "UNet2DConditionModel");
        QCOMPARE(textOf(model.vaeConfig(), "_class_name"), "AutoencoderKL");
        QCOMPARE(textOf(model.schedulerConfig(), "_class_name"), "PNDMScheduler");
        QVERIFY(model.textEncoderConfig().contains("hidden_size"));
        QVERIFY(fs::exists(model.tokenizerFolder() / "vocab.json"));
        QVERIFY(model.unetWeights()->contains("conv_in.weight"));
        QVERIFY(model.vaeWeights()->contains("decoder.conv_in.weight"));
        QVERIFY(model.textEncoderWeights()->contains("text_model.final_layer_norm.weight"));
        QCOMPARE(model.hash().size(), std::size_t(16));
    }

    void opensShardsVariantsAndOldNames()
    {
        const ModelFiles model = ModelFiles::open(kModels / "odd-tiny");
        QVERIFY(model.unetWeights()->contains("conv_in.weight"));
        QVERIFY(model.unetWeights()->contains("conv_out.weight"));
        QVERIFY(model.vaeWeights()->contains("decoder.mid_block.attentions.0.to_out.0.weight"));
        QVERIFY(!model.vaeWeights()->contains("decoder.mid_block.attentions.0.proj_attn.weight"));
        QVERIFY(model.textEncoderWeights()->contains("text_model.embeddings.token_embedding.weight"));
        QCOMPARE(model.unetWeights()->load("conv_in.weight").scalar_type(), at::kHalf);
    }

    void opensTheHubCacheThroughItsLinks()
    {
        const fs::path repository = fs::path(m_temporary->path().toStdString()) / "models--gesso--tiny";
        const fs::path snapshot = repository / "snapshots" / "0123abc";
        fs::create_directories(repository / "refs");
        fs::create_directories(repository / "blobs");
        std::ofstream(repository / "refs" / "main") << "0123abc\n";
        int blob = 0;
        for (const auto& entry : fs::recursive_directory_iterator(m_copy)) {
            const fs::path target = snapshot / fs::relative(entry.path(), m_copy);
            if (entry.is_regular_file()) {
                const fs::path content = repository / "blobs" / std::to_string(blob++);
                fs::create_directories(target.parent_path());
                fs::copy_file(entry.path(), content);
                fs::create_symlink(fs::relative(content, target.parent_path()), target);
            }
        }
        const ModelFiles model = ModelFiles::open(repository);
        QCOMPARE(model.name(), "gesso/tiny");
        QCOMPARE(model.path(), snapshot);
        QCOMPARE(model.hash(), ModelFiles::open(m_copy).hash());
    }

    void theHashFollowsConfigsAndWeightsNotPlacesAndWriters()
    {
        const std::string hash = ModelFiles::open(kModels / "sd1-tiny").hash();
        QCOMPARE(ModelFiles::open(m_copy).hash(), hash);
        replaceIn("unet/config.json", "\"_diffusers_version\": \"", "\"_diffusers_version\": \"9.");
        QCOMPARE(ModelFiles::open(m_copy).hash(), hash);
        replaceIn("scheduler/scheduler_config.json", "0.012", "0.013");
        const std::string otherConfig = ModelFiles::open(m_copy).hash();
        QVERIFY(otherConfig != hash);
        const fs::path weights = m_copy / "text_encoder" / "model.safetensors";
        std::fstream file(weights, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(-10, std::ios::end);
        file << "0123456789";
        file.close();
        QVERIFY(ModelFiles::open(m_copy).hash() != otherConfig);
    }

    void theHashCoversTheTokenizer()
    {
        const std::string hash = ModelFiles::open(m_copy).hash();
        replaceIn("tokenizer/tokenizer_config.json", "{", "{\"name_or_path\": \"/somewhere/else\",");
        QCOMPARE(ModelFiles::open(m_copy).hash(), hash);
        std::ofstream(m_copy / "tokenizer" / "added_tokens.json") << "{\"<style>\": 5}";
        const std::string withToken = ModelFiles::open(m_copy).hash();
        QVERIFY(withToken != hash);
        std::ofstream(m_copy / "tokenizer" / "merges.txt", std::ios::app) << "c at\n";
        QVERIFY(ModelFiles::open(m_copy).hash() != withToken);
    }

    void prefersThePlainFilesToTheVariant()
    {
        const fs::path unet = m_copy / "unet";
        std::ofstream(unet / "diffusion_pytorch_model.fp16.safetensors") << "not read";
        QVERIFY(ModelFiles::open(m_copy).unetWeights()->contains("conv_in.weight"));
    }

    void namesTheMissingPart_data()
    {
        QTest::addColumn<QString>("remove");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unet") << "unet"
                              << "its folder 'unet' is missing";
        QTest::newRow("vae config") << "vae/config.json"
                                    << "'vae/config.json' is missing";
        QTest::newRow("weights") << "text_encoder/model.safetensors"
                                 << "model.fp16.safetensors is missing";
        QTest::newRow("merges") << "tokenizer/merges.txt"
                                << "'tokenizer/merges.txt' is missing";
        QTest::newRow("vocabulary") << "tokenizer/vocab.json"
                                    << "'tokenizer/vocab.json' is missing";
        QTest::newRow("scheduler") << "scheduler"
                                   << "its folder 'scheduler' is missing";
        QTest::newRow("scheduler config") << "scheduler/scheduler_config.json"
                                          << "'scheduler/scheduler_config.json' is missing";
    }

    void namesTheMissingPart()
    {
        QFETCH(QString, remove);
        QFETCH(QString, reason);
        fs::remove_all(m_copy / remove.toStdString());
        const std::string message = messageOf(m_copy, ErrorCode::ModelDamaged);
        QVERIFY2(contains(message, reason.toStdString()), message.c_str());
    }

    void pickledWeightsAreNeverLoaded()
    {
        fs::rename(m_copy / "unet" / "diffusion_pytorch_model.safetensors",
                   m_copy / "unet" / "diffusion_pytorch_model.bin");
        const std::string message = messageOf(m_copy, ErrorCode::ModelUnsupported);
        QVERIFY2(contains(message, "safe_serialization=True"), message.c_str());
        QVERIFY2(contains(message, "unet"), message.c_str());
    }

    void namesClassesThatAreNotSupported()
    {
        replaceIn("model_index.json", "StableDiffusionPipeline", "StableDiffusionXLPipeline");
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelUnsupported), "is a StableDiffusionXLPipeline"));
        replaceIn("model_index.json", "StableDiffusionXLPipeline", "StableDiffusionPipeline");
        replaceIn("model_index.json", "AutoencoderKL", "AutoencoderTiny");
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelUnsupported), "vae"));
        replaceIn("model_index.json", "\"vae\"", "\"other\"");
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "names no vae"));
    }

    void namesDamagedFiles()
    {
        std::ofstream(m_copy / "vae" / "config.json") << "version https://git-lfs.github.com/spec/v1\n";
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "vae/config.json' is a git-lfs pointer"));
        std::ofstream(m_copy / "vae" / "config.json") << "{\"a\": ";
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "is not valid JSON"));
        std::ofstream(m_copy / "vae" / "config.json") << std::string(100000, '[');
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "vae/config.json"));
        std::ofstream(m_copy / "vae" / "config.json").flush();
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "is empty"));
        std::ofstream(m_copy / "vae" / "config.json") << "[]";
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "holds no JSON object"));
    }

    void indexesMustNotLeadElsewhere()
    {
        fs::remove(m_copy / "unet" / "diffusion_pytorch_model.safetensors");
        const fs::path index = m_copy / "unet" / "diffusion_pytorch_model.safetensors.index.json";
        for (const char* file : {"../vae/diffusion_pytorch_model.safetensors", "/etc/passwd", "..", ""}) {
            std::ofstream(index) << "{\"weight_map\": {\"a\": \"" << file << "\"}}";
            QVERIFY2(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "no .safetensors file beside it"), file);
        }
        std::ofstream(index) << "{\"weight_map\": []}";
        QVERIFY(contains(messageOf(m_copy, ErrorCode::ModelDamaged), "has no weight_map"));
    }

    void tellsWhatAPathIsInstead()
    {
        const fs::path nowhere = m_copy / "nowhere";
        QVERIFY(contains(messageOf(nowhere, ErrorCode::ModelNotFound), "There is no model"));
        QVERIFY(contains(messageOf(m_copy / "unet", ErrorCode::ModelNotFound), "one part of a model"));
        QVERIFY(contains(messageOf(m_copy.parent_path(), ErrorCode::ModelNotFound), "has no model_index.json"));
        const fs::path single = m_copy / "vae" / "diffusion_pytorch_model.safetensors";
        QVERIFY(contains(messageOf(single, ErrorCode::ModelUnsupported), "cannot be run as a model: it is a VAE"));
        const fs::path pickle = m_copy / "model.ckpt";
        std::ofstream(pickle, std::ios::binary) << "PK\x03\x04 archive";
        QVERIFY(contains(messageOf(pickle, ErrorCode::ModelDamaged), "PyTorch pickle"));
    }

private:
    void replaceIn(const char* file, const std::string& before, const std::string& after) const
    {
        const fs::path path = m_copy / file;
        std::ifstream in(path);
        std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        const std::size_t at = text.find(before);
        QVERIFY2(at != std::string::npos, before.c_str());
        std::ofstream(path) << text.replace(at, before.size(), after);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_copy;
};

QTEST_APPLESS_MAIN(TestModelFiles)
#include "test_model_files.moc"
