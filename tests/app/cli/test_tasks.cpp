// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.h"
#include "core/metadata/read_metadata.h"
#include "core/models/safetensors_header.h"
#include "core/picture_files/read/input_picture.h"
#include "core/picture_files/write/encode_picture.h"
#include "tests/app/cli/cli_runner.h"

#include <QtTest/QtTest>

#include <fstream>

using namespace gesso;

namespace {

const std::string kFixtures = GESSO_FIXTURES;
constexpr int kSide = 64; ///< of the pictures that diffusers was given

/// A recorded tensor of bytes, as a picture.
Image recorded(const std::string& name, int width, int height, int channels)
{
    std::ifstream stream(kFixtures + "/reference/image-pipelines.safetensors", std::ios::binary);
    const std::string file((std::istreambuf_iterator<char>(stream)), {});
    const Result<SafetensorsHeader> header = SafetensorsHeader::parse(file);
    const SafetensorsHeader::Tensor* tensor = header ? header->find(name) : nullptr;
    Image image{width, height, channels, {}};
    if (tensor != nullptr) {
        const auto first = file.begin() + static_cast<std::ptrdiff_t>(tensor->offset);
        image.u8().assign(first, first + static_cast<std::ptrdiff_t>(image.rowValues()) * height);
    }
    return image;
}

int largestDifference(const Image& a, const Image& b)
{
    int largest = a.u8().size() == b.u8().size() ? 0 : 256;
    for (std::size_t i = 0; i < std::min(a.u8().size(), b.u8().size()); ++i) {
        largest = std::max(largest, std::abs(a.u8()[i] - b.u8()[i]));
    }
    return largest;
}

} // namespace

/// gesso-cli with the real engine: tasks that begin from a picture, and panoramas.
class TestTasks final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_cli = std::make_unique<CliRunner>(m_folder->path());
        m_cli->useRealEngine();
        save("init.png", recorded("input.picture", kSide, kSide, 3));
        save("mask.png", recorded("input.mask", kSide, kSide, 1));
    }
    void makesWhatDiffusersMakes_data();
    void makesWhatDiffusersMakes();
    void leavesWhatIsAroundTheMask();
    void extendsAPicture();
    void makesAPanorama();
    void takesSeedsAndVariations();
    void runsSingleFiles_data();
    void runsSingleFiles();
    void mergesLorasByFileAndByTag();
    void runsInAFewSteps_data();
    void runsInAFewSteps();
    void putsAStyleOnThePrompt();
    void writesWildcardsOut();
    void refusesBadInput_data();
    void refusesBadInput();

private:
    void save(const char* name, const Image& image) const
    {
        const auto encoded = encodePicture(image, PictureFormat::Png, 8, {});
        QFile file(m_folder->filePath(name));
        QVERIFY(encoded && file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(encoded->data(), static_cast<qint64>(encoded->size())),
                 static_cast<qint64>(encoded->size()));
    }
    /// Runs generate and gives the pictures' paths; none where it failed.
    QStringList made(const QString& model, const QStringList& words) const
    {
        const QString path = model.startsWith('/') ? model : GESSO_FIXTURES "/models/" + model;
        const CliOutcome outcome =
            m_cli->run(QStringList{"generate", "--model", path, "--quiet", "--json", "--out", "made"} + words);
        if (outcome.status != 0) {
            qWarning("%s", outcome.err.constData());
        }
        QStringList paths;
        for (const QJsonValue& image : QJsonDocument::fromJson(outcome.out).object()["images"].toArray()) {
            paths += m_folder->filePath(image.toObject()["path"].toString());
        }
        return paths;
    }
    static Image picture(const QString& path)
    {
        return readInputPicture(path.toStdString()).value_or(InputPicture{}).image;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliRunner> m_cli;
};

