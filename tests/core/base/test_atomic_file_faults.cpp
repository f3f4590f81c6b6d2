// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
//
// Every system call of AtomicFile is made to fail in turn. This program's own write(), fdatasync() and so on stand
// before the C library's and fail at the chosen call.
#include "core/base/atomic_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>

#include <sys/syscall.h>
#include <unistd.h>

using namespace gesso;

namespace {

enum class Call { None, Write, ShortWrite, Sync, ReadBack, ReadBackChanged, Close, Rename, FolderSync };

struct Fault {
    Call call = Call::None;
    int countdown = 0; ///< fails when it reaches zero
    int errorNumber = EIO;
};

thread_local Fault fault; // of the thread that tests; others open and close files of their own

bool failsNow(Call call)
{
    if (fault.call != call || --fault.countdown > 0) {
        return false;
    }
    fault.call = Call::None;
    errno = fault.errorNumber;
    return true;
}

} // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t count)
{
    if (failsNow(Call::Write)) {
        return -1;
    }
    if (failsNow(Call::ShortWrite)) {
        fault.call = Call::Write; // as a full disk does: some bytes, then none
        fault.countdown = 1;
        return ::syscall(SYS_write, descriptor, bytes, count / 2);
    }
    return ::syscall(SYS_write, descriptor, bytes, count);
}

ssize_t pread(int descriptor, void* bytes, size_t count, off_t offset)
{
    if (failsNow(Call::ReadBack)) {
        return -1;
    }
    const ssize_t read = ::syscall(SYS_pread64, descriptor, bytes, count, offset);
    if (read > 0 && failsNow(Call::ReadBackChanged)) {
        static_cast<char*>(bytes)[read / 2] ^= 1;
    }
    return read;
}

ssize_t pread64(int descriptor, void* bytes, size_t count, off64_t offset)
{
    return pread(descriptor, bytes, count, offset);
}

int fdatasync(int descriptor)
{
    return failsNow(Call::Sync) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

int fsync(int descriptor)
{
    return failsNow(Call::FolderSync) ? -1 : static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int close(int descriptor)
{
    const auto closed = static_cast<int>(::syscall(SYS_close, descriptor));
    return failsNow(Call::Close) ? -1 : closed;
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags) noexcept
{
    return failsNow(Call::Rename) ? -1
                                  : static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags));
}
}

class TestAtomicFileFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachFailingCallLeavesOneWholeFile_data()
    {
        QTest::addColumn<int>("call");
        QTest::addColumn<int>("countdown");
        QTest::addColumn<int>("errorNumber");
        QTest::addColumn<int>("code");
        const auto row = [](const char* title, Call call, int errorNumber, ErrorCode code, int calls = 1) {
            for (int k = 1; k <= calls; ++k) {
                QTest::addRow("%s %d", title, k)
                    << static_cast<int>(call) << k << errorNumber << static_cast<int>(code);
            }
        };
        row("write EIO", Call::Write, EIO, ErrorCode::FileNotWritable, kPieces);
        row("write ENOSPC", Call::Write, ENOSPC, ErrorCode::DiskFull, kPieces);
        row("short write, then ENOSPC", Call::ShortWrite, ENOSPC, ErrorCode::DiskFull, kPieces);
        row("fdatasync EIO", Call::Sync, EIO, ErrorCode::FileNotWritable);
        row("fdatasync ENOSPC", Call::Sync, ENOSPC, ErrorCode::DiskFull);
        row("read back EIO", Call::ReadBack, EIO, ErrorCode::FileNotWritable, 3);
        row("read back other bytes", Call::ReadBackChanged, 0, ErrorCode::FileDamaged, 3);
        row("close EIO", Call::Close, EIO, ErrorCode::FileNotWritable);
        row("close EDQUOT", Call::Close, EDQUOT, ErrorCode::DiskFull);
        row("rename EIO", Call::Rename, EIO, ErrorCode::FileNotWritable);
    }

    void eachFailingCallLeavesOneWholeFile()
    {
        QFETCH(int, call);
        QFETCH(int, countdown);
        QFETCH(int, errorNumber);
        QFETCH(int, code);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("picture.png").toStdString();
        const std::string old(100, 'o');
        QVERIFY(writeFile(path, old));

        fault = {static_cast<Call>(call), countdown, errorNumber};
        const auto outcome = writePieces(path);
        const Call left = std::exchange(fault, {}).call;

        QCOMPARE(left, Call::None); // the fault did happen
        QVERIFY(!outcome);
        QCOMPARE(static_cast<int>(outcome.error().code), code);
        QCOMPARE(readFile(path, 1'000'000).value(), old);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"picture.png"});
    }

    void aFolderThatCannotBeSyncedIsNoError()
    {
        // The file stands whole in its place: to say "cannot write" would make its user write it again.
        for (const int errorNumber : {EIO, EINVAL, ENOSPC}) {
            const QTemporaryDir folder;
            const std::filesystem::path path = folder.filePath("picture.png").toStdString();
            fault = {Call::FolderSync, 1, errorNumber};
            QVERIFY(writePieces(path));
            QCOMPARE(std::exchange(fault, {}).call, Call::None);
            QCOMPARE(readFile(path, 1'000'000).value(), whole());
        }
    }

    void interruptedCallsAreRepeated()
    {
        for (const Call call : {Call::Write, Call::ReadBack}) {
            QTemporaryDir folder;
            const std::filesystem::path path = folder.filePath("picture.png").toStdString();
            fault = {call, 2, EINTR};
            QVERIFY(writePieces(path));
            QCOMPARE(std::exchange(fault, {}).call, Call::None);
            QCOMPARE(readFile(path, 1'000'000).value(), whole());
        }
    }

    void aFileSystemWithoutExclusiveRenameStillKeepsWhatIsThere()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("picture.png").toStdString();
        fault = {Call::Rename, 1, EINVAL};
        QVERIFY(writeFile(path, "first", Existing::Keep));
        auto late = AtomicFile::create(folder.filePath("late").toStdString(), Existing::Keep);
        QVERIFY(writeFile(folder.filePath("late").toStdString(), "theirs"));
        fault = {Call::Rename, 1, EINVAL};
        QCOMPARE(late->commit().error().code, ErrorCode::FileExists);
        QCOMPARE(readFile(path, 100).value(), std::string("first"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 3); // the late one's object lives
    }

private:
    static constexpr int kPieces = 5;
    static constexpr std::size_t kPieceBytes = 30'000;

    static std::string whole() { return std::string(kPieces * kPieceBytes, 'n'); }

    static Result<> writePieces(const std::filesystem::path& path)
    {
        auto file = AtomicFile::create(path);
        if (!file) {
            return tl::unexpected(file.error());
        }
        const std::string piece(kPieceBytes, 'n');
        for (int index = 0; index < kPieces; ++index) {
            if (auto outcome = file->write(std::as_bytes(std::span(piece))); !outcome) {
                return outcome;
            }
        }
        return file->commit();
    }
};

QTEST_APPLESS_MAIN(TestAtomicFileFaults)
#include "test_atomic_file_faults.moc"
