// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "core/picture_files/formats/png_chunks.h"
#include "core/picture_files/picture_file.h"
#include "core/picture_files/write/encode_picture.h"
#include "tests/app/cli/cli_runner.h"

#include <QtTest/QtTest>

using namespace gesso;

namespace {

/// A model that is there; the fake engine does not look at it.
const QString kModel = GESSO_FIXTURES "/models/sd1-tiny";

QJsonObject objectOf(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

/// gesso-cli as a program, with the fake engine: options, exit statuses, output.
class TestGessoCli final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cli = std::make_unique<CliRunner>(m_folder->path());
        m_cli->setVariable("GESSO_MODELS", GESSO_FIXTURES "/models");
    }
    void printsItsVersion();
    void printsHelp();
    void refusesBadUse_data();
    void refusesBadUse();
    void refusesTextThatIsNotUtf8();
    void refusesMissingFiles_data();
    void refusesMissingFiles();
    void savesPicturesWithTheirMetadata();
    void printsJson();
    void staysQuiet();
    void takesAnEmptyPrompt();
    void sendsWhatWasAskedFor();
    void tellsWhatBecameOfAPicture();
    void savesLatents();
    void savesOtherFormats();
    void runsAJobFile();
    void refusesBadJobFiles_data();
    void refusesBadJobFiles();
    void findsModelsByName();
    void listsModels();
    void inspectsModels();
    void showsMetadata();
    void handsBenchOver();
    void showsNoBarWithoutATerminal();

private:
    QStringList small(const QStringList& more) const
    {
        return QStringList{"generate", "cabin on a lake", "--model", kModel, "--size", "16x24", "--steps", "2"} + more;
    }
    QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliRunner> m_cli;
};

void TestGessoCli::printsItsVersion()
{
    const CliOutcome outcome = m_cli->run({"--version"});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, QByteArray("gesso-cli " GESSO_VERSION "\n"));
    QCOMPARE(outcome.err, QByteArray());
}

void TestGessoCli::printsHelp()
{
    for (const QStringList& words : {QStringList{"--help"}, QStringList{"generate", "--help"}}) {
        const CliOutcome outcome = m_cli->run(words);
        QCOMPARE(outcome.status, 0);
        QVERIFY(outcome.out.contains("gesso-cli"));
        QCOMPARE(outcome.err, QByteArray());
    }
    QVERIFY(m_cli->run({"generate", "--help"}).out.contains("--guidance"));
}

void TestGessoCli::refusesBadUse_data()
{
    // A few of the many that test_command_line.cpp has.
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("nothing") << QStringList() << "gesso-cli --help";
    QTest::newRow("unknown command") << QStringList{"paint"} << "paint";
    QTest::newRow("no prompt") << QStringList{"generate"} << "There is no prompt";
    QTest::newRow("unknown option") << QStringList{"generate", "x", "--unknown"} << "--unknown";
    QTest::newRow("later command") << QStringList{"upscale", "a.png"} << "later version";
    QTest::newRow("steps") << QStringList{"generate", "x", "--steps", "-1"} << "--steps";
    QTest::newRow("pixels") << QStringList{"generate", "x", "--model", kModel, "--size", "16384x16384"} << "size";
}

void TestGessoCli::refusesBadUse()
{
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    const CliOutcome outcome = m_cli->run(words);
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.startsWith("gesso-cli: "), outcome.err);
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(QString(outcome.err).contains(named, Qt::CaseInsensitive), outcome.err);
    QVERIFY(files().isEmpty());
}

void TestGessoCli::refusesTextThatIsNotUtf8()
{
    QProcess shell; // QProcess itself would pass on nothing but proper text
    shell.start("/bin/sh", {"-c", "exec \"$0\" generate \"$(printf 'K\\344se')\" --model \"$1\"",
                            GESSO_BIN_DIR "/gesso-cli", kModel});
    const CliOutcome outcome = CliRunner::outcomeOf(shell);
    QCOMPARE(outcome.status, 2);
    QVERIFY2(outcome.err.contains("UTF-8"), outcome.err);
}

void TestGessoCli::refusesMissingFiles_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("model") << QStringList{"generate", "x", "--model", "no-such-model"} << "no-such-model";
    QTest::newRow("job") << QStringList{"run", "no.json"} << "no.json";
    QTest::newRow("inspect") << QStringList{"inspect", "no.safetensors"} << "no.safetensors";
    QTest::newRow("metadata") << QStringList{"metadata", "no.png"} << "no.png";
    QTest::newRow("out below a file") << small({"--out", "/etc/passwd/out"}) << "/etc/passwd/out";
    QTest::newRow("out in proc") << small({"--out", "/proc/out"}) << "/proc/out";
    QTest::newRow("latents in no folder") << small({"--save-latents", "no/folder/l.safetensors"}) << "l.safetensors";
    QTest::newRow("latents is a folder") << small({"--save-latents", "/tmp"}) << "/tmp";
}

