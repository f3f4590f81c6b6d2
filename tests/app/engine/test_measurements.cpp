// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTest>
#include <nlohmann/json.hpp>

namespace {

struct Ended {
    int code = -1;
    std::string output, errors;
};

Ended engine(const QStringList& arguments)
{
    QProcess process;
    process.start(GESSO_BIN_DIR "/gesso-engine", arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(110'000) || process.exitStatus() != QProcess::NormalExit) {
        return {};
    }
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
}

} // namespace

/// gesso-engine bench and doctor, as a user starts them.
class TestMeasurements final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void benchPrintsOneJsonObject()
    {
        const Ended ended = engine({"bench", "--synthetic", "tiny", "--size", "64x64", "--stages", "text,unet",
                                    "--json", "--threads", "1", "--repeats", "1"});
        QCOMPARE(ended.code, 0);
        const nlohmann::json answer = nlohmann::json::parse(ended.output);
        QVERIFY(answer.at("unet_step").at("median_s").get<double>() > 0.);
        QVERIFY(answer.contains("text") && !answer.contains("vae_decode"));
        QCOMPARE(answer.at("threads").get<int>(), 1);
    }

    void benchOpensFolders()
    {
        const Ended ended = engine({"bench", "--model", GESSO_FIXTURES "/models/sd1-tiny", "--size", "64x64",
                                    "--stages", "text", "--precision", "bf16"});
        QCOMPARE(ended.code, 0);
        QVERIFY(ended.output.find("median") != std::string::npos);
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("named");
        QTest::newRow("nothing to measure") << QStringList{} << 2 << "--model";
        QTest::newRow("size") << QStringList{"--synthetic", "tiny", "--size", "64"} << 2 << "'64'";
        QTest::newRow("stage") << QStringList{"--synthetic", "tiny", "--stages", "paint"} << 2 << "paint";
        QTest::newRow("family") << QStringList{"--synthetic", "sd9"} << 2 << "sd9";
        QTest::newRow("precision") << QStringList{"--synthetic", "tiny", "--precision", "fp8"} << 2 << "fp8";
        QTest::newRow("several devices") << QStringList{"--synthetic", "tiny", "--device", "cpu:2"} << 2 << "cpu:2";
        QTest::newRow("folder") << QStringList{"--model", "/nowhere/model"} << 3 << "/nowhere/model";
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, named);
        const Ended ended = engine(QStringList{"bench"} + arguments);
        QCOMPARE(ended.code, code);
        QVERIFY2(QString::fromStdString(ended.errors).contains(named), ended.errors.c_str());
    }

    void doctorFindsTheProcessorHealthy()
    {
        const Ended ended = engine({"doctor"});
        QVERIFY2(ended.code == 0, ended.output.c_str());
        QVERIFY(ended.output.find("self-attention") != std::string::npos);
        QVERIFY(ended.output.find("\nhealthy\n") != std::string::npos);
        const std::string info = engine({"info"}).output;
        const std::size_t why = info.find("No GPU is used: ");
        QVERIFY(why == std::string::npos || ended.output.find(info.substr(why)) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestMeasurements)
#include "test_measurements.moc"
