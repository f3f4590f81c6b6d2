// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings.h"
#include "tests/core/settings/stored_files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gesso;
using nlohmann::json;

class TestSettings final : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path m_file;

private Q_SLOTS:
    void init()
    {
        static int test = 0;
        m_file = m_root.filePath(QString::number(++test) + "/settings.json").toStdString();
    }

    void areTheDefaultsAtFirst()
    {
        const Stored<Settings> stored = loadSettings(m_file);
        QVERIFY(stored.value == Settings());
        QVERIFY(stored.notices.empty());
    }

    void comeBackAsTheyWere()
    {
        Settings settings;
        settings.scheme = ColorScheme::Light;
        settings.language = "de";
        settings.engineCommand = "ssh host 'gesso-engine' serve";
        settings.previews = false;
        settings.modelFolders = {"/a b", "/c"};
        settings.pictureFolder = "/pictures/\u00e4";
        settings.format = PictureFormat::Tiff;
        settings.bits = 16;
        settings.nameTemplate = "{seed}";
        QVERIFY(saveSettings(m_file, settings));
        const Stored<Settings> stored = loadSettings(m_file);
        QVERIFY(stored.notices.empty());
        QVERIFY(stored.value == settings);
    }

    void unknownMembersAreKept()
    {
        writeText(m_file, R"({"version": 1, "language": "fr", "later": {"x": [1, 2]}})");
        Stored<Settings> stored = loadSettings(m_file);
        QVERIFY(stored.notices.empty());
        stored.value.language = "de";
        QVERIFY(saveSettings(m_file, stored.value));
        const json written = json::parse(readText(m_file));
        QVERIFY(written["later"] == json::parse(R"({"x": [1, 2]})"));
        QVERIFY(written["language"] == json("de"));
    }

    void aValueThatCannotBeIsReplacedAlone_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("scheme") << "scheme"
                                << "\"pink\"";
        QTest::newRow("language") << "language"
                                  << "3";
        QTest::newRow("previews") << "previews"
                                  << "1";
        QTest::newRow("folders") << "modelFolders"
                                 << "[\"/a\", 5]";
        QTest::newRow("format") << "format"
                                << "\"gif\"";
        QTest::newRow("bits") << "bits"
                              << "7";
        QTest::newRow("template") << "nameTemplate"
                                  << "\"{\"";
    }

    void aValueThatCannotBeIsReplacedAlone()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        json content = {{"version", 1}, {"engineCommand", "mine"}};
        content[key.toStdString()] = json::parse(value.toStdString());
        writeText(m_file, content.dump());
        const Stored<Settings> stored = loadSettings(m_file);
        QCOMPARE(stored.notices.size(), std::size_t{1});
        QVERIFY(stored.notices[0].find("'" + key.toStdString() + "'") != std::string::npos);
        Settings expected;
        expected.engineCommand = "mine";
        if (key == "modelFolders") {
            expected.modelFolders = {"/a"};
        }
        QVERIFY(stored.value == expected);
    }

    void standWhereTheSpecificationSays()
    {
        qputenv("XDG_CONFIG_HOME", "/config");
        QCOMPARE(settingsFile(), std::filesystem::path("/config/gesso/settings.json"));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "test_settings.moc"
