// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/models/json_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace gesso;

class TestJsonFile final : public QObject {
    Q_OBJECT

private:
    Result<nlohmann::json> read(std::string_view text)
    {
        const std::filesystem::path path = m_folder.filePath("config.json").toStdString();
        std::ofstream(path, std::ios::binary) << text;
        return readJsonObject(path);
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void pythonsNumbersAreNull()
    {
        const auto json = read("{\"a\": -Infinity, \"b\": [Infinity, NaN, 1.5], \"c\": null}");
        QVERIFY(json.has_value());
        QCOMPARE(json->dump(), std::string("{\"a\":null,\"b\":[null,null,1.5],\"c\":null}"));
    }

    void stringsAreLeftAlone()
    {
        const auto json = read("{\"NaN\": \"-Infinity and \\\"NaN\\\" \\\\\", \"x\": NaN}");
        QVERIFY(json.has_value());
        QCOMPARE(json->dump(), std::string("{\"NaN\":\"-Infinity and \\\"NaN\\\" \\\\\",\"x\":null}"));
    }

    void nothingFollowsAZeroByte()
    {
        for (const std::string& text : {std::string("{}\0", 3), std::string("{\"a\": 1}\0{{{", 12),
                                        std::string("{\"a\": 1\0}", 10), std::string("{\"a\": \"x\0y\"}", 12)}) {
            const auto json = read(text);
            QVERIFY(!json.has_value());
            QCOMPARE(json.error().code, ErrorCode::ModelDamaged);
        }
    }

    void damageIsNamed()
    {
        for (const char* text : {"{\"a\": Infinite}", "{\"a\": \"\\", "{\"a\": -", "[NaN]", "{\"a\": 1"}) {
            const auto json = read(text);
            QVERIFY2(!json.has_value(), text);
            QCOMPARE(json.error().code, ErrorCode::ModelDamaged);
            QVERIFY(json.error().message.find("config.json") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonFile)
#include "test_json_file.moc"
