// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/save_picture.h"

#include "core/base/atomic_file.h"
#include "core/metadata/read_metadata.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>
#include <set>
#include <thread>

#include <sys/stat.h>

using namespace gesso;
using namespace std::string_literals;

namespace {

const Image kPixel{1, 1, 3, {1, 2, 3}};

} // namespace

class TestSavePicture final : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path m_folder;

    SaveOptions options(std::string_view nameTemplate = NameTemplate::kDefault) const
    {
        return {.folder = m_folder, .nameTemplate = NameTemplate::parse(nameTemplate).value()};
    }

    QStringList names() const
    {
        return QDir(QString::fromStdString(m_folder.string())).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

    static PictureMetadata withSeed(std::uint64_t seed)
    {
        PictureMetadata metadata;
        metadata.request.emplace();
        metadata.seed = seed;
        return metadata;
    }

private Q_SLOTS:
    void init()
    {
        static int test = 0;
        m_folder = m_root.filePath(QString::number(++test)).toStdString();
    }

    void makesTheFolderAndCountsUp()
    {
        m_folder /= "out/today";
        for (const std::uint64_t seed : {5, 6}) {
            const auto path = savePicture(options(), kPixel, withSeed(seed));
            QVERIFY2(path, path ? "" : path.error().message.c_str());
            QCOMPARE(readOwnMetadata(path->path)->seed, seed);
        }
        QCOMPARE(names(), (QStringList{"00001-5.png", "00002-6.png"}));
    }

    void countsOnFromTheLargestNumber()
    {
        std::filesystem::create_directories(m_folder);
        for (const char* name : {"00041-9.png", "7.txt", "x99.png", "20261123180509.png"}) {
            QVERIFY(writeFile(m_folder / name, "x"));
        }
        QCOMPARE(savePicture(options(), kPixel, withSeed(1)).value().path, m_folder / "00042-1.png");
    }

    void aTakenNameGetsANumber()
    {
        for (int i = 0; i < 3; ++i) {
            QVERIFY(savePicture(options("same"), kPixel, withSeed(1)));
        }
        QCOMPARE(names(), (QStringList{"same-2.png", "same-3.png", "same.png"}));
    }

    void aNameOfWhateverElseGetsANumberToo()
    {
        std::filesystem::create_directories(m_folder / "same.png");
        QCOMPARE(::mkfifo((m_folder / "same-2.png").c_str(), 0600), 0); // nobody reads it: to open it would wait
        std::filesystem::create_symlink("nothing", m_folder / "same-3.png");
        std::filesystem::create_symlink("/dev/null", m_folder / "same-4.png");
        const auto path = savePicture(options("same"), kPixel, withSeed(1));
        QVERIFY2(path, path ? "" : path.error().message.c_str());
        QCOMPARE(path->path, m_folder / "same-5.png");
    }

    void noNameOfTheFolderIsInTheWay()
    {
        std::filesystem::create_directories(m_folder / "gesso");
        QVERIFY(prepareFolder(m_folder));
        QVERIFY(savePicture(options(), kPixel, withSeed(1)));
    }

    void whatAKilledProgramLeftInTheFolderGoes()
    {
        QVERIFY(prepareFolder(m_folder));
        QVERIFY(writeFile(m_folder / ".gesso-1073741823-0.part", "half"));
        QVERIFY(prepareFolder(m_folder));
        QVERIFY(std::filesystem::is_empty(m_folder));
    }

    void nothingIsReplacedByManyAtOnce()
    {
        constexpr int kThreads = 4;
        constexpr int kEach = 5;
        std::mutex mutex;
        std::set<std::filesystem::path> paths;
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < kThreads; ++thread) {
                threads.emplace_back([&] {
                    for (int i = 0; i < kEach; ++i) {
                        const auto path = savePicture(options("{index}"), kPixel, withSeed(1));
                        const std::scoped_lock lock(mutex);
                        paths.insert(path ? path->path : "failed");
                    }
                });
            }
        }
        QCOMPARE(paths.size(), std::size_t{kThreads * kEach});
        QVERIFY(!paths.contains("failed"));
        QCOMPARE(names().size(), qsizetype{kThreads * kEach});
    }

    void othersFormatsHaveTheirEnds()
    {
        SaveOptions exr = options("a");
        exr.format = PictureFormat::Exr;
        exr.bits = 16;
        QCOMPARE(savePicture(exr, kPixel, {}).value().path, m_folder / "a.exr");
    }

    void saysWhatIsWrong()
    {
        SaveOptions wrong = options();
        wrong.bits = 32;
        QCOMPARE(savePicture(wrong, kPixel, {}).error().code, ErrorCode::InvalidRequest);

        QVERIFY(writeFile(m_folder / "file", "x"));
        for (const std::filesystem::path& folder :
             {m_folder / "file", m_folder / "file/below", std::filesystem::path("/proc/x")}) {
            const auto prepared = prepareFolder(folder);
            QVERIFY2(!prepared, folder.c_str());
            QCOMPARE(prepared.error().code, ErrorCode::FileNotWritable);
            SaveOptions there = options();
            there.folder = folder;
            QVERIFY(!savePicture(there, kPixel, {}));
        }
        QCOMPARE(names(), QStringList{"file"});
    }
};

QTEST_APPLESS_MAIN(TestSavePicture)
#include "test_save_picture.moc"
