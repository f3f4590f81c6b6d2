// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/model_choice.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace gesso::cli;
using nlohmann::json;

namespace {

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        qFatal("cannot write a test file");
    }
}

} // namespace

/// Models are bare folders here: what is in their weights does not matter to the command line.
class TestModelChoice final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath("unet"));
        qputenv("GESSO_MODELS", "/no/such/models");
    }

    void takesDefaultsOfTheModel()
    {
        write(m_folder->filePath("gesso.json"), R"({"name": "Small", "steps": 15, "guidance": 3.5, "width": 256,
                                                    "height": 128, "scheduler": "dpmpp-2m"})");
        const GenerationRequest request = completeRequest(given(), false).value();
        QCOMPARE(request.steps, 15);
        QCOMPARE(request.guidanceScale, 3.5);
        QCOMPARE(request.width, 256);
        QCOMPARE(request.height, 128);
        QCOMPARE(request.scheduler, SchedulerKind::Dpmpp2m);
    }

    void prefersWhatIsGiven()
    {
        write(m_folder->filePath("gesso.json"), R"({"steps": 15, "width": 256})");
        json fields = given();
        fields.update({{"steps", 3}, {"prompt", "cabin"}, {"seed", UINT64_MAX}});
        const GenerationRequest request = completeRequest(fields, false).value();
        QCOMPARE(request.steps, 3);
        QCOMPARE(request.width, 256);
        QCOMPARE(request.prompt, std::string("cabin"));
        QCOMPARE(request.seed, UINT64_MAX);
    }

    void drawsSeeds()
    {
        const auto first = completeRequest(given(), false).value().seed;
        const auto second = completeRequest(given(), false).value().seed;
        const auto third = completeRequest(given(), false).value().seed;
        QVERIFY(first != second || second != third);
    }

    void refusesUnknownModels()
    {
        for (const char* model : {"no-such-model", "/no/such/model"}) {
            const auto request = completeRequest({{"model", model}}, false);
            QCOMPARE(request.error().code, ErrorCode::ModelNotFound);
            QVERIFY(request.error().message.find(model) != std::string::npos);
        }
        QCOMPARE(completeRequest({{"model", 7}}, false).error().code, ErrorCode::InvalidRequest);
    }

    void leavesAbsolutePathsToARemoteEngine()
    {
        QCOMPARE(completeRequest({{"model", "/data/on/host"}}, true).value().model, std::string("/data/on/host"));
        QVERIFY(!completeRequest({{"model", "no-such-model"}}, true));
    }

private:
    json given() const { return {{"model", m_folder->path().toStdString()}}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestModelChoice)
#include "test_model_choice.moc"