void TestTasks::makesWhatDiffusersMakes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("words");
    const QStringList init{"--init", "init.png"};
    const QStringList repaint = init + QStringList{"--mask", "mask.png", "--no-composite"};
    QTest::newRow("image to image") << "sd1-tiny.img2img.dpmpp-2m" << init;
    QTest::newRow("image to image, velocity") << "sd2-tiny.img2img.ddim" << init;
    QTest::newRow("inpainting, 4 channels") << "sd1-tiny.inpaint.pndm" << repaint;
    QTest::newRow("inpainting, 9 channels") << "inpaint-tiny.inpaint.dpmpp-2m" << repaint;
}

void TestTasks::makesWhatDiffusersMakes()
{
    QFETCH(QString, name);
    QFETCH(QStringList, words);
    QFile list(QString::fromStdString(kFixtures) + "/reference/image-pipelines.json");
    QVERIFY(list.open(QIODevice::ReadOnly));
    QJsonObject test;
    for (const QJsonValue& row : QJsonDocument::fromJson(list.readAll()).object()["cases"].toArray()) {
        test = row.toObject()["name"] == name ? row.toObject() : test;
    }
    const auto number = [&](const char* key) { return QString::number(test[key].toDouble()); };
    const QStringList paths =
        made(test["model"].toString(),
             words + QStringList{"--prompt", test["prompt"].toString(), "--negative", test["negative"].toString(),
                                 "--prompt-syntax", "plain", "--scheduler", test["scheduler"].toString(), "--steps",
                                 number("steps"), "--guidance", number("guidance"), "--seed", number("seed"),
                                 "--strength", number("strength"), "--precision", "fp32"});
    QCOMPARE(paths.size(), 1);
    const Image expected = recorded((name + ".picture").toStdString(), kSide, kSide, 3);
    QVERIFY(largestDifference(picture(paths[0]), expected) <= 1);
    QVERIFY(largestDifference(expected, recorded("input.picture", kSide, kSide, 3)) > 50);
    const auto metadata = readOwnMetadata(paths[0].toStdString());
    QVERIFY(metadata && metadata->request);
    QCOMPARE(metadata->request->init.hash.size(), std::size_t{16});
    QCOMPARE(metadata->request->strength, test["strength"].toDouble());
}

void TestTasks::leavesWhatIsAroundTheMask()
{
    // Sides that are no multiples of 8: the picture must come back as large as it was.
    const Image whole = recorded("input.picture", kSide, kSide, 3);
    const Image init = cropped(whole, {0, 0, 61, 50});
    const Image mask = cropped(recorded("input.mask", kSide, kSide, 1), {0, 0, 61, 50});
    save("odd.png", init);
    save("odd-mask.png", mask);
    for (const QStringList& more : {QStringList{}, QStringList{"--only-masked", "--size", "64x64"}}) {
        const QStringList paths = made(
            "sd1-tiny",
            QStringList{"a boat", "--init", "odd.png", "--mask", "odd-mask.png", "--steps", "3", "--seed", "5"} + more);
        QCOMPARE(paths.size(), 1);
        const Image result = picture(paths[0]);
        QCOMPARE(result.width, 61);
        QCOMPARE(result.height, 50);
        int inside = 0;
        for (std::size_t i = 0; i < mask.u8().size(); ++i) {
            for (std::size_t c = 0; c < 3; ++c) {
                const bool same = result.u8()[i * 3 + c] == init.u8()[i * 3 + c];
                QVERIFY(same || mask.u8()[i] != 0);
                inside += same ? 0 : 1;
            }
        }
        QVERIFY(inside > 500);
    }
}

void TestTasks::extendsAPicture()
{
    const QStringList paths =
        made("sd1-tiny", {"a boat", "--init", "init.png", "--extend", "16,0,24,8", "--steps", "2", "--seed", "5"});
    QCOMPARE(paths.size(), 1);
    const Image result = picture(paths[0]);
    QCOMPARE(result.width, 104);
    QCOMPARE(result.height, 72);
    QCOMPARE(cropped(result, {16, 0, kSide, kSide}), recorded("input.picture", kSide, kSide, 3));
}

