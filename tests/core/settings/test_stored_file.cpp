// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/stored_file.h"
#include "tests/core/settings/stored_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace gesso;
using nlohmann::json;
using Names = std::set<std::string>;

class TestStoredFile final : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path m_folder, m_file;

private Q_SLOTS:
    void init()
    {
        static int test = 0;
        m_folder = m_root.filePath(QString::number(++test)).toStdString();
        m_file = m_folder / "some.json";
    }

    void comesBackAsItWasWritten()
    {
        QVERIFY(loadStored(m_file, 1).notices.empty());
        QVERIFY(saveStored(m_file, 3, {{"a", 1}}));
        const Stored<json> stored = loadStored(m_file, 3);
        QVERIFY(stored.notices.empty());
        QVERIFY(stored.value == json({{"a", 1}, {"version", 3}}));
        QVERIFY(loadStored(m_file, 4).notices.empty()); // of an older version
        QCOMPARE(namesIn(m_folder), (Names{"some.json"}));
    }

    void whatCannotBeUsedIsKeptAside_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("aside");
        QTest::newRow("empty") << ""
                               << "some.json.damaged-1";
        QTest::newRow("cut") << "{\"version\": 1, \"prompt\": \"a cab"
                             << "some.json.damaged-1";
        QTest::newRow("zeros") << QString(100, QChar('\0')) << "some.json.damaged-1";
        QTest::newRow("a list") << "[1]"
                                << "some.json.damaged-1";
        QTest::newRow("no version") << "{}"
                                    << "some.json.damaged-1";
        QTest::newRow("version 0") << "{\"version\": 0}"
                                   << "some.json.damaged-1";
        QTest::newRow("deep") << QString("[").repeated(100'000) << "some.json.damaged-1";
        QTest::newRow("newer") << "{\"version\": 7}"
                               << "some.json.from-version-7";
    }

    void whatCannotBeUsedIsKeptAside()
    {
        QFETCH(QString, text);
        QFETCH(QString, aside);
        writeText(m_file, text.toStdString());
        const Stored<json> stored = loadStored(m_file, 1);
        QVERIFY(stored.value.empty());
        QCOMPARE(stored.notices.size(), std::size_t{1});
        QVERIFY(stored.notices[0].find(aside.toStdString()) != std::string::npos);
        QCOMPARE(namesIn(m_folder), (Names{aside.toStdString()}));
        QCOMPARE(readText(m_folder / aside.toStdString()), text.toStdString());
    }

    void savingMovesItAsideToo()
    {
        writeText(m_file, "{\"version\": 7}");
        QVERIFY(saveStored(m_file, 1, json::object()));
        QCOMPARE(readText(m_folder / "some.json.from-version-7"), std::string("{\"version\": 7}"));
        QVERIFY(loadStored(m_file, 1).notices.empty());
    }

    void nothingAsideIsEverReplaced()
    {
        for (const char* text : {"one", "two"}) {
            writeText(m_file, text);
            QCOMPARE(loadStored(m_file, 1).notices.size(), std::size_t{1});
        }
        for (int time = 0; time < 2; ++time) {
            writeText(m_file, "{\"version\": 2}");
            QCOMPARE(loadStored(m_file, 1).notices.size(), std::size_t{1});
        }
        QCOMPARE(namesIn(m_folder), (Names{"some.json.damaged-1", "some.json.damaged-2", "some.json.from-version-2",
                                           "some.json.from-version-2-2"}));
        QCOMPARE(readText(m_folder / "some.json.damaged-1"), std::string("one"));
    }

    void whatCannotBeReadIsNotReplaced()
    {
        std::filesystem::create_directories(m_folder);
        std::filesystem::create_symlink(m_file.filename(), m_file); // it leads round in a circle
        const Stored<json> stored = loadStored(m_file, 1);
        QCOMPARE(stored.notices.size(), std::size_t{1});
        QVERIFY(stored.unread);
        const Result<> saved = saveStored(m_file, 1, json::object());
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::FileNotReadable);
        QVERIFY(std::filesystem::is_symlink(m_file));
    }

    void whatIsNoFileIsMovedAside()
    {
        std::filesystem::create_directories(m_folder);
        QCOMPARE(::mkfifo(m_file.c_str(), 0600), 0); // nobody writes into it: to open it would wait
        const Stored<json> stored = loadStored(m_file, 1);
        QCOMPARE(stored.notices.size(), std::size_t{1});
        QVERIFY(!stored.unread);
        std::filesystem::create_directories(m_file);
        QVERIFY(saveStored(m_file, 1, json::object()));
        QCOMPARE(namesIn(m_folder), (Names{"some.json", "some.json.damaged-1", "some.json.damaged-2"}));
    }

    void inAFolderThatCannotBeWrittenItStays()
    {
        if (::geteuid() == 0) {
            QSKIP("root may write everywhere");
        }
        writeText(m_file, "damaged");
        std::filesystem::permissions(m_folder, std::filesystem::perms(0500));
        const Stored<json> stored = loadStored(m_file, 1);
        const Result<> saved = saveStored(m_file, 1, json::object());
        std::filesystem::permissions(m_folder, std::filesystem::perms(0700));
        QCOMPARE(stored.notices.size(), std::size_t{1});
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::FileNotWritable);
        QCOMPARE(readText(m_file), std::string("damaged"));
    }

    void badTextIsMended()
    {
        QVERIFY(saveStored(m_file, 1, {{"text", "\xff"}}));
        QVERIFY(loadStored(m_file, 1).value["text"] == json("\xEF\xBF\xBD"));
    }
};

QTEST_APPLESS_MAIN(TestStoredFile)
#include "test_stored_file.moc"