void TestGessoCli::refusesMissingFiles()
{
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    m_cli->useFakeEngine("log", m_folder->filePath("log"));
    const CliOutcome outcome = m_cli->run(words);
    QCOMPARE(outcome.status, 3);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY2(outcome.err.contains(named.toUtf8()), outcome.err);
    QVERIFY2(!files().contains("log"), "the engine was started for nothing");
}

void TestGessoCli::savesPicturesWithTheirMetadata()
{
    const CliOutcome outcome = m_cli->run(small({"--count", "2", "--seed", "41", "--out", "deep/out"}));
    QCOMPARE(outcome.status, 0);
    const QList<QByteArray> paths = outcome.out.split('\n');
    QCOMPARE(paths.size(), 3);
    QVERIFY2(outcome.err.contains("seeds 41 to 42"), outcome.err);
    const std::string second = m_folder->filePath(paths[1]).toStdString();
    const Result<Image> read = readPicture(second);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    const Image& picture = *read;
    QCOMPARE(picture.width, 16);
    QCOMPARE(picture.height, 24);
    QCOMPARE(picture.u8()[0], std::uint8_t{42});
    const PictureMetadata metadata = readOwnMetadata(second).value();
    QCOMPARE(metadata.seed, std::uint64_t{42});
    QCOMPARE(metadata.modelName, std::string("fake"));
    QCOMPARE(metadata.request->prompt, std::string("cabin on a lake"));
    QCOMPARE(metadata.request->modelHash, std::string("0123456789abcdef"));
    QCOMPARE(metadata.request->count, 2);
}

void TestGessoCli::printsJson()
{
    const CliOutcome outcome = m_cli->run(small({"--json", "--count", "2", "--seed", "18446744073709551615"}));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY(outcome.out.contains("\"seed\":18446744073709551615"));
    const QJsonObject object = objectOf(outcome.out);
    QCOMPARE(object.keys(), (QStringList{"device", "images", "model", "precision", "timings"}));
    QCOMPARE(object["timings"].toObject().keys(), (QStringList{"decode", "denoise", "load", "text", "total"}));
    QCOMPARE(object["timings"].toObject()["total"].toDouble(), 3.);
    QCOMPARE(object["model"].toObject()["name"].toString(), QString("fake"));
    QCOMPARE(object["model"].toObject()["hash"].toString(), QString("0123456789abcdef"));
    QCOMPARE(object["device"].toString(), QString("cpu:0"));
    QCOMPARE(object["precision"].toString(), QString("fp32"));
    const QJsonArray images = object["images"].toArray();
    QCOMPARE(images.size(), 2);
    QCOMPARE(images[0].toObject().keys(), (QStringList{"height", "path", "seed", "width"}));
    QCOMPARE(images[1].toObject()["seed"].toInteger(), 0);
    QCOMPARE(images[1].toObject()["height"].toInt(), 24);
    QVERIFY(QFile::exists(m_folder->filePath(images[1].toObject()["path"].toString())));
}

void TestGessoCli::staysQuiet()
{
    const CliOutcome outcome = m_cli->run(small({"--quiet"}));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out + outcome.err, QByteArray());
    QCOMPARE(files().size(), 1);
    QVERIFY(!m_cli->run(small({"--quiet", "--json"})).out.isEmpty());
}

void TestGessoCli::takesAnEmptyPrompt()
{
    for (const QStringList& words : {QStringList{"--prompt", ""}, QStringList{"--prompt="}, QStringList{""}}) {
        const CliOutcome outcome = m_cli->run(QStringList{"generate", "--model", kModel, "--size", "16x16"} + words);
        QVERIFY2(outcome.status == 0, outcome.err);
    }
}