void TestTasks::makesAPanorama()
{
    const QStringList paths = made("sd1-tiny", {"a lake", "--panorama", "--wrap", "xy", "--size", "136x72", "--view",
                                                "64", "--stride", "32", "--steps", "2"});
    QCOMPARE(paths.size(), 1);
    QCOMPARE(picture(paths[0]).width, 136);
    const auto metadata = readOwnMetadata(paths[0].toStdString());
    QVERIFY(metadata && metadata->request);
    QCOMPARE(metadata->request->panorama, (PanoramaOptions{true, true, 64, 32}));
}

void TestTasks::takesSeedsAndVariations()
{
    const QStringList common{"a lake", "--size", "64x64", "--steps", "2", "--scheduler", "unipc"};
    const QStringList several = made("sd1-tiny", common + QStringList{"--seeds", "7,3,7"});
    QCOMPARE(several.size(), 3);
    QCOMPARE(picture(several[0]), picture(several[2]));
    QVERIFY(picture(several[0]) != picture(several[1]));
    const QStringList alone = made("sd1-tiny", common + QStringList{"--seed", "3"});
    QCOMPARE(picture(alone[0]), picture(several[1]));
    const QStringList turned =
        made("sd1-tiny", common + QStringList{"--seed", "3", "--variation-seed", "9", "--variation-strength", "0.2"});
    QVERIFY(picture(turned[0]) != picture(alone[0]));
}

void TestTasks::runsSingleFiles_data()
{
    QTest::addColumn<QString>("model");
    QTest::newRow("CLIP, averaged copy") << "sd1-tiny";
    QTest::newRow("OpenCLIP, velocity") << "sd2-tiny";
}

/// The same pictures as with the folder that the file was made from.
void TestTasks::runsSingleFiles()
{
    QFETCH(QString, model);
    const QString file = QString(GESSO_FIXTURES "/single-files/%1.safetensors").arg(model);
    const QStringList words{"a cabin", "--seed", "4", "--steps", "3", "--precision", "fp32", "--name"};
    const QStringList folder = made(model, words + QStringList{"folder"});
    const QStringList single = made(file, words + QStringList{"single"});
    QCOMPARE(folder.size(), 1);
    QCOMPARE(single.size(), 1);
    QCOMPARE(picture(single[0]).u8(), picture(folder[0]).u8());

    const QStringList other =
        made(file, words + QStringList{"other-vae", "--vae", GESSO_FIXTURES "/single-files/sd1-tiny.safetensors"});
    QCOMPARE(other.size(), 1);
    QCOMPARE(picture(other[0]).u8() == picture(folder[0]).u8(), model == "sd1-tiny");
    const QStringList averaged = made(file, words + QStringList{"averaged", "--ema"});
    QCOMPARE(averaged.size(), model == "sd1-tiny" ? 1 : 0); // the other one has no such weights
    QVERIFY(averaged.isEmpty() || picture(averaged[0]).u8() != picture(folder[0]).u8());
}

void TestTasks::mergesLorasByFileAndByTag()
{
    const QString lora = GESSO_FIXTURES "/loras/sd1-tiny/kohya-ldm.safetensors";
    QVERIFY(QDir(m_folder->path()).mkpath("add-ons/loras"));
    QVERIFY(QFile::copy(lora, m_folder->filePath("add-ons/loras/Ink.safetensors")));
    m_cli->setVariable("GESSO_ADD_ONS", m_folder->filePath("add-ons"));
    const QStringList common{"--size", "48x48", "--steps", "2", "--seed", "5", "--precision", "fp32"};
    const auto one = [&](const QStringList& words) {
        const QStringList paths = made("sd1-tiny", common + words);
        return paths.size() == 1 ? picture(paths[0]) : Image{};
    };
    const Image plain = one({"a lighthouse"});
    const Image byFile = one({"a lighthouse", "--lora", lora + ":0.5"});
    QVERIFY(!plain.empty() && !byFile.empty() && byFile != plain);
    QCOMPARE(one({"a lighthouse", "--lora", "ink:0.5"}), byFile);
    QCOMPARE(one({"a lighthouse<lora:ink:0.5>"}), byFile);
    QCOMPARE(one({"a lighthouse", "--lora", "ink:0"}), plain);
    // The file has nothing for the text encoder, whose weight comes first.
    QCOMPARE(one({"a lighthouse", "--lora", "ink:0.9:0.5"}), byFile);
    QCOMPARE(one({"a lighthouse<lora:ink:0.9:0.5>"}), byFile);
    const Image twice = one({"a lighthouse", "--lora", "ink:0.25", "--lora", lora + ":0.25"}); // sums round twice
    QVERIFY(!twice.empty() && largestDifference(twice, byFile) <= 1);
    for (const QStringList& wrong :
         {QStringList{"a <lora:none:1>"}, QStringList{"a", "--lora", "none"}, QStringList{"a", "--lora", "ink:eleven"},
          QStringList{"a", "--lora", "ink:11"}, QStringList{"a", "--lora", "ink:1:11"}}) {
        const CliOutcome outcome =
            m_cli->run(QStringList{"generate", "--model", GESSO_FIXTURES "/models/sd1-tiny"} + wrong);
        QVERIFY2(outcome.status == 2 && outcome.err.count('\n') == 1, outcome.err.constData());
    }
}

