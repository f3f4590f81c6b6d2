// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/session_pictures.h"

#include "core/base/atomic_file.h"
#include "core/generation/inputs.h"
#include "tests/core/settings/stored_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;

namespace {

const Image kPicture{2, 1, 3, {1, 2, 3, 4, 5, 6}};

PictureMetadata sampleMetadata()
{
    PictureMetadata metadata;
    metadata.request.emplace().prompt = "a cabin \u2603";
    metadata.seed = UINT64_MAX;
    metadata.modelName = "sd15";
    return metadata;
}

} // namespace

class TestSessionPictures final : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path m_folder;

private Q_SLOTS:
    void sixteenBitsComeBack()
    {
        const QTemporaryDir folder;
        const auto pictures = SessionPictures::open(folder.path().toStdString()).value();
        const Image deep{2, 1, 3, std::vector<std::uint16_t>{1, 257, 40000, 65535, 12345, 3}};
        const std::string name = pictures.put(deep, {}).value();
        QVERIFY(pictures.get(name).value().image.u16() == deep.u16());
    }

    void init()
    {
        static int test = 0;
        m_folder = m_root.filePath(QString::number(++test)).toStdString();
    }

    void givesBackWhatWasPut()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string name = pictures.put(kPicture, sampleMetadata()).value();
        const SessionPictures::Picture picture = SessionPictures::open(m_folder).value().get(name).value();
        QVERIFY(picture.image == kPicture);
        QVERIFY(picture.metadata.request == sampleMetadata().request);
        QCOMPARE(picture.metadata.seed, UINT64_MAX);
        QCOMPARE(picture.metadata.modelName, std::string("sd15"));
        QVERIFY(pictures.put(kPicture, {}).value() != name);
    }

    void picturesToBeginFromAreKnownByTheirHash()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string hash = hashOf(kPicture);
        const Image mask{2, 2, 1, {0, 255, 7, 9}};
        QCOMPARE(pictures.putInput(kPicture, hash).value(), hash + ".png");
        QCOMPARE(pictures.putInput(kPicture, hash).value(), hash + ".png"); // once more does no harm
        QVERIFY(pictures.putInput(mask, hashOf(mask)));
        QVERIFY(pictures.getInput(hash).value() == kPicture);
        QVERIFY(pictures.getInput(hashOf(mask)).value() == mask);
        QCOMPARE(pictures.getInput("0123456789abcdef").error().code, ErrorCode::FileNotReadable);
        QCOMPARE(pictures.getInput("../session").error().code, ErrorCode::InvalidRequest);
        std::filesystem::copy_file(pictures.path(hash + ".png"), pictures.path("0123456789abcdef.png"));
        QCOMPARE(pictures.getInput("0123456789abcdef").error().code, ErrorCode::FileDamaged);
        QCOMPARE(pictures.prune(std::vector<std::string>{hash + ".png"}), std::size_t(2));
        QVERIFY(pictures.getInput(hash));
    }

    void removes()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string name = pictures.put(kPicture, {}).value();
        QVERIFY(pictures.remove(name));
        QVERIFY(pictures.remove(name));
        QCOMPARE(pictures.get(name).error().code, ErrorCode::FileNotReadable);
        QVERIFY(namesIn(m_folder / "pictures").empty());
    }

    void takesNoNameButItsOwn()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        writeText(m_folder / "mine.png", "x");
        for (const char* name : {"", "../mine.png", "/etc/passwd", "0123456789abcde/.png", "0123456789abcdef.png\n"}) {
            QCOMPARE(pictures.get(name).error().code, ErrorCode::InvalidRequest);
            QCOMPARE(pictures.remove(name).error().code, ErrorCode::InvalidRequest);
        }
        QVERIFY(std::filesystem::exists(m_folder / "mine.png"));
    }

    void saysWhatIsWrongWithADamagedOne()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string name = pictures.put(kPicture, {}).value();
        const std::string bytes = readText(pictures.path(name));
        writeText(pictures.path(name), bytes.substr(0, bytes.size() / 2));
        QVERIFY(!pictures.get(name));
    }

    void prunesWhatNobodyWants()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string wanted = pictures.put(kPicture, {}).value();
        const std::string unwanted = pictures.put(kPicture, {}).value();
        const std::filesystem::path folder = m_folder / "pictures";
        writeText(folder / "holiday.png", "somebody else's");
        writeText(folder / ".gesso-1073741823-0.part", "left by a crash");
        {
            const auto live = AtomicFile::create(folder / "being written");
            QCOMPARE(pictures.prune(std::vector{wanted}), std::size_t{2});
            QCOMPARE(namesIn(folder).size(), std::size_t{3});
        }
        QCOMPARE(namesIn(folder), (std::set<std::string>{wanted, "holiday.png"}));
    }

    void namesThoseThatNobodyKnows()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string known = pictures.put(kPicture, {}).value();
        const std::string first = pictures.put(kPicture, {}).value();
        const std::string second = pictures.put(kPicture, {}).value();
        writeText(m_folder / "pictures" / "holiday.png", "somebody else's");
        using std::filesystem::last_write_time;
        last_write_time(pictures.path(first), last_write_time(pictures.path(second)) - std::chrono::hours(1));
        QCOMPARE(pictures.others(std::vector{known}), (std::vector{first, second}));
    }

    void aDamagedOneIsSetAside()
    {
        const SessionPictures pictures = SessionPictures::open(m_folder).value();
        const std::string name = pictures.put(kPicture, {}).value();
        QVERIFY(pictures.has(name));
        const std::filesystem::path aside = pictures.setAside(name).value();
        QVERIFY(!pictures.has(name));
        QCOMPARE(pictures.prune({}), std::size_t{0});
        QVERIFY(std::filesystem::exists(aside));
        QCOMPARE(pictures.setAside("../x").error().code, ErrorCode::InvalidRequest);
    }

    void saysWhyItCannotBeMade()
    {
        writeText(m_folder, "a file");
        QCOMPARE(SessionPictures::open(m_folder).error().code, ErrorCode::FileNotWritable);
    }
};

QTEST_APPLESS_MAIN(TestSessionPictures)
#include "test_session_pictures.moc"