void TestGessoCli::sendsWhatWasAskedFor()
{
    m_cli->useFakeEngine("log", m_folder->filePath("log"));
    const CliOutcome outcome = m_cli->run(small(
        {"--negative", "rain", "--guidance", "0.1", "--guidance-rescale", "0.7", "--scheduler", "euler-a", "--seed",
         "5", "--clip-skip", "2", "--prompt-syntax", "plain", "--device", "cpu:2", "--precision", "bf16"}));
    QCOMPARE(outcome.status, 0);
    QFile log(m_folder->filePath("log"));
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QJsonObject sent = objectOf(log.readAll());
    const QJsonObject expectedRequest{{"version", 1},
                                      {"model", kModel},
                                      {"modelHash", ""},
                                      {"prompt", "cabin on a lake"},
                                      {"negativePrompt", "rain"},
                                      {"syntax", "plain"},
                                      {"emphasis", "a1111"},
                                      {"task", "text-to-image"},
                                      {"strength", 0.8},
                                      {"variationSeed", 0},
                                      {"variationStrength", 0},
                                      {"scheduler", "euler-a"},
                                      {"steps", 2},
                                      {"guidanceScale", 0.1},
                                      {"guidanceRescale", 0.7},
                                      {"width", 16},
                                      {"height", 24},
                                      {"seed", 5},
                                      {"count", 1},
                                      {"clipSkip", 2}};
    QCOMPARE(sent["request"].toObject(), expectedRequest);
    const QJsonObject expectedOptions{
        {"device", "cpu:2"}, {"precision", "bf16"}, {"previews", false}, {"returnLatents", false}};
    QCOMPARE(sent["options"].toObject(), expectedOptions);
}

void TestGessoCli::tellsWhatBecameOfAPicture()
{
    // Transparent parts, and a profile that is cut short before IDAT.
    const Image image{64, 64, 4, std::vector<std::uint8_t>(64 * 64 * 4, 100)};
    std::string png = encodePicture(image, PictureFormat::Png, 8, {}).value();
    std::string profile;
    appendPngChunk(profile, "iCCP", "broken");
    png.insert(png.find("IDAT") - 4, profile);
    QFile file(m_folder->filePath("init.png"));
    QVERIFY(file.open(QFile::WriteOnly) && file.write(png.data(), static_cast<qint64>(png.size())) > 0);
    file.close();
    const CliOutcome outcome =
        m_cli->run({"generate", "a boat", "--model", kModel, "--init", "init.png", "--steps", "2"});
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains("init.png' has transparent parts: white is put under them."), outcome.err);
    QVERIFY2(outcome.err.contains("init.png' has a colour profile that cannot be used: it is taken for sRGB."),
             outcome.err);
}

void TestGessoCli::savesLatents()
{
    QCOMPARE(m_cli->run(small({"--count", "2", "--save-latents", "l.safetensors"})).status, 0);
    QFile file(m_folder->filePath("l.safetensors"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    const auto headerBytes = qFromLittleEndian<quint64>(bytes.constData());
    const QJsonObject tensor = objectOf(bytes.mid(8, static_cast<qsizetype>(headerBytes)))["latents"].toObject();
    QCOMPARE(tensor["dtype"].toString(), QString("F32"));
    QCOMPARE(tensor["shape"].toArray(), (QJsonArray{2, 4, 3, 2}));
    QCOMPARE(tensor["data_offsets"].toArray(), (QJsonArray{0, 192}));
    QCOMPARE(bytes.size(), static_cast<qsizetype>(8 + headerBytes + 192));
    const auto* values = reinterpret_cast<const float*>(bytes.constData() + 8 + headerBytes);
    QCOMPARE(values[0], 0.5F);
    QCOMPARE(values[24], 1.5F);
}

void TestGessoCli::savesOtherFormats()
{
    for (const char* format : {"jpg", "webp", "tiff", "exr"}) {
        const CliOutcome outcome = m_cli->run(small({"--format", format, "--name", "picture"}));
        QVERIFY2(outcome.status == 0, outcome.err);
        QCOMPARE(outcome.out, QByteArray("./picture.") + format + "\n");
        QVERIFY(readPicture(m_folder->filePath(QString("picture.") + format).toStdString()));
    }
}

void TestGessoCli::runsAJobFile()
{
    QFile job(m_folder->filePath("job.json"));
    QVERIFY(job.open(QIODevice::WriteOnly));
    job.write(QJsonDocument(QJsonObject{{"model", kModel},
                                        {"prompt", QString(1 << 20, 'x')},
                                        {"seed", 9},
                                        {"width", 16},
                                        {"height", 16},
                                        {"steps", 1}})
                  .toJson());
    job.close();
    const CliOutcome outcome = m_cli->run({"run", "job.json", "--out", "out", "--json"});
    QVERIFY2(outcome.status == 0, outcome.err);
    const QString path = objectOf(outcome.out)["images"][0]["path"].toString();
    const PictureMetadata metadata = readOwnMetadata(m_folder->filePath(path).toStdString()).value();
    QCOMPARE(metadata.request->prompt.size(), std::size_t{1} << 20);
    QCOMPARE(metadata.seed, std::uint64_t{9});
}

void TestGessoCli::refusesBadJobFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::newRow("no JSON") << QByteArray("prompt: cabin") << 3;
    QTest::newRow("empty") << QByteArray() << 3;
    QTest::newRow("list") << QByteArray("[]") << 3;
    QTest::newRow("deep") << QByteArray(1'000'000, '[') << 3;
    QTest::newRow("unknown field") << QByteArray(R"({"promt": "cabin"})") << 2;
    QTest::newRow("type") << QByteArray(R"({"steps": "2"})") << 2;
    QTest::newRow("bounds") << QByteArray(R"({"steps": 0})") << 2;
    QTest::newRow("version") << QByteArray(R"({"version": 99})") << 2;
}

void TestGessoCli::refusesBadJobFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QByteArray withModel = text;
    if (text.startsWith('{')) {
        withModel.insert(1, "\"model\": \"" + kModel.toUtf8() + "\", ");
    }
    QFile job(m_folder->filePath("job.json"));
    QVERIFY(job.open(QIODevice::WriteOnly));
    job.write(withModel);
    job.close();
    const CliOutcome outcome = m_cli->run({"run", "job.json"});
    QVERIFY2(outcome.status == status, outcome.err);
    QCOMPARE(outcome.err.count('\n'), 1);
}

