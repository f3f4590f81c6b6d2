// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/styles/style.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <set>

using namespace gesso;

namespace {

namespace fs = std::filesystem;

Style style(const char* prompt, const char* negative = "")
{
    return {"name", "Name", "Group", prompt, negative, {}, {}};
}

} // namespace

class TestStyle final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = m_temporary->path().toStdString();
        qputenv("XDG_CONFIG_HOME", m_temporary->path().toUtf8());
    }

    void theOnesThatShipAreGood()
    {
        const Result<std::vector<Style>> styles = readStyles(styleFiles());
        QVERIFY2(styles, styles ? "" : styles.error().message.c_str());
        QVERIFY(styles->size() >= 20);
        std::set<std::string> names;
        for (const Style& one : *styles) {
            QVERIFY2(names.insert(one.name).second, one.name.c_str());
            QVERIFY2(!one.title.empty() && !one.group.empty() && !one.negative.empty(), one.name.c_str());
            QVERIFY2(one.strength && one.guidance, one.name.c_str());
            // None has brackets or words that the grammar of prompts would take for its own.
            for (const std::string& text : {one.prompt, one.negative}) {
                QVERIFY2(text.find_first_of("()[]|<>") == std::string::npos, text.c_str());
            }
            QVERIFY(styled(one, "a cabin", "").prompt.find("a cabin") != std::string::npos);
            QVERIFY(styled(one, "", "").prompt.find("{") == std::string::npos);
        }
    }

    void putsWordsAroundThePrompt()
    {
        const Style ink = style("ink drawing of {prompt}, fine lines", "colour");
        QCOMPARE(styled(ink, " a cabin, ", "people").prompt, "ink drawing of a cabin, fine lines");
        QCOMPARE(styled(ink, "a cabin", "people").negative, "people, colour");
        QCOMPARE(styled(ink, "a cabin", " ").negative, "colour");
        QCOMPARE(styled(ink, "", "").prompt, "ink drawing, fine lines");
        QCOMPARE(styled(style("{prompt}, ink"), "", "x").prompt, "ink");
        QCOMPARE(styled(style("{prompt}, ink"), "{prompt}", "x").prompt, "{prompt}, ink");
        QCOMPARE(styled(style("{prompt}, ink"), "a", "x").negative, "x");
    }

    void theUsersOwnComeAfterAndInPlaceOfThose()
    {
        const std::size_t shipped = readStyles(styleFiles())->size();
        write(R"({"styles": [{"name": "mine", "prompt": "{prompt} in blue"},
                             {"name": "ink-drawing", "prompt": "my {prompt}"}]})");
        const Result<std::vector<Style>> styles = readStyles(styleFiles());
        QCOMPARE(styles->size(), shipped + 1);
        QCOMPARE(styles->back().title, "mine");
        QCOMPARE(styleNamed("ink-drawing", *styles)->prompt, "my {prompt}");
        QVERIFY(!styleNamed("ink-drawing", *styles)->strength);
        const Result<Style> unknown = styleNamed("inky", *styles);
        QCOMPARE(unknown.error().code, ErrorCode::InvalidRequest);
        QVERIFY(unknown.error().message.find("mine") != std::string::npos);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("styles.json");
        QTest::newRow("no list") << QByteArray("{}") << QByteArray("no list");
        QTest::newRow("no object") << QByteArray("{'styles': [1]}") << QByteArray("Style 1");
        QTest::newRow("no name") << QByteArray("{'styles': [{'prompt': '{prompt}'}]}") << QByteArray("name");
        QTest::newRow("two words") << QByteArray("{'styles': [{'name': 'a b', 'prompt': '{prompt}'}]}")
                                   << QByteArray("one word");
        QTest::newRow("no place") << QByteArray("{'styles': [{'name': 'a', 'prompt': 'x'}]}") << QByteArray("{prompt}");
        QTest::newRow("two places") << QByteArray("{'styles': [{'name': 'a', 'prompt': '{prompt} {prompt}'}]}")
                                    << QByteArray("once");
        QTest::newRow("strength") << QByteArray("{'styles': [{'name': 'a', 'prompt': '{prompt}', 'strength': 2}]}")
                                  << QByteArray("0 to 1");
        QTest::newRow("guidance") << QByteArray("{'styles': [{'name': 'a', 'prompt': '{prompt}', 'guidance': 'x'}]}")
                                  << QByteArray("0 to 100");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, words);
        write(json.replace('\'', '"').toStdString());
        const Result<std::vector<Style>> styles = readStyles(styleFiles());
        QVERIFY(!styles);
        QCOMPARE(styles.error().code, ErrorCode::FileDamaged);
        QVERIFY2(styles.error().message.find(words.toStdString()) != std::string::npos, styles.error().message.c_str());
    }

private:
    void write(const std::string& json) const
    {
        fs::create_directories(m_folder / "gesso");
        std::ofstream(m_folder / "gesso" / "styles.json") << json;
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

QTEST_APPLESS_MAIN(TestStyle)
#include "test_style.moc"
