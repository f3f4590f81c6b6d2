// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/single_file.h"
#include "inference/base/engine_error.h"
#include "inference/weights/ldm_tensor_names.h"
#include "inference/weights/model_files.h"
#include "tests/support/failure_message.h"
#include "tests/support/safetensors_writer.h"

#include <ATen/ATen.h>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;
using namespace gesso::inference;
using gesso::test::failureMessage;

namespace {

namespace fs = std::filesystem;

const fs::path kFolders = fs::path(GESSO_FIXTURES) / "models";
const fs::path kFiles = fs::path(GESSO_FIXTURES) / "single-files";

fs::path fileOf(const std::string& name)
{
    return kFiles / (name + ".safetensors");
}

/// Empty when both hold the same tensors; else what differs.
std::string difference(const WeightSource& found, const WeightSource& wanted, double factor = 1.)
{
    if (found.names() != wanted.names()) {
        return "names";
    }
    for (const std::string& name : wanted.names()) {
        const at::Tensor expected = wanted.load(name);
        if (!at::equal(found.load(name).reshape(expected.sizes()), expected * factor)) {
            return name;
        }
    }
    return {};
}

} // namespace

class TestSingleFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdTheTensorsOfTheirFolders_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("sd1-tiny") << "sd1-tiny";
        QTest::newRow("sd2-tiny, OpenCLIP") << "sd2-tiny";
    }

    void holdTheTensorsOfTheirFolders()
    {
        QFETCH(QString, name);
        const ModelFiles folder = ModelFiles::open(kFolders / name.toStdString());
        const ModelFiles file = ModelFiles::open(fileOf(name.toStdString()));
        QCOMPARE(difference(*file.unetWeights(), *folder.unetWeights()), "");
        QCOMPARE(difference(*file.vaeWeights(), *folder.vaeWeights()), "");
        QCOMPARE(difference(*file.textEncoderWeights(), *folder.textEncoderWeights()), "");
        QCOMPARE(file.name(), name.toStdString());
        QVERIFY(file.schedulerConfig() == folder.schedulerConfig());
        QVERIFY(fs::equivalent(file.tokenizerFolder(), folder.tokenizerFolder()));
    }

    void theAveragedWeightsCanBeChosen()
    {
        const ModelFiles folder = ModelFiles::open(kFolders / "sd1-tiny");
        const ModelFiles averaged = ModelFiles::open(fileOf("sd1-tiny"), {.vae = {}, .ema = true});
        QCOMPARE(difference(*averaged.unetWeights(), *folder.unetWeights(), 0.5), "");
        QCOMPARE(difference(*averaged.vaeWeights(), *folder.vaeWeights()), "");
        QVERIFY(averaged.hash() != ModelFiles::open(fileOf("sd1-tiny")).hash());

        const auto refusal = [](const fs::path& path) {
            return failureMessage([&] { (void)ModelFiles::open(path, {.vae = {}, .ema = true}); },
                                  ErrorCode::InvalidRequest);
        };
        QVERIFY(refusal(fileOf("sd2-tiny")).find("no averaged (EMA) weights") != std::string::npos);
        QVERIFY(refusal(kFolders / "sd1-tiny").find("is a folder") != std::string::npos);
    }

    void anotherAutoencoderCanBeTaken_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("of a checkpoint") << QString::fromStdString(fileOf("sd2-tiny").string());
        QTest::newRow("of a model's folder") << QString::fromStdString((kFolders / "sd2-tiny").string());
        QTest::newRow("of a folder") << QString::fromStdString((kFolders / "sd2-tiny" / "vae").string());
        QTest::newRow("of a file") << QString::fromStdString(
            (kFolders / "sd2-tiny" / "vae" / "diffusion_pytorch_model.safetensors").string());
    }

    void anotherAutoencoderCanBeTaken()
    {
        QFETCH(QString, path);
        const ModelFiles wanted = ModelFiles::open(kFolders / "sd2-tiny");
        const ModelFiles own = ModelFiles::open(fileOf("sd1-tiny"));
        const ModelFiles model = ModelFiles::open(fileOf("sd1-tiny"), {.vae = path.toStdString(), .ema = false});
        QCOMPARE(difference(*model.vaeWeights(), *wanted.vaeWeights()), "");
        QCOMPARE(difference(*model.unetWeights(), *own.unetWeights()), "");
        QVERIFY(model.hash() != own.hash());
    }

    void whatHasNoAutoencoderIsRefused()
    {
        const auto refusal = [](const fs::path& vae, ErrorCode code) {
            return failureMessage([&] { (void)ModelFiles::open(fileOf("sd1-tiny"), {vae, false}); }, code);
        };
        const fs::path unet = kFolders / "sd1-tiny" / "unet";
        QVERIFY(
            refusal(unet / "diffusion_pytorch_model.safetensors", ErrorCode::ModelUnsupported).find("no autoencoder") !=
            std::string::npos);
        QVERIFY(refusal(kFolders / "nowhere", ErrorCode::ModelNotFound).find("no autoencoder") != std::string::npos);
    }

    void namesAreThoseOfDiffusers()
    {
        const std::map<std::string, std::string> unet{{"input_blocks.3.0.op.weight", ""},
                                                      {"input_blocks.11.0.in_layers.0.weight", ""}};
        const LdmUnetNames names(unet);
        QCOMPARE(names.of("input_blocks.1.1.proj_in.weight"), "down_blocks.0.attentions.0.proj_in.weight");
        QCOMPARE(names.of("input_blocks.10.0.in_layers.2.weight"), "down_blocks.3.resnets.0.conv1.weight");
        QCOMPARE(names.of("input_blocks.9.0.op.bias"), "down_blocks.2.downsamplers.0.conv.bias");
        QCOMPARE(names.of("output_blocks.2.1.conv.weight"), "up_blocks.0.upsamplers.0.conv.weight");
        QCOMPARE(names.of("output_blocks.5.2.conv.weight"), "up_blocks.1.upsamplers.0.conv.weight");
        QCOMPARE(names.of("output_blocks.11.0.skip_connection.bias"), "up_blocks.3.resnets.2.conv_shortcut.bias");
        QCOMPARE(names.of("middle_block.2.out_layers.3.weight"), "mid_block.resnets.1.conv2.weight");
        QCOMPARE(names.of("out.2.weight"), "conv_out.weight");
        // Names of no network stay, whatever they look like.
        for (const std::string odd :
             {"input_blocks.", "input_blocks.x.0.a", "input_blocks.99999999999.0.a", "output_blocks.1",
              "middle_block.7.a", "label_emb.weight", "input_blocks.-1.0.a"}) {
            QCOMPARE(names.of(odd), odd);
        }
    }

    void velocityShowsInTheSpreadOfABias_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("spread");
        QTest::addColumn<QString>("prediction");
        const std::pair<const char*, at::ScalarType> types[]{
            {"float32", at::kFloat},           {"float16", at::kHalf},
            {"bfloat16", at::kBFloat16},       {"float64", at::kDouble},
            {"float8_e5m2", at::kFloat8_e5m2}, {"float8_e4m3", at::kFloat8_e4m3fn}};
        for (const auto& [name, type] : types) {
            QTest::addRow("%s, wide", name) << static_cast<int>(type) << 0.11 << "v_prediction";
            QTest::addRow("%s, narrow", name) << static_cast<int>(type) << 0.07 << "epsilon";
        }
    }

    void velocityShowsInTheSpreadOfABias()
    {
        QFETCH(int, type);
        QFETCH(double, spread);
        QFETCH(QString, prediction);
        QTemporaryDir temporary;
        const fs::path file = fs::path(temporary.path().toStdString()) / "sd2.safetensors";
        const at::Tensor bias = at::tensor({1.5 + spread, 1.5 - spread, 1.5 + spread, 1.5 - spread});
        const std::string unet = "model.diffusion_model.";
        test::writeSafetensors(
            file, {{unet + "input_blocks.0.0.weight", at::zeros({2, 4, 1, 1})},
                   {unet + "input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight", at::zeros({1, 1024})},
                   {unet + "output_blocks.11.1.transformer_blocks.0.norm1.bias",
                    (bias - 1.5).to(static_cast<at::ScalarType>(type))}});
        const Result<SingleFile> opened = SingleFile::open(file);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QCOMPARE(opened->kind, ModelKind::Sd2);
        QCOMPARE(opened->configs.scheduler.at("prediction_type").get<std::string>(), prediction.toStdString());
        std::ofstream(notesBeside(file)) << "{\"prediction\": \"epsilon\"}";
        QCOMPARE(SingleFile::open(file)->configs.scheduler.at("prediction_type").get<std::string>(), "epsilon");
    }

    void inpaintingModelsPredictNoise()
    {
        QTemporaryDir temporary;
        const fs::path file = writeSd2(temporary, 9, 0.2);
        QCOMPARE(SingleFile::open(file)->kind, ModelKind::Sd2Inpaint);
        QCOMPARE(predictionOf(file), "epsilon");
    }

    void otherToolsConfigsCount()
    {
        QTemporaryDir temporary;
        const fs::path file = writeSd2(temporary, 4, 0.2);
        QCOMPARE(predictionOf(file), "v_prediction");
        const fs::path yaml = fs::path(file).replace_extension(".yaml");
        std::ofstream(yaml) << "model:\n  params:\n    parameterization: eps\n    linear_start: 0.001\n"
                               "    linear_end: 0.02\n";
        QCOMPARE(predictionOf(file), "epsilon");
        QCOMPARE(SingleFile::open(file)->configs.scheduler.at("beta_end").get<double>(), 0.02);
        std::ofstream(notesBeside(file)) << R"({"prediction": "velocity"})"; // our own notes stand above them
        QCOMPARE(predictionOf(file), "v_prediction");
        std::ofstream(yaml) << "model: [";
        QVERIFY(SingleFile::open(file).error().message.find("sd2.yaml") != std::string::npos);
    }

    void notesOfOtherToolsSayNothing()
    {
        QTemporaryDir temporary;
        const fs::path file = writeSd2(temporary, 4, 0.2);
        for (const char* notes :
             {R"({"description": "nice", "sd version": "SD2", "activation text": "", "notes": "",
                                      "preferred weight": 0, "vae": "Automatic", "steps": "many"})",
              R"([1, 2])", R"({"modelId": 4, "baseModel": "SD 2.1", "trainedWords": []})", "null"}) {
            std::ofstream(notesBeside(file)) << notes;
            QCOMPARE(predictionOf(file), "v_prediction");
            QVERIFY(SingleFile::open(file)->notes.empty());
        }
        std::ofstream(notesBeside(file)) << "{\"prediction\": ";
        QVERIFY(!SingleFile::open(file));
    }

    void partsThatAreMissingAreNamed()
    {
        QTemporaryDir temporary;
        const fs::path cut = fs::path(temporary.path().toStdString()) / "unet-only.safetensors";
        std::string header =
            "{\"model.diffusion_model.input_blocks.0.0.weight\":{\"dtype\":\"F16\",\"shape\":[1,4,1,1],"
            "\"data_offsets\":[0,8]}}";
        header.resize((header.size() + 7) / 8 * 8, ' ');
        std::ofstream(cut) << static_cast<char>(header.size()) << std::string(7, '\0') << header << "8 bytes.";
        const std::string message = failureMessage([&] { (void)ModelFiles::open(cut); }, ErrorCode::ModelDamaged);
        QVERIFY2(message.find("has no autoencoder (VAE) in it: choose one beside it (--vae)") != std::string::npos,
                 message.c_str());
    }

private:
    /// A file that looks like one of Stable Diffusion 2, with so many input channels and spread of the telling bias.
    [[nodiscard]] static fs::path writeSd2(const QTemporaryDir& folder, std::int64_t channels, double spread)
    {
        const fs::path file = fs::path(folder.path().toStdString()) / "sd2.safetensors";
        const std::string unet = "model.diffusion_model.";
        test::writeSafetensors(
            file, {{unet + "input_blocks.0.0.weight", at::zeros({2, channels, 1, 1})},
                   {unet + "input_blocks.2.1.transformer_blocks.0.attn2.to_k.weight", at::zeros({1, 1024})},
                   {unet + "output_blocks.11.1.transformer_blocks.0.norm1.bias", at::tensor({spread, -spread})}});
        return file;
    }

    [[nodiscard]] static std::string predictionOf(const fs::path& file)
    {
        const Result<SingleFile> opened = SingleFile::open(file);
        return opened ? opened->configs.scheduler.at("prediction_type").get<std::string>() : opened.error().message;
    }
};

QTEST_APPLESS_MAIN(TestSingleFiles)
#include "test_single_files.moc"
