// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

using namespace gesso;

namespace {

bool isOpen(int descriptor)
{
    return ::fcntl(descriptor, F_GETFD) != -1;
}

} // namespace

class TestFile final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path pathOf(const char* name) const { return m_folder.filePath(name).toStdString(); }

    void put(const char* name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void readsTheWholeFile()
    {
        const QByteArray bytes("a\0b\xFF", 4);
        put("whole", bytes);
        QCOMPARE(readFile(pathOf("whole"), 4).value(), bytes.toStdString());
        put("empty", "");
        QCOMPARE(readFile(pathOf("empty"), 0).value(), std::string());
    }

    void refusesMoreThanTheLimit()
    {
        put("five", "12345");
        const auto read = readFile(pathOf("five"), 4);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::FileDamaged);
        QVERIFY(read.error().message.find("five") != std::string::npos);
    }

    void refusesWhatIsNoOrdinaryFile()
    {
        QCOMPARE(::mkfifo(pathOf("pipe").c_str(), 0600), 0);
        for (const std::filesystem::path& path :
             {pathOf("not-there"), pathOf("."), pathOf("pipe"), std::filesystem::path("/dev/zero")}) {
            const auto read = readFile(path, 1000);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::FileNotReadable);
            QVERIFY(read.error().message.find(path.string()) != std::string::npos);
        }
    }

    void errorsTellWhoCanMendThem()
    {
        QCOMPARE(fileError(FileAction::Write, "x", ENOSPC).code, ErrorCode::DiskFull);
        QCOMPARE(fileError(FileAction::Write, "x", EDQUOT).code, ErrorCode::DiskFull);
        QCOMPARE(fileError(FileAction::Write, "x", EROFS).code, ErrorCode::FileNotWritable);
        QCOMPARE(fileError(FileAction::Read, "x", EACCES).code, ErrorCode::FileNotReadable);
        QCOMPARE(
            fileError(FileAction::Write, "/a/b", ENOENT).message,
            std::string("Cannot write '/a/b': No such file or directory; make its folder first, or choose another."));
    }

    void descriptorIsClosedOnce()
    {
        UniqueFd first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const int number = first.get();
        QVERIFY(isOpen(number));
        UniqueFd second(std::move(first));
        QVERIFY(!first);
        QCOMPARE(second.get(), number);
        second = UniqueFd();
        QVERIFY(!isOpen(number));
        UniqueFd kept(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const int released = kept.release();
        QVERIFY(!kept);
        QVERIFY(isOpen(released));
        UniqueFd(released).reset();
        QVERIFY(!isOpen(released));
    }
};

QTEST_APPLESS_MAIN(TestFile)
#include "test_file.moc"