void TestTasks::runsInAFewSteps_data()
{
    QTest::addColumn<QString>("scheduler");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("guidance");
    for (const char* steps : {"1", "4", "8"}) {
        QTest::addRow("LCM, %s", steps) << "lcm" << steps << "1.5";
    }
    QTest::newRow("SD-Turbo") << "euler-a"
                              << "1"
                              << "0";
}

/// The settings that distilled models are run with. The engine itself refuses flat pictures and those of no numbers.
void TestTasks::runsInAFewSteps()
{
    QFETCH(QString, scheduler);
    QFETCH(QString, steps);
    QFETCH(QString, guidance);
    const QStringList words{"a cabin", "--seed", "5",          "--scheduler", scheduler,
                            "--steps", steps,    "--guidance", guidance};
    const QStringList first = made("sd1-tiny", words + QStringList{"--name", "first"});
    const QStringList again = made("sd1-tiny", words + QStringList{"--name", "again"});
    QCOMPARE(first.size(), 1);
    QCOMPARE(again.size(), 1);
    QCOMPARE(picture(first[0]).u8(), picture(again[0]).u8()); // the noise of each step has its seed too
}

void TestTasks::putsAStyleOnThePrompt()
{
    const QStringList words{"a cabin", "--steps", "2", "--style", "ink-drawing"};
    const QStringList paths = made("sd1-tiny", words + QStringList{"--init", "init.png", "--guidance", "3"});
    QCOMPARE(paths.size(), 1);
    const auto metadata = readOwnMetadata(paths[0].toStdString());
    QVERIFY(metadata && metadata->request);
    QVERIFY(metadata->request->prompt.starts_with("ink drawing of a cabin"));
    QVERIFY(metadata->request->negativePrompt.find("photograph") != std::string::npos);
    QCOMPARE(metadata->request->strength, 0.7);     // the style's
    QCOMPARE(metadata->request->guidanceScale, 3.); // the user's
    QVERIFY(made("sd1-tiny", {"a cabin", "--style", "nothing"}).isEmpty());
    const CliOutcome list = m_cli->run({"styles", "--json"});
    QVERIFY(QJsonDocument::fromJson(list.out).object()["styles"].toArray().size() >= 20);
    QVERIFY(m_cli->run({"styles"}).out.contains("  ink-drawing  "));
}

void TestTasks::writesWildcardsOut()
{
    QVERIFY(QDir(m_folder->path()).mkpath("add-ons/wildcards"));
    QFile lines(m_folder->filePath("add-ons/wildcards/thing.txt"));
    QVERIFY(lines.open(QIODevice::WriteOnly) && lines.write("boat\n# none\ncabin\n") > 0);
    lines.close();
    QFile loop(m_folder->filePath("add-ons/wildcards/loop.txt"));
    QVERIFY(loop.open(QIODevice::WriteOnly) && loop.write("__loop__\n") > 0);
    loop.close();
    m_cli->setVariable("GESSO_ADD_ONS", m_folder->filePath("add-ons"));
    const QStringList paths = made("sd1-tiny", {"a __thing__", "--size", "16x16", "--steps", "1"});
    QCOMPARE(paths.size(), 1);
    const auto metadata = readOwnMetadata(paths[0].toStdString());
    QVERIFY(metadata && metadata->request);
    QCOMPARE(metadata->request->prompt, std::string("a {boat|cabin}"));
    for (const char* prompt : {"a __loop__", "a __nothing__"}) {
        const CliOutcome outcome = m_cli->run({"generate", prompt, "--model", GESSO_FIXTURES "/models/sd1-tiny"});
        QVERIFY2(outcome.status == 2 && outcome.err.count('\n') == 1, outcome.err.constData());
    }
}

