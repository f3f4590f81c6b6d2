// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gesso;

namespace {

constexpr int kSkipped = 77;

/// Runs `body` in a child process, whose limits and mounts end with it; gives its exit status.
int inChildProcess(const std::function<int()>& body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(body());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Tries to replace a file of 100 old bytes by 3 MB where there is no room. 0 when DiskFull was told, the old bytes are
/// whole and nothing else is in the folder; else the number of what is wrong.
int replaceWithoutRoom(const std::filesystem::path& folder)
{
    const std::filesystem::path path = folder / "picture.png";
    const std::string old(100, 'o');
    const auto outcome = writeFile(path, std::string(3'000'000, 'n'));
    if (outcome || outcome.error().code != ErrorCode::DiskFull) {
        return 1;
    }
    if (outcome.error().message.find(path.string()) == std::string::npos) {
        return 2;
    }
    if (readFile(path, 1000) != old) {
        return 3;
    }
    const auto entries = std::distance(std::filesystem::directory_iterator(folder), {});
    return entries == 1 ? 0 : 4;
}

} // namespace

class TestAtomicFile final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QStringList entries() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void init()
    {
        for (const QString& entry : entries()) {
            std::filesystem::remove_all(folder() / entry.toStdString());
        }
    }

    void writesAFileWhole()
    {
        const std::string bytes = std::string("a\0\xFF", 3) + std::string(200'000, 'x');
        QVERIFY(writeFile(folder() / "new", bytes));
        QCOMPARE(readFile(folder() / "new", 1'000'000).value(), bytes);
        QCOMPARE(entries(), QStringList{"new"});
    }

    void writesPiecesInOrder()
    {
        auto file = AtomicFile::create(folder() / "pieces");
        QVERIFY(file);
        for (const std::string_view piece : {"one ", "", "two"}) {
            QVERIFY(file->write(std::as_bytes(std::span(piece))));
        }
        QVERIFY(!std::filesystem::exists(folder() / "pieces"));
        QVERIFY(file->commit());
        QCOMPARE(readFile(folder() / "pieces", 100).value(), std::string("one two"));
    }

    void nothingStaysWithoutACommit()
    {
        QVERIFY(writeFile(folder() / "kept", "old"));
        {
            auto file = AtomicFile::create(folder() / "kept");
            QVERIFY(file);
            QVERIFY(file->write(std::as_bytes(std::span(std::string_view("new")))));
            QCOMPARE(entries().size(), 2);
        }
        QCOMPARE(entries(), QStringList{"kept"});
        QCOMPARE(readFile(folder() / "kept", 100).value(), std::string("old"));
    }

    void permissionsFollowTheUmaskOrTheOldFile()
    {
        struct stat status = {};
        const mode_t before = ::umask(027);
        QVERIFY(writeFile(folder() / "new", "x"));
        ::umask(before);
        QCOMPARE(::stat((folder() / "new").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t{0640});

        QCOMPARE(::chmod((folder() / "new").c_str(), 0604), 0);
        QVERIFY(writeFile(folder() / "new", "y"));
        QCOMPARE(::stat((folder() / "new").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t{0604});
    }

    void keepsWhatIsThereWhenAsked()
    {
        QVERIFY(writeFile(folder() / "there", "old"));
        const auto atOnce = writeFile(folder() / "there", "new", Existing::Keep);
        QVERIFY(!atOnce);
        QCOMPARE(atOnce.error().code, ErrorCode::FileExists);

        auto late = AtomicFile::create(folder() / "late", Existing::Keep);
        QVERIFY(late);
        QVERIFY(writeFile(folder() / "late", "somebody else's"));
        QCOMPARE(late->commit().error().code, ErrorCode::FileExists);
        QCOMPARE(readFile(folder() / "there", 100).value(), std::string("old"));
        QCOMPARE(readFile(folder() / "late", 100).value(), std::string("somebody else's"));
        QVERIFY(writeFile(folder() / "free", "new", Existing::Keep));
    }

    void whateverIsThereIsKeptWhenAsked()
    {
        QCOMPARE(::mkfifo((folder() / "pipe").c_str(), 0600), 0);
        QVERIFY(std::filesystem::create_directory(folder() / "folder"));
        std::filesystem::create_symlink("nothing", folder() / "link");
        for (const std::filesystem::path& path :
             {folder() / "pipe", folder() / "folder", folder() / "link", std::filesystem::path("/dev/null")}) {
            const auto outcome = writeFile(path, "x", Existing::Keep);
            QVERIFY2(!outcome, path.c_str());
            QCOMPARE(outcome.error().code, ErrorCode::FileExists);
        }
        QCOMPARE(entries().size(), 3);
    }

    void whatKilledProcessesLeftIsRemoved()
    {
        constexpr pid_t kNobody = 0x3FFFFFFF; // beyond what Linux gives
        const std::string left = ".gesso-" + std::to_string(kNobody) + "-0.part";
        const std::string own =
            ".gesso-" + std::to_string(::getpid()) + "-999999.part"; // of an earlier one of that number
        const std::vector<std::string> others{".gesso-" + std::to_string(::getppid()) + "-0.part", // of one that lives
                                              ".gesso-x-0.part",
                                              ".gesso-5.part",
                                              ".gesso--5-0.part",
                                              "gesso-" + std::to_string(kNobody) + "-0.part",
                                              "mine.part"};
        for (const std::string& name : others) {
            QVERIFY(writeFile(folder() / name, "x"));
        }
        QVERIFY(writeFile(folder() / left, "x"));
        QVERIFY(writeFile(folder() / own, "x"));
        QVERIFY(std::filesystem::create_directory(folder() / (".gesso-" + std::to_string(kNobody) + "-1.part")));
        const auto writing = AtomicFile::create(folder() / "new");
        const qsizetype before = entries().size();

        QCOMPARE(removeLeftovers(folder()), std::size_t{2});
        QCOMPARE(entries().size(), before - 2);
        QVERIFY(!std::filesystem::exists(folder() / left));
        QVERIFY(!std::filesystem::exists(folder() / own));
        QCOMPARE(removeLeftovers(folder() / "none"), std::size_t{0});
    }

    void aKilledProcessLeavesWhatIsRemoved()
    {
        const int status = inChildProcess([this] {
            auto file = AtomicFile::create(folder() / "new");
            return file && file->write(std::as_bytes(std::span(std::string_view("half")))) ? ::raise(SIGKILL) : 99;
        });
        QCOMPARE(status, -1);
        QCOMPARE(entries().size(), 1);
        QCOMPARE(removeLeftovers(folder()), std::size_t{1});
        QCOMPARE(entries().size(), 0);
    }

    void aFolderIsTried()
    {
        QVERIFY(tryFolder(folder()));
        QCOMPARE(entries().size(), 0);
        const auto outcome = tryFolder(folder() / "none");
        QVERIFY(!outcome);
        QVERIFY(outcome.error().message.find("none") != std::string::npos);
    }

    void followsASymbolicLink()
    {
        QVERIFY(writeFile(folder() / "real", "old"));
        std::filesystem::create_symlink("real", folder() / "link");
        QVERIFY(writeFile(folder() / "link", "new"));
        QVERIFY(std::filesystem::is_symlink(folder() / "link"));
        QCOMPARE(readFile(folder() / "real", 100).value(), std::string("new"));
    }

    void refusesWhatCannotBeAFile()
    {
        QCOMPARE(::mkfifo((folder() / "pipe").c_str(), 0600), 0);
        for (const std::filesystem::path& path :
             {folder(), folder() / "pipe", folder() / "no folder" / "x", std::filesystem::path("/dev/null"),
              folder() / std::string(300, 'x'), std::filesystem::path("/proc/x"), std::filesystem::path()}) {
            const auto outcome = writeFile(path, "x");
            QVERIFY2(!outcome, path.c_str());
            QCOMPARE(outcome.error().code, ErrorCode::FileNotWritable);
            QVERIFY(outcome.error().message.find("'" + path.string() + "'") != std::string::npos);
        }
        QVERIFY(std::filesystem::is_character_file("/dev/null"));
    }

    void writesIntoTheCurrentFolder()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        const auto outcome = writeFile("bare-name", "x");
        QVERIFY(QDir::setCurrent(before));
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        QCOMPARE(entries(), QStringList{"bare-name"});
    }

    void aLimitOnFileSizesLeavesTheOldFileWhole()
    {
        QVERIFY(writeFile(folder() / "picture.png", std::string(100, 'o')));
        const int status = inChildProcess([this] {
            ::signal(SIGXFSZ, SIG_IGN); // the write is then cut short, and the next one fails with EFBIG
            const rlimit limit{1'044'480, 1'044'480};
            return ::setrlimit(RLIMIT_FSIZE, &limit) == 0 ? replaceWithoutRoom(folder()) : 99;
        });
        QCOMPARE(status, 0);
    }

    void aFullDiskLeavesTheOldFileWhole()
    {
        const int status = inChildProcess([this] {
            const bool own = ::unshare(CLONE_NEWNS) == 0 || ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0;
            if (!own || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
                ::mount("none", folder().c_str(), "tmpfs", 0, "size=1m") != 0) {
                return kSkipped;
            }
            return writeFile(folder() / "picture.png", std::string(100, 'o')) ? replaceWithoutRoom(folder()) : 98;
        });
        if (status == kSkipped) {
            QSKIP("a small tmpfs cannot be mounted here; the limit on file sizes above takes the same path");
        }
        QCOMPARE(status, 0);
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
