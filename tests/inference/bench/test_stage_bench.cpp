// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "inference/bench/stage_bench.h"

#include "inference/backend/registry.h"
#include "inference/base/engine_error.h"

#include <QTest>
#include <nlohmann/json.hpp>

using namespace gesso::inference;

class TestStageBench final : public QObject {
    Q_OBJECT

    const BenchDevice m_device{.device = at::kCPU, .backend = backendFor(at::kCPU)};

    static StageBenchOptions smallOptions()
    {
        StageBenchOptions options;
        options.width = 64;
        options.height = 128;
        options.steps = 2;
        options.repetition = {.warmup = 0, .repeats = 2};
        return options;
    }

private Q_SLOTS:
    void timesEveryStageThatWasAskedFor()
    {
        StageBenchOptions options = smallOptions();
        options.stages = {"text", "unet", "preview", "vae", "run"};
        const nlohmann::json answer = benchStages(BenchModel::synthetic("tiny"), options, m_device);
        for (const char* stage : {"text", "unet_step", "preview", "vae_decode", "run"}) {
            QVERIFY2(answer.contains(stage), stage);
            QCOMPARE(answer[stage].at("runs").size(), std::size_t{2});
            QVERIFY(answer[stage].at("min_s").get<double>() > 0.);
        }
        QCOMPARE(answer.at("size").get<std::string>(), std::string("64x128"));
        QVERIFY(answer.at("threads").get<int>() > 0);
    }

    void leavesOutTheOthers()
    {
        StageBenchOptions options = smallOptions();
        options.stages = {"text"};
        const nlohmann::json answer = benchStages(BenchModel::synthetic("tiny"), options, m_device);
        QVERIFY(answer.contains("text") && !answer.contains("unet_step") && !answer.contains("vae_decode"));
    }

    void opensFolders()
    {
        StageBenchOptions options = smallOptions();
        const nlohmann::json answer =
            benchStages(BenchModel::open(GESSO_FIXTURES "/models/sd1-tiny"), options, m_device);
        QVERIFY(answer.contains("unet_step"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("repeats");
        QTest::addColumn<QString>("named");
        QTest::newRow("stage") << "paint" << 64 << 1 << "paint";
        QTest::newRow("size") << "text" << 65 << 1 << "65";
        QTest::newRow("repeats") << "text" << 64 << 0 << "repeats";
    }

    void refusals()
    {
        QFETCH(QString, stage);
        QFETCH(int, width);
        QFETCH(int, repeats);
        QFETCH(QString, named);
        StageBenchOptions options = smallOptions();
        options.stages = {stage.toStdString()};
        options.width = width;
        options.repetition.repeats = repeats;
        try {
            (void)benchStages(BenchModel::synthetic("tiny"), options, m_device);
            QFAIL("no error");
        } catch (const EngineError& error) {
            QCOMPARE(error.code(), gesso::ErrorCode::InvalidRequest);
            QVERIFY2(QString(error.what()).contains(named), error.what());
        }
    }

    void unknownFamilyIsNamed()
    {
        try {
            (void)BenchModel::synthetic("sd9");
            QFAIL("no error");
        } catch (const EngineError& error) {
            QVERIFY(QString(error.what()).contains("sd9"));
        }
    }

    /// The parts of each made-up model fit each other.
    void familiesAreWhatTheirConfigsSay()
    {
        for (const char* family : {"sd15", "sd21"}) {
            const BenchModel model = BenchModel::synthetic(family);
            const UNetConfig unet = UNetConfig::fromJson(model.unetConfig);
            QCOMPARE(unet.contextWidth, ClipTextConfig::fromJson(model.textConfig).width);
            QCOMPARE(unet.levels.size(), std::size_t{4});
            QCOMPARE(VaeConfig::fromJson(model.vaeConfig).pixelsPerLatent(), std::int64_t{8});
        }
    }
};

QTEST_APPLESS_MAIN(TestStageBench)
#include "test_stage_bench.moc"
