// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/inspect.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;

namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(GESSO_FIXTURES) / "models";

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestInspect final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_copy = fs::path(m_temporary->path().toStdString()) / "model";
        fs::copy(kModels / "sd2-tiny", m_copy, fs::copy_options::recursive);
    }

    void describesAWholeFolder()
    {
        const auto description = inspect(kModels / "sd2-tiny");
        QVERIFY2(description.has_value(), description ? "" : description.error().message.c_str());
        QCOMPARE(description->kind, ModelKind::DiffusersFolder);
        QCOMPARE(description->name, "sd2-tiny");
        QCOMPARE(description->pipelineClass, "StableDiffusionPipeline");
        QCOMPARE(description->scheduler, "DDIMScheduler");
        QCOMPARE(description->predictionType, "v_prediction");
        QVERIFY2(description->problems.empty(), toText(*description).c_str());
        std::uint64_t parameters = 0;
        for (const InspectedPart& part : description->parts) {
            parameters += part.count.parameters;
            QCOMPARE(part.count.tensors > 0, part.name == "unet" || part.name == "vae" || part.name == "text_encoder");
        }
        QCOMPARE(description->count.parameters, parameters);
        QVERIFY(description->count.byType.contains("F16"));
        const nlohmann::json json = toJson(*description);
        QVERIFY(json.at("kind") == "diffusers-folder");
        QVERIFY(json.at("parts").at("unet").at("class") == "UNet2DConditionModel");
        QVERIFY(contains(toText(*description), "predicts v_prediction, made for DDIMScheduler"));
    }

    void aSingleFileTellsWhatItPredicts()
    {
        const auto described = inspect(fs::path(GESSO_FIXTURES) / "single-files" / "sd2-tiny.safetensors");
        QCOMPARE(described->predictionType, "v_prediction");
        QCOMPARE(described->scheduler, "DDIMScheduler");
        QVERIFY(described->problems.empty());
    }

    void aDefaultPredictionIsEpsilon() { QCOMPARE(inspect(kModels / "sd1-tiny")->predictionType, "epsilon"); }

    void namesVariantsAndCountsShards()
    {
        const auto description = inspect(kModels / "odd-tiny");
        QVERIFY(description.has_value());
        QVERIFY2(description->problems.empty(), toText(*description).c_str());
        for (const InspectedPart& part : description->parts) {
            QCOMPARE(part.variant, part.count.tensors > 0 ? "fp16" : "");
        }
    }

    void listsEveryProblemOfAFolder()
    {
        fs::remove(m_copy / "vae" / "diffusion_pytorch_model.safetensors");
        std::ofstream(m_copy / "text_encoder" / "model.safetensors") << "<!DOCTYPE html>";
        fs::remove(m_copy / "scheduler" / "scheduler_config.json");
        const auto description = inspect(m_copy);
        QVERIFY(description.has_value());
        const std::string text = toText(*description);
        QVERIFY2(contains(text, "vae' has no weights"), text.c_str());
        QVERIFY2(contains(text, "model.safetensors' is a web page"), text.c_str());
        QVERIFY2(contains(text, "scheduler_config.json"), text.c_str());
        QCOMPARE(toJson(*description).at("problems").size(), description->problems.size());
    }

    void aModelOfAnotherFamilyIsDescribedWithItsProblem()
    {
        std::ofstream(m_copy / "model_index.json") << "{\"_class_name\": \"FluxPipeline\", \"vae\": [\"diffusers\", "
                                                      "\"AutoencoderKL\"]}";
        const auto description = inspect(m_copy);
        QVERIFY(description.has_value());
        QCOMPARE(description->pipelineClass, "FluxPipeline");
        QCOMPARE(description->problems.size(), std::size_t(1));
        QVERIFY(contains(description->problems[0], "is a FluxPipeline, which is not supported"));
    }

    void describesSingleFiles()
    {
        const auto unet = inspect(kModels / "sd2-tiny" / "unet" / "diffusion_pytorch_model.safetensors");
        QVERIFY(unet.has_value());
        QCOMPARE(unet->kind, ModelKind::Unet);
        QVERIFY(toJson(*unet).at("kind") == "unet");
        QVERIFY(toJson(*unet).contains("metadata"));
        QCOMPARE(inspect(kModels / "odd-tiny" / "text_encoder" / "model.fp16.safetensors")->kind,
                 ModelKind::TextEncoder);
        QCOMPARE(inspect(kModels / "sd1-tiny" / "vae" / "diffusion_pytorch_model.safetensors")->kind, ModelKind::Vae);
    }

    void namesWhatAFileReallyIs()
    {
        std::ofstream(m_copy / "x.ckpt") << "PK\x03\x04";
        const auto pickle = inspect(m_copy / "x.ckpt");
        QVERIFY(!pickle.has_value());
        QCOMPARE(pickle.error().code, ErrorCode::ModelDamaged);
        QVERIFY(contains(pickle.error().message, "x.ckpt' is a PyTorch pickle"));
        QCOMPARE(inspect(m_copy / "none").error().code, ErrorCode::FileNotReadable);
        QCOMPARE(inspect(m_copy / "unet").error().code, ErrorCode::ModelNotFound);
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_copy;
};

QTEST_APPLESS_MAIN(TestInspect)
#include "test_inspect.moc"
