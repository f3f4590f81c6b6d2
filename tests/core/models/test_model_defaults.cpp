// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_defaults.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <memory>

using namespace gesso;

namespace {

void write(const QString& path, const QByteArray& text)
{
    std::ofstream(path.toStdString()) << text.toStdString();
}

} // namespace

/// Models are bare folders here: what is in their weights does not matter.
class TestModelDefaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath("unet"));
    }

    void takesWhatTheModelSays()
    {
        write(m_folder->filePath("gesso.json"),
              "{\"name\": \"Small\", \"steps\": 15, \"guidance\": 3.5, \"width\": 256,"
              "\"height\": 128, \"scheduler\": \"dpmpp-2m\","
              "\"preview\": {\"factors\": \"the engine's to check\"}, \"later\": [1]}");
        const GenerationRequest request = requestFor(folder()).value();
        QCOMPARE(request.model, folder().string());
        QCOMPARE(request.steps, 15);
        QCOMPARE(request.guidanceScale, 3.5);
        QCOMPARE(request.width, 256);
        QCOMPARE(request.height, 128);
        QCOMPARE(request.scheduler, SchedulerKind::Dpmpp2m);
    }

    void takesTheSizeThatTheUnetWasMadeFor_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<int>("side");
        QTest::newRow("number") << QByteArray(R"({"sample_size": 96})") << 768;
        QTest::newRow("pair") << QByteArray(R"({"sample_size": [32, 32]})") << 256;
        QTest::newRow("beyond the largest side") << QByteArray(R"({"sample_size": 9999})") << 512;
        QTest::newRow("none") << QByteArray("{}") << 512;
        QTest::newRow("null") << QByteArray(R"({"sample_size": null})") << 512;
        QTest::newRow("zero") << QByteArray(R"({"sample_size": 0})") << 512;
        QTest::newRow("huge") << QByteArray(R"({"sample_size": 9999999999})") << 512;
        QTest::newRow("empty pair") << QByteArray(R"({"sample_size": []})") << 512;
        QTest::newRow("no JSON") << QByteArray("nothing") << 512;
    }
    void takesTheSizeThatTheUnetWasMadeFor()
    {
        QFETCH(QByteArray, config);
        QFETCH(int, side);
        write(m_folder->filePath("unet/config.json"), config);
        const GenerationRequest request = requestFor(folder()).value();
        QCOMPARE(request.width, side);
        QCOMPARE(request.height, side);
        QCOMPARE(request.steps, 25);
    }

    void countsTheLevelsOfTheVae()
    {
        QVERIFY(QDir(m_folder->path()).mkpath("vae"));
        write(m_folder->filePath("unet/config.json"), R"({"sample_size": 64})");
        write(m_folder->filePath("vae/config.json"), R"({"block_out_channels": [8, 16, 16]})");
        QCOMPARE(requestFor(folder()).value().width, 256);
    }

    void namesDefaultsThatCannotBeUsed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("bounds") << QByteArray(R"({"steps": 0})");
        QTest::newRow("type") << QByteArray(R"({"width": "256"})");
        QTest::newRow("scheduler") << QByteArray(R"({"scheduler": "magic"})");
    }
    void namesDefaultsThatCannotBeUsed()
    {
        QFETCH(QByteArray, text);
        write(m_folder->filePath("gesso.json"), text);
        const auto request = requestFor(folder());
        QVERIFY(!request);
        QCOMPARE(request.error().code, ErrorCode::ModelDamaged);
        QVERIFY(request.error().message.find("gesso.json") != std::string::npos);
    }

    void findsTheStarterModel()
    {
        QVERIFY(QDir(m_folder->path()).mkpath("share/gesso/starter-model"));
        QVERIFY(!starterModel(folder() / "bin"));
        write(m_folder->filePath("share/gesso/starter-model/model_index.json"), "{}");
        QCOMPARE(starterModel(folder() / "bin"), folder() / "share/gesso/starter-model");
    }

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestModelDefaults)
#include "test_model_defaults.moc"
