// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/levels.h"
#include "core/metadata/read_metadata.h"
#include "core/picture_files/picture_file.h"
#include "tests/app/cli/cli_runner.h"
#include "tests/support/time_judge.h"

#include <QtTest/QtTest>

#include <csignal>
#include <set>

using namespace gesso;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

const QString kModel = GESSO_FIXTURES "/models/sd1-tiny";
const QString kStarter = GESSO_SOURCE_DIR "/resources/starter-model";

QJsonObject objectOf(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

/// The whole way of a prompt: gesso-cli, the real engine, a picture file.
class TestEndToEnd final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cli = std::make_unique<CliRunner>(m_folder->path());
        m_cli->useRealEngine();
    }
    void makesAPicture();
    void modelsAreListedWithTheHashThatPicturesName();
    void filesOfMoreBitsHoldMore_data();
    void filesOfMoreBitsHoldMore();
    void aBatchIsItsPicturesOneByOne();
    void refusesABrokenModel();
    void refusesAMissingDevice();
    void endsOnCtrlC();
    void makesAPictureWithTheStarterModel();

private:
    QStringList tiny(const QStringList& more) const
    {
        return QStringList{"generate", "a cat", "--model", kModel, "--steps", "2", "--precision", "fp32", "--json"} +
               more;
    }
    /// The pictures of a run, by their paths in its JSON.
    std::vector<Image> picturesOf(const CliOutcome& outcome) const
    {
        std::vector<Image> pictures;
        for (const QJsonValue& image : objectOf(outcome.out)["images"].toArray()) {
            pictures.push_back(readPicture(m_folder->filePath(image["path"].toString()).toStdString()).value());
        }
        return pictures;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliRunner> m_cli;
};

void TestEndToEnd::modelsAreListedWithTheHashThatPicturesName()
{
    QDir(m_folder->path()).mkpath("models/broken/unet"); // has no hash, and keeps no other from having one
    QFile index(m_folder->filePath("models/broken/model_index.json"));
    QVERIFY(index.open(QIODevice::WriteOnly) && index.write("{}") > 0);
    index.close();
    m_cli->setVariable("GESSO_MODELS", GESSO_FIXTURES "/models:" + m_folder->filePath("models"));
    const CliOutcome made = m_cli->run(tiny({}));
    const QString hash = objectOf(made.out)["model"].toObject()["hash"].toString();
    QCOMPARE(hash.size(), 16);
    const CliOutcome listed = m_cli->run({"models"});
    QCOMPARE(listed.status, 0);
    QVERIFY2(listed.out.contains(hash.toUtf8()), listed.out);
    QMap<QString, QString> hashes;
    for (const QJsonValue& model : objectOf(m_cli->run({"models", "--json"}).out)["models"].toArray()) {
        hashes[model["name"].toString()] = model["hash"].toString();
    }
    QCOMPARE(hashes["sd1-tiny"], hash);
    QCOMPARE(hashes.value("broken"), QString());
    QVERIFY(!hashes["sd2-tiny"].isEmpty());
}

void TestEndToEnd::makesAPicture()
{
    const CliOutcome outcome = m_cli->run(tiny({"--seed", "7", "--save-latents", "l.safetensors"}));
    QVERIFY2(outcome.status == 0, outcome.err);
    const QJsonObject report = objectOf(outcome.out);
    QCOMPARE(report["model"].toObject()["name"].toString(), QString("sd1-tiny"));
    QCOMPARE(report["model"].toObject()["hash"].toString().size(), 16);
    QCOMPARE(report["precision"].toString(), QString("fp32"));
    QVERIFY(report["timings"].toObject()["total"].toDouble() > 0.);
    const std::vector<Image> pictures = picturesOf(outcome);
    QCOMPARE(pictures.size(), std::size_t{1});
    QCOMPARE(pictures[0].width, 64);
    QVERIFY(std::set<std::uint8_t>(pictures[0].u8().begin(), pictures[0].u8().end()).size() > 16);
    QCOMPARE(QFileInfo(m_folder->filePath("l.safetensors")).size() % 8, 0);
}

