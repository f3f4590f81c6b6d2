// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/find.h"

#include "core/base/path_text.h"
#include "core/models/hub_cache.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;

namespace {

namespace fs = std::filesystem;

void makeModel(const fs::path& folder)
{
    fs::create_directories(folder);
    std::ofstream(folder / "model_index.json") << "{\"_class_name\": \"StableDiffusionPipeline\"}";
}

} // namespace

class TestFind final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { fs::remove_all(m_root); } // Qt leaves names that are no UTF-8

    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_root = m_temporary->path().toStdString();
    }

    void findsFoldersOwnersAndCachedRepositories()
    {
        makeModel(m_root / "models" / "plain");
        makeModel(m_root / "models" / "owner" / "model");
        makeModel(m_root / "models" / "far" / "too" / "deep");
        makeModel(m_root / "models" / ".hidden");
        makeModel(m_root / "hub" / "models--org--name" / "snapshots" / "aaa");
        makeModel(m_root / "hub" / "models--org--name" / "snapshots" / "bbb");
        fs::create_directories(m_root / "hub" / "models--org--name" / "refs");
        std::ofstream(m_root / "hub" / "models--org--name" / "refs" / "main") << "aaa";
        fs::create_directory_symlink(m_root / "models", m_root / "models" / "loop");

        const auto models = findModels({m_root / "models", m_root / "hub", m_root / "nowhere"});
        std::vector<std::string> names;
        for (const FoundModel& model : models) {
            names.push_back(model.name);
            QCOMPARE(model.kind, ModelKind::DiffusersFolder);
        }
        QCOMPARE(names, (std::vector<std::string>{"far/too/deep", "org/name", "owner/model", "plain"}));
        QCOMPARE(models[1].path, m_root / "hub" / "models--org--name" / "snapshots" / "aaa");
    }

    void singleFilesAreOnlyThoseOfWholeCheckpoints()
    {
        const fs::path vae = fs::path(GESSO_FIXTURES) / "models/sd1-tiny/vae/diffusion_pytorch_model.safetensors";
        fs::copy_file(vae, m_root / "vae.safetensors");
        std::ofstream(m_root / "cut.safetensors") << "x";
        QVERIFY(findModels({m_root}).empty());
        const std::string json = "{\"model.diffusion_model.input_blocks.0.0.weight\":{\"dtype\":\"U8\",\"shape\":[1,4,"
                                 "1,1],\"data_offsets\":[0,4]}}";
        std::ofstream(m_root / "whole.safetensors")
            << static_cast<char>(json.size()) << std::string(7, '\0') << json << "data";
        const auto models = findModels({m_root});
        QCOMPARE(models.size(), std::size_t(1));
        QCOMPARE(models[0].name, "whole");
        QCOMPARE(models[0].kind, ModelKind::Sd1);
    }

    void theEarlierFolderWins()
    {
        makeModel(m_root / "a" / "same");
        makeModel(m_root / "b" / "same");
        const auto models = findModels({m_root / "b", m_root / "a"});
        QCOMPARE(models.size(), std::size_t(1));
        QCOMPARE(models[0].path, m_root / "b" / "same");
    }

    void namesAndPathsLeadToAModel()
    {
        makeModel(m_root / "models" / "owner" / "model");
        const std::vector<fs::path> folders{m_root / "models"};
        QCOMPARE(modelNamed("owner/model", folders).value(), m_root / "models" / "owner" / "model");
        QCOMPARE(modelNamed((m_root / "models").string(), {}).value(), m_root / "models");
        const auto missing = modelNamed("nothing", folders);
        QCOMPARE(missing.error().code, ErrorCode::ModelNotFound);
        QVERIFY(missing.error().message.find("'nothing'") != std::string::npos);
        QVERIFY(missing.error().message.find((m_root / "models").string()) != std::string::npos);
    }

    void theLastNameIsEnoughWhereOneModelHasIt()
    {
        makeModel(m_root / "models" / "sd15" / "anime" / "deep.v2");
        makeModel(m_root / "models" / "a" / "same");
        makeModel(m_root / "models" / "b" / "same");
        const std::vector<fs::path> folders{m_root / "models"};
        QCOMPARE(modelNamed("deep.v2", folders).value(), m_root / "models" / "sd15" / "anime" / "deep.v2");
        QCOMPARE(modelNamed("sd15/anime/deep.v2", folders).value(), m_root / "models" / "sd15" / "anime" / "deep.v2");
        QCOMPARE(modelNamed("anime/deep.v2", folders).value(), m_root / "models" / "sd15" / "anime" / "deep.v2");
        const auto several = modelNamed("same", folders);
        QCOMPARE(several.error().code, ErrorCode::ModelNotFound);
        QVERIFY(several.error().message.find("'a/same', 'b/same'") != std::string::npos);
    }

    void namesThatAreNoUtf8LeadToAModel()
    {
        makeModel(m_root / "models" / "d\xe9j\xe0" / "vu");
        const fs::path path = m_root / "models" / "d\xe9j\xe0" / "vu";
        QCOMPARE(modelNamed(path.string(), {}).value(), path);
        QCOMPARE(modelNamed(textOfPath(path), {}).value(), path);
        QCOMPARE(modelNamed("vu", {m_root / "models"}).value(), path);
    }

    void theEnvironmentNamesTheFolders()
    {
        qputenv("GESSO_MODELS", "/one::/two");
        qputenv("XDG_DATA_HOME", "/data");
        qputenv("HF_HUB_CACHE", "/cache");
        QCOMPARE(modelFolders(), (std::vector<fs::path>{"/one", "/two", "/data/gesso/models", "/cache"}));
        for (const char* variable : {"GESSO_MODELS", "XDG_DATA_HOME", "HF_HUB_CACHE", "HF_HOME"}) {
            qunsetenv(variable);
        }
        qputenv("HOME", "/home/me");
        QCOMPARE(modelFolders(),
                 (std::vector<fs::path>{"/home/me/.local/share/gesso/models", "/home/me/.cache/huggingface/hub"}));
        qputenv("HF_HOME", "/hf");
        QCOMPARE(modelFolders().back(), fs::path("/hf/hub"));
    }

    void namesOfTheHubCacheAreThoseOfTheHub()
    {
        QCOMPARE(modelName("/x/models--org--a-b--c/snapshots/0123"), "org/a-b--c");
        QCOMPARE(modelName("/x/models--solo/snapshots/0123"), "solo");
        QCOMPARE(modelName("/x/plain/"), "plain");
        QCOMPARE(modelName("/x/file.safetensors"), "file.safetensors");
        QCOMPARE(modelName("/x/snapshots/0123"), "0123");
    }

    void aSnapshotThatIsNotNamedIsTheLastOne()
    {
        fs::create_directories(m_root / "repository" / "snapshots" / "a");
        fs::create_directories(m_root / "repository" / "snapshots" / "b");
        fs::create_directories(m_root / "repository" / "refs");
        QCOMPARE(resolvedSnapshot(m_root / "repository"), m_root / "repository" / "snapshots" / "b");
        std::ofstream(m_root / "repository" / "refs" / "main") << "../../elsewhere";
        QCOMPARE(resolvedSnapshot(m_root / "repository"), m_root / "repository" / "snapshots" / "b");
        QCOMPARE(resolvedSnapshot(m_root), m_root);
    }

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_root;
};

QTEST_APPLESS_MAIN(TestFind)
#include "test_find.moc"