void TestTasks::refusesBadInput_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const QStringList& words, int status, const char* named) {
        QTest::newRow(name) << words << status << named;
    };
    row("no such picture", {"--init", "none.png"}, 3, "none.png");
    row("no picture at all", {"--init", "note.txt"}, 3, "note.txt");
    row("a damaged picture", {"--init", "damaged.png"}, 3, "damaged.png");
    row("strength above 1", {"--init", "init.png", "--strength", "1.5"}, 2, "--strength is '1.5'");
    row("strength below 0", {"--init", "init.png", "--strength", "-0.1"}, 2, "--strength");
    row("a strength that leaves no step", {"--init", "init.png", "--strength", "0.01"}, 2, "strength of 0.01");
    row("strength without picture", {"--strength", "0.5"}, 2, "--init");
    row("a mask without picture", {"--mask", "mask.png"}, 2, "--init");
    row("a mask of another size", {"--init", "init.png", "--mask", "small.png"}, 2, "8x8");
    row("a black mask", {"--init", "init.png", "--mask", "black.png"}, 2, "black all over");
    row("a white mask, turned", {"--init", "init.png", "--mask", "white.png", "--invert-mask"}, 2, "white all over");
    row("mask options without mask", {"--init", "init.png", "--only-masked"}, 2, "--only-masked");
    row("an extension that is none", {"--init", "init.png", "--extend", "1,2"}, 2, "--extend");
    row("a panorama of a picture", {"--init", "init.png", "--panorama"}, 2, "--panorama");
    row("wrap without panorama", {"--wrap", "x"}, 2, "--panorama");
    row("an unknown axis", {"--panorama", "--wrap", "z"}, 2, "--wrap is 'z'");
    row("a stride wider than a view", {"--panorama", "--view", "64", "--stride", "128"}, 2, "stride");
    row("sigmas that ddim has not", {"--scheduler", "ddim", "--sigmas", "karras"}, 2, "karras");
    row("seeds that are none", {"--seeds", "1,x"}, 2, "--seeds");
}

void TestTasks::refusesBadInput()
{
    QFETCH(QStringList, words);
    QFETCH(int, status);
    QFETCH(QString, named);
    const auto even = [](int side, std::uint8_t value) {
        Image image{side, side, 1, {}};
        image.u8().assign(static_cast<std::size_t>(side * side), value);
        return image;
    };
    save("small.png", even(8, 255));
    save("black.png", even(kSide, 0));
    save("white.png", even(kSide, 255));
    QFile note(m_folder->filePath("note.txt"));
    QVERIFY(note.open(QIODevice::WriteOnly) && note.write("words") == 5);
    QFile damaged(m_folder->filePath("damaged.png"));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("\x89PNG\r\n\x1a\nnothing") > 0);
    note.close();
    damaged.close();
    const CliOutcome outcome = m_cli->run(
        QStringList{"generate", "x", "--model", GESSO_FIXTURES "/models/sd1-tiny", "--steps", "4", "--out", "made"} +
        words);
    QVERIFY2(outcome.status == status, outcome.err.constData());
    QVERIFY2(outcome.err.contains(named.toUtf8()), outcome.err.constData());
    QCOMPARE(outcome.err.count("gesso-cli: "), 1); // libpng has a line of its own for a damaged file
    QVERIFY(QDir(m_folder->filePath("made")).entryList(QDir::Files).isEmpty());
}

QTEST_MAIN(TestTasks)
#include "test_tasks.moc"
