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
        const GenerationRequest request = completeRequest(given(), {}, false).value();
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
        const GenerationRequest request = completeRequest(fields, {}, false).value();
        QCOMPARE(request.steps, 3);
        QCOMPARE(request.width, 256);
        QCOMPARE(request.prompt, std::string("cabin"));
        QCOMPARE(request.seed, UINT64_MAX);
    }

    void aStyleCountsBetweenTheModelAndWhatIsGiven()
    {
        write(m_folder->filePath("gesso.json"), R"({"guidance": 3.5})");
        const Style ink{"ink", "Ink", "", "ink drawing of {prompt}", "colour", 0.4, 9.};
        json fields = given();
        fields.update({{"prompt", "cabin"}});
        const GenerationRequest styled = completeRequest(fields, ink, false).value();
        QCOMPARE(styled.prompt, std::string("ink drawing of cabin"));
        QCOMPARE(styled.negativePrompt, std::string("colour"));
        QCOMPARE(styled.guidanceScale, 9.);
        QCOMPARE(styled.strength, GenerationRequest::kImageToImageStrength); // nothing is restyled
        fields.update({{"task", "image-to-image"}, {"guidanceScale", 3.5}});
        const GenerationRequest restyled = completeRequest(fields, ink, false).value();
        QCOMPARE(restyled.guidanceScale, 3.5);
        QCOMPARE(restyled.strength, 0.4);
    }

    void tasksHaveTheirOwnStrength()
    {
        json fields = given();
        fields.update({{"task", "inpaint"}});
        QCOMPARE(completeRequest(fields, {}, false).value().strength, GenerationRequest::kInpaintStrength);
        fields.update({{"strength", 0.5}});
        QCOMPARE(completeRequest(fields, {}, false).value().strength, 0.5);
    }

    void drawsSeeds()
    {
        const auto first = completeRequest(given(), {}, false).value().seed;
        const auto second = completeRequest(given(), {}, false).value().seed;
        const auto third = completeRequest(given(), {}, false).value().seed;
        QVERIFY(first != second || second != third);
    }

    void refusesUnknownModels()
    {
        for (const char* model : {"no-such-model", "/no/such/model"}) {
            const auto request = completeRequest({{"model", model}}, {}, false);
            QCOMPARE(request.error().code, ErrorCode::ModelNotFound);
            QVERIFY(request.error().message.find(model) != std::string::npos);
        }
        QCOMPARE(completeRequest({{"model", 7}}, {}, false).error().code, ErrorCode::InvalidRequest);
    }

    void leavesAbsolutePathsToARemoteEngine()
    {
        QCOMPARE(completeRequest({{"model", "/data/on/host"}}, {}, true).value().model, std::string("/data/on/host"));
        QVERIFY(!completeRequest({{"model", "no-such-model"}}, {}, true));
    }

private:
    json given() const { return {{"model", m_folder->path().toStdString()}}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestModelChoice)
#include "test_model_choice.moc"
