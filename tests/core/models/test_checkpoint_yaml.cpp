// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/checkpoint_yaml.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;

class TestCheckpointYaml final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheNetworkPredicts_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("prediction");
        const auto row = [](const char* name, const char* yaml, const char* prediction) {
            QTest::newRow(name) << yaml << prediction;
        };
        row("v", "model:\n  params:\n    parameterization: \"v\"\n    linear_start: 0.00085\n", "v_prediction");
        row("eps", "model:\n  params:\n    parameterization: eps\n", "epsilon");
        row("x0", "{model: {params: {parameterization: 'x0'}}}", "sample");
        row("none", "model:\n  target: ldm.models.diffusion.ddpm.LatentDiffusion\n  params:\n    timesteps: 1000\n",
            "");
        row("mark and line ends", "\xef\xbb\xbfmodel:\r\n  params:\r\n    parameterization: v\r\n", "v_prediction");
        row("anchors", "a: &p {parameterization: v}\nmodel: {params: *p}\n", "v_prediction");
        row("another file", "- just\n- a list\n", "");
        row("another model", "model: text", "");
        row("parameters that are none", "model: {params: [1, 2]}", "");
        row("empty", "", "");
    }

    void readsWhatTheNetworkPredicts()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, prediction);
        const auto config = read(yaml.toUtf8());
        QVERIFY2(config.has_value(), config ? "" : config.error().message.c_str());
        QCOMPARE(QString::fromStdString(config->predictionType), prediction);
    }

    void readsTheNoise()
    {
        const auto config = read("model: {params: {linear_start: 1.0e-04, linear_end: 0.02}}").value();
        QCOMPARE(config.betaStart.value(), 1e-4);
        QCOMPARE(config.betaEnd.value(), 0.02);
        QVERIFY(!read("model: {params: {linear_start: 1, linear_end: 2}}").value().betaStart);
        QVERIFY(!read("model: {params: {linear_start: x, linear_end: 0.02}}").value().betaStart);
    }

    void refusesWhatCannotBeMeant_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("no YAML") << QByteArray("model: {params: [");
        QTest::newRow("tabs") << QByteArray("model:\n\tparams: x\n: -");
        QTest::newRow("unknown") << QByteArray("model: {params: {parameterization: w}}");
        QTest::newRow("zeros") << QByteArray("model: x\0y", 10);
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("deep lists") << QByteArray("- ").repeated(100'000);
        QTest::newRow("large") << QByteArray(300 << 10, ' ');
    }

    void refusesWhatCannotBeMeant()
    {
        QFETCH(QByteArray, yaml);
        const auto config = read(yaml);
        QVERIFY(!config);
        QVERIFY2(config.error().message.find("model.yaml") != std::string::npos, config.error().message.c_str());
    }

    void standsBesideTheModel()
    {
        const std::filesystem::path folder = m_folder.path().toStdString();
        QVERIFY(!yamlBeside(folder / "other.safetensors"));
        (void)read("a: b");
        QCOMPARE(yamlBeside(folder / "model.safetensors").value(), folder / "model.yaml");
    }

private:
    [[nodiscard]] Result<CheckpointYaml> read(const QByteArray& yaml)
    {
        const std::filesystem::path path = m_folder.filePath("model.yaml").toStdString();
        std::ofstream(path, std::ios::binary) << yaml.toStdString();
        return readCheckpointYaml(path);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestCheckpointYaml)
#include "test_checkpoint_yaml.moc"
