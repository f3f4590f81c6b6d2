// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/folders.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace gesso;
namespace fs = std::filesystem;

class TestFolders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheSpecification()
    {
        qputenv("HOME", "/home/somebody");
        qputenv("XDG_STATE_HOME", "/elsewhere");
        QCOMPARE(xdgFolder("XDG_STATE_HOME", ".local/state"), fs::path("/elsewhere"));
        qputenv("XDG_STATE_HOME", "not/absolute");
        QCOMPARE(xdgFolder("XDG_STATE_HOME", ".local/state"), fs::path("/home/somebody/.local/state"));
        qunsetenv("XDG_STATE_HOME");
        QCOMPARE(xdgFolder("XDG_STATE_HOME", ".local/state"), fs::path("/home/somebody/.local/state"));
        qunsetenv("HOME");
        QCOMPARE(xdgFolder("XDG_STATE_HOME", ".local/state"), fs::path("/.local/state"));
    }

    void knowsTheProgramsFolder() { QVERIFY(fs::exists(executableFolder() / "core.base.test_folders")); }

    void findsWhatComesWithGesso()
    {
        for (const char* name :
             {"starter-model/model_index.json", "families/sd1", "families/sd2", "styles/styles.json"}) {
            QVERIFY2(fs::exists(resourceFolder() / name), name);
        }
    }

    void makesFoldersForTheUserAlone()
    {
        const QTemporaryDir root;
        const fs::path folder = fs::path(root.path().toStdString()) / "a" / "b";
        QVERIFY(makePrivateFolder(folder));
        struct stat status = {};
        QCOMPARE(::stat(folder.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0700U);
        QVERIFY(makePrivateFolder(folder));
    }

    void saysWhyAFolderCannotBe()
    {
        const QTemporaryDir root;
        const fs::path file = root.filePath("file").toStdString();
        QVERIFY(QFile(QString::fromStdString(file.string())).open(QIODevice::WriteOnly));
        for (const fs::path& path : {file, file / "below"}) {
            const Result<> made = makePrivateFolder(path);
            QVERIFY(!made);
            QCOMPARE(made.error().code, ErrorCode::FileNotWritable);
        }
    }
};

QTEST_APPLESS_MAIN(TestFolders)
#include "test_folders.moc"