void TestGessoCli::findsModelsByName()
{
    const CliOutcome outcome = m_cli->run({"generate", "x", "--model", "sd1-tiny", "--json"});
    QVERIFY2(outcome.status == 0, outcome.err);
    QCOMPARE(objectOf(outcome.out)["images"][0]["width"].toInt(), 64); // the model's own size
}

void TestGessoCli::listsModels()
{
    const CliOutcome lines = m_cli->run({"models"});
    QCOMPARE(lines.status, 0);
    QVERIFY(lines.out.contains("sd1-tiny"));
    QVERIFY(lines.out.contains(kModel.toUtf8()));
    const QJsonArray models = objectOf(m_cli->run({"models", "--json"}).out)["models"].toArray();
    const bool listed = std::any_of(models.begin(), models.end(), [](const QJsonValue& model) {
        // Its weights alone have 0.3 MB.
        return model["name"].toString() == "sd1-tiny" && model["path"].toString() == kModel &&
               model["bytes"].toDouble() > 3e5 && model["family"].toString() == "other" &&
               model["hash"].isString(); // told by the real engine: test_end_to_end
    });
    QVERIFY(listed);
    QVERIFY(lines.out.contains(" MB  "));
}

void TestGessoCli::inspectsModels()
{
    const CliOutcome outcome = m_cli->run({"inspect", kModel});
    QVERIFY2(outcome.status == 0, outcome.err);
    QVERIFY(outcome.out.contains("UNet2DConditionModel"));
    QVERIFY(!objectOf(m_cli->run({"inspect", kModel, "--json"}).out).isEmpty());
    QCOMPARE(m_cli->run({"inspect", "/etc/passwd"}).status, 3);
    QCOMPARE(m_cli->run({"inspect", m_folder->path()}).status, 3);
}

void TestGessoCli::showsMetadata()
{
    QCOMPARE(m_cli->run(small({"--name", "picture", "--seed", "3"})).status, 0);
    const CliOutcome text = m_cli->run({"metadata", "picture.png"});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.out.startsWith("cabin on a lake\nSteps: 2, "), text.out);
    const QJsonObject json = objectOf(m_cli->run({"metadata", "picture.png", "--json"}).out);
    QCOMPARE(json["request"].toObject()["prompt"].toString(), QString("cabin on a lake"));
    QCOMPARE(json["seed"].toInt(), 3);
    QCOMPARE(m_cli->run({"metadata", "/etc/passwd"}).status, 3);
}

void TestGessoCli::handsBenchOver()
{
    m_cli->setVariable("GESSO_ENGINE", "/bin/echo serve");
    const CliOutcome outcome = m_cli->run({"bench", "--steps", "3", "--help"});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, QByteArray("bench --steps 3 --help\n"));
    m_cli->setVariable("GESSO_ENGINE", "/no/such/engine serve");
    QCOMPARE(m_cli->run({"bench"}).status, 4);
    m_cli->setVariable("GESSO_ENGINE", "/bin/echo something else");
    QCOMPARE(m_cli->run({"bench"}).status, 2);
}

void TestGessoCli::showsNoBarWithoutATerminal()
{
    const CliOutcome outcome = m_cli->run(small({}));
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(!outcome.err.contains('\r'));
}

QTEST_GUILESS_MAIN(TestGessoCli)
#include "test_gesso_cli.moc"
