// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_list.h"

#include "core/base/folders.h"
#include "core/models/model_defaults.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <memory>

using namespace gesso;
namespace fs = std::filesystem;

class TestModelList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_root = m_temporary->path().toStdString();
    }

    void theStarterModelStandsFirst()
    {
        copyModel("aaa");
        const std::vector<FoundModel> models = installedModels({m_root}, executableFolder());
        QCOMPARE(models.size(), std::size_t{2});
        QCOMPARE(models[0].name, std::string(kStarterName));
        QCOMPARE(models[1].name, std::string("aaa"));
    }

    void aGoodModelHasItsDefaults()
    {
        copyModel("good");
        std::ofstream(m_root / "good" / "gesso.json") << "{\"steps\": 7}";
        const ListedModel listed = find("good");
        QCOMPARE(listed.problem, std::string());
        QCOMPARE(listed.defaults.steps, 7);
        QCOMPARE(listed.defaults.model, (m_root / "good").string());
    }

    void aSingleFileHasWhatStandsBesideIt()
    {
        const fs::path file = m_root / "one.safetensors";
        fs::copy_file(fs::path(GESSO_FIXTURES) / "single-files/sd1-tiny.safetensors", file);
        copyModel("configs");
        std::ofstream(m_root / "one.json") << "{\"config\": \"configs\", \"steps\": 9, \"prediction\": \"velocity\"}";
        const ListedModel listed = listedModel({"one", file, ModelKind::Sd1});
        QCOMPARE(listed.problem, std::string());
        QCOMPARE(listed.defaults.steps, 9);
        QCOMPARE(listed.defaults.width, 64); // eight latents, as the configs say
        std::ofstream(m_root / "one.json") << "{\"config\": \"nowhere\"}";
        QVERIFY(listedModel({"one", file, ModelKind::Sd1}).problem.find("one.json") != std::string::npos);
        std::ofstream(m_root / "one.json") << "{\"prediction\": \"future\"}";
        QVERIFY(listedModel({"one", file, ModelKind::Sd1}).problem.find("prediction") != std::string::npos);
        fs::remove(m_root / "one.json");
        QCOMPARE(listedModel({"one", file, ModelKind::Sd1}).defaults.width, 512); // its family's
    }

    void aModelThatCannotBeUsedSaysWhy_data()
    {
        QTest::addColumn<QString>("remove");
        QTest::addColumn<QString>("words");
        QTest::newRow("weights") << "unet/diffusion_pytorch_model.safetensors"
                                 << "unet";
        QTest::newRow("part") << "vae"
                              << "vae";
        QTest::newRow("tokenizer") << "tokenizer/merges.txt"
                                   << "merges.txt";
        QTest::newRow("scheduler") << "scheduler/scheduler_config.json"
                                   << "scheduler_config.json";
    }
    void aModelThatCannotBeUsedSaysWhy()
    {
        QFETCH(QString, remove);
        QFETCH(QString, words);
        copyModel("bad");
        fs::remove_all(m_root / "bad" / remove.toStdString());
        const ListedModel listed = find("bad");
        QVERIFY2(listed.problem.find(words.toStdString()) != std::string::npos, listed.problem.c_str());
        QCOMPARE(listed.defaults.model, (m_root / "bad").string());
    }

    void otherProblemsAreSaidToo()
    {
        copyModel("other");
        std::ofstream(m_root / "other" / "model_index.json") << "{\"_class_name\": \"FluxPipeline\"}";
        QVERIFY(find("other").problem.find("FluxPipeline") != std::string::npos);
        copyModel("defaults");
        std::ofstream(m_root / "defaults" / "gesso.json") << "{\"steps\": 0}";
        QVERIFY(find("defaults").problem.find("gesso.json") != std::string::npos);
        const fs::path vae = m_root / "vae.safetensors";
        fs::copy_file(fs::path(GESSO_FIXTURES) / "models/sd1-tiny/vae/diffusion_pytorch_model.safetensors", vae);
        QVERIFY(listedModel({"vae", vae, ModelKind::Vae}).problem.find("cannot be run as a model: it is a VAE") !=
                std::string::npos);
        const FoundModel gone{"gone", m_root / "gone", ModelKind::DiffusersFolder};
        QVERIFY(listedModel(gone).problem.find("gone") != std::string::npos);
    }

private:
    void copyModel(const char* name) const
    {
        fs::copy(fs::path(GESSO_FIXTURES) / "models" / "sd1-tiny", m_root / name, fs::copy_options::recursive);
    }
    ListedModel find(const std::string& name) const
    {
        for (const ListedModel& listed : listModels({m_root}, "/no/such/program")) {
            if (listed.model.name == name) {
                return listed;
            }
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_root;
};

QTEST_APPLESS_MAIN(TestModelList)
#include "test_model_list.moc"