void TestEndToEnd::filesOfMoreBitsHoldMore_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("png") << QStringList{"--bits", "16"};
    QTest::newRow("tiff") << QStringList{"--format", "tiff", "--bits", "16"};
    QTest::newRow("exr, half") << QStringList{"--format", "exr"};
    QTest::newRow("exr, float") << QStringList{"--format", "exr", "--bits", "32"};
}

void TestEndToEnd::filesOfMoreBitsHoldMore()
{
    QFETCH(QStringList, options);
    const CliOutcome outcome = m_cli->run(tiny(QStringList{"--seed", "7"} + options));
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY2(!outcome.err.contains("bits"), outcome.err);
    const QString file = m_folder->filePath(objectOf(outcome.out)["images"][0]["path"].toString());
    const Image deep = readDeepPicture(file.toStdString()).value();
    QCOMPARE(deep.format(), PixelFormat::U16);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::set<std::uint16_t> levels;
        for (std::size_t i = channel; i < deep.valueCount(); i += 3) {
            levels.insert(deep.u16()[i]);
        }
        QVERIFY2(levels.size() > 256, qPrintable(QString::number(levels.size())));
    }
    const Image flat = picturesOf(m_cli->run(tiny({"--seed", "7"}))).at(0);
    QCOMPARE(flat.format(), PixelFormat::U8);
    if (!options.contains("exr") || options.contains("32")) { // a half of 11 bits may round to the next
        QVERIFY(inFormat(deep, PixelFormat::U8) == flat);
    }
}

void TestEndToEnd::aBatchIsItsPicturesOneByOne()
{
    const CliOutcome batch = m_cli->run(tiny({"--seed", "7", "--count", "2"}));
    const CliOutcome second = m_cli->run(tiny({"--seed", "8"}));
    QVERIFY2(batch.status == 0 && second.status == 0, batch.err + second.err);
    QVERIFY(picturesOf(batch).at(1) == picturesOf(second).at(0));
    QVERIFY(!(picturesOf(batch).at(0) == picturesOf(batch).at(1)));
}

void TestEndToEnd::refusesABrokenModel()
{
    QVERIFY(QDir(m_folder->path()).mkpath("model/unet"));
    const CliOutcome outcome = m_cli->run({"generate", "x", "--model", m_folder->filePath("model")});
    QCOMPARE(outcome.status, 3);
    QCOMPARE(outcome.err.count('\n'), 1);
}

void TestEndToEnd::refusesAMissingDevice()
{
    const CliOutcome outcome = m_cli->run(tiny({"--device", "cuda:63"}));
    QCOMPARE(outcome.status, 4);
    QCOMPARE(outcome.err.count('\n'), 1);
}

void TestEndToEnd::endsOnCtrlC()
{
    QProcess process;
    m_cli->start(process, {"generate", "x", "--model", kModel, "--steps", "900", "--size", "512x512"});
    QTest::qWait(3000);
    QVERIFY2(process.state() == QProcess::Running, process.readAllStandardError());
    TimeJudge time;
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QCOMPARE(CliRunner::outcomeOf(process).status, 130);
    QVERIFY(time.within(3500ms));
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestEndToEnd::makesAPictureWithTheStarterModel()
{
    if (!QFile::exists(kStarter + "/model_index.json")) {
        QSKIP("the starter model is not in this source tree");
    }
    const CliOutcome outcome = m_cli->run({"generate", "cabin on a lake near mountains", "--seed", "1", "--json"});
    QVERIFY2(outcome.status == 0, outcome.err);
    const Image picture = picturesOf(outcome).at(0);
    QFile defaults(kStarter + "/gesso.json");
    QVERIFY(defaults.open(QIODevice::ReadOnly));
    const QJsonObject expected = objectOf(defaults.readAll());
    QCOMPARE(picture.width, expected["width"].toInt());
    const QString path = m_folder->filePath(objectOf(outcome.out)["images"][0]["path"].toString());
    QCOMPARE(readOwnMetadata(path.toStdString()).value().request->steps, expected["steps"].toInt());
}

QTEST_GUILESS_MAIN(TestEndToEnd)
#include "test_end_to_end.moc"
