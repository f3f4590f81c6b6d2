// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/add_ons/add_on_folders.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gesso;

class TestAddOnFolders final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("GESSO_ADD_ONS", m_folder->filePath("a").toUtf8() + "::" + m_folder->filePath("b").toUtf8());
        qputenv("XDG_DATA_HOME", m_folder->filePath("data").toUtf8());
        qputenv("HOME", m_folder->filePath("home").toUtf8());
        for (const char* file :
             {"a/models/Lora/Paint.safetensors", "a/models/Lora/sub/deep.safetensors", "a/models/Lora/note.txt",
              "b/loras/paint.safetensors", "b/loras/Ink.safetensors", "b/embeddings/bad-hands.safetensors",
              "data/gesso/wildcards/colour.txt", "home/ComfyUI/models/loras/comfy.safetensors"}) {
            const QString path = m_folder->filePath(file);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            QFile made(path);
            QVERIFY(made.open(QIODevice::WriteOnly));
        }
    }

    void findsEachKindInItsFolders()
    {
        const auto namesOf = [](AddOnKind kind) {
            QStringList names;
            for (const AddOn& addOn : findAddOns(kind, addOnFolders(kind))) {
                names += QString::fromStdString(addOn.name);
            }
            return names;
        };
        QCOMPARE(namesOf(AddOnKind::Lora), (QStringList{"comfy", "deep", "Ink", "Paint"}));
        QCOMPARE(namesOf(AddOnKind::Embedding), QStringList{"bad-hands"});
        QCOMPARE(namesOf(AddOnKind::Wildcard), QStringList{"colour"});
    }

    void theEarlierFolderAndNoCaseCount()
    {
        const auto found = addOnNamed(AddOnKind::Lora, "PAINT", addOnFolders(AddOnKind::Lora));
        QVERIFY(found);
        QCOMPARE(QString::fromStdString(found->path.string()), m_folder->filePath("a/models/Lora/Paint.safetensors"));
    }

    void whatIsNotThereIsNamedWithWhatIs()
    {
        const auto missing = addOnNamed(AddOnKind::Lora, "pant", addOnFolders(AddOnKind::Lora));
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::InvalidRequest);
        for (const char* word : {"LoRA 'pant'", "Paint", "models/Lora"}) {
            QVERIFY2(missing.error().message.find(word) != std::string::npos, missing.error().message.c_str());
        }
        const auto none = addOnNamed(AddOnKind::Wildcard, "x", {});
        QVERIFY(!none && none.error().message.find("gesso/wildcards") != std::string::npos);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestAddOnFolders)
#include "test_add_on_folders.moc"
