// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/folder_walk.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
namespace fs = std::filesystem;

class TestFolderWalk final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { fs::remove_all(root()); } // Qt leaves names that are no UTF-8

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void goesToAnyDepthNearThingsFirst()
    {
        make("b/c/d/e/f/deep");
        make("b/near");
        make("a/.git/hidden");
        make("z");
        QCOMPARE(filesOf(), (QStringList{"z", "b/near", "b/c/d/e/f/deep"}));
    }

    void loopsEnd()
    {
        make("a/file");
        fs::create_directory_symlink(root(), root() / "a" / "up");
        fs::create_directory_symlink(root() / "a" / "self", root() / "a" / "self");
        fs::create_symlink(root() / "nowhere", root() / "broken");
        QCOMPARE(filesOf(), QStringList{"a/file"});
    }

    void linkedFoldersAreFoundUnderEachName()
    {
        make("real/file");
        fs::create_directory_symlink(root() / "real", root() / "alias");
        QCOMPARE(filesOf(), (QStringList{"alias/file", "real/file"}));
    }

    void manyLinksToOneAnotherEnd()
    {
        constexpr int kFolders = 12;
        for (int i = 0; i < kFolders; ++i) {
            make(QStringLiteral("f%1/file").arg(i));
        }
        for (int i = 0; i < kFolders; ++i) {
            for (int k = 0; k < kFolders; ++k) {
                const std::string to = "f" + std::to_string(k);
                fs::create_directory_symlink(root() / to, root() / ("f" + std::to_string(i)) / ("to" + to));
            }
        }
        QVERIFY(filesOf().size() <= kFolders * 4);
    }

    void entersOnlyWhatItIsTold()
    {
        make("model/unet/part");
        make("other/file");
        QStringList seen;
        walkFolder(root(), [&](const WalkedEntry& entry) {
            seen += QString::fromStdString(entry.place);
            return entry.place != "model";
        });
        QCOMPARE(seen, (QStringList{"model", "other", "other/file"}));
    }

    void namesAreBytes()
    {
        make("a/plain");
        const fs::path odd = root() / "a" / "caf\xe9";
        fs::rename(root() / "a" / "plain", odd);
        int found = 0;
        walkFolder(root(), [&](const WalkedEntry& entry) {
            found += entry.path == odd && entry.place == "a/caf\xe9" ? 1 : 0;
            return true;
        });
        QCOMPARE(found, 1);
    }

private:
    [[nodiscard]] fs::path root() const { return m_folder->path().toStdString(); }

    void make(const QString& name)
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }

    [[nodiscard]] QStringList filesOf() const
    {
        QStringList files;
        walkFolder(root(), [&](const WalkedEntry& entry) {
            if (!entry.isFolder) {
                files += QString::fromStdString(entry.place);
            }
            return true;
        });
        return files;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestFolderWalk)
#include "test_folder_walk.moc"
