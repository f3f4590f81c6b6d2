// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/wildcards.h"

#include "core/prompt/choices.h"
#include "long_prompts.h"
#include "tests/support/time_judge.h"

#include <QTest>

#include <map>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{1500};

using Files = std::map<std::string, std::vector<std::string>, std::less<>>;

WildcardLookup in(const Files& files)
{
    return [files](std::string_view name) -> std::optional<std::vector<std::string>> {
        const auto found = files.find(name);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    };
}

} // namespace

class TestWildcards final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesThemOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("written");
        const auto row = [](const char* text, const char* written) { QTest::newRow(text) << text << written; };
        row("no wildcard", "no wildcard");
        row("a __colour__ cat", "a {red|blue} cat");
        row("__colour____colour__", "{red|blue}{red|blue}");
        row("___colour__", "_{red|blue}");
        row("(__colour__:1.2)", "({red|blue}:1.2)");
        row("__one__", "only");
        row("__sub/deep-1__", "{x|y}");
        row("__nested__", "{a {red|blue} hat|b}");
        row("__odd__", "{a\\|b|{c|d}|\\[e}");
        row("__noted__", "{#a1b2c3|x}");
        row("# __unknown__\n__one__", "# __unknown__\nonly");
        row("<lora:my__x__v1:1> __one__", "<lora:my__x__v1:1> only");
        row("\\__unknown__", "\\__unknown__");
        row("__ two words __", "__ two words __");
        row("__two words__ __Hair Styles/bob cut__", "{a|b} short");
        row("__animals/cat__", "tabby");
        row("a {2$$__colour__} cat", "a {2$${red|blue}} cat");
        row("__weighted__", "{3::red|blue|2\\$$x}");
        row("____", "____");
        row("a__", "a__");
    }

    void writesThemOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, written);
        const Files files{{"colour", {"red", "", "# none", "  blue "}},
                          {"one", {"only"}},
                          {"sub/deep-1", {"x", "y"}},
                          {"nested", {"a __colour__ hat", "b"}},
                          {"odd", {"a|b", "{c|d}", "[e"}},
                          {"two words", {"a", "b"}},
                          {"Hair Styles/bob cut", {"short"}},
                          {"animals/cat", {"tabby\r"}},
                          {"weighted", {"3::red", "blue", "2$$x"}},
                          {"noted", {"#a1b2c3", "x # with a note"}}};
        const auto result = withWildcards(text.toStdString(), in(files));
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(QString::fromStdString(*result), written);
    }

    void saysWhatIsWrong()
    {
        const Files files{{"a", {"__b__"}}, {"b", {"x", "__a__"}}, {"empty", {"", "# note"}}};
        const auto refused = [&](const char* text, const char* part) {
            const auto result = withWildcards(text, in(files));
            return !result && result.error().code == ErrorCode::InvalidRequest &&
                   result.error().message.find(part) != std::string::npos;
        };
        QVERIFY(refused("a __hat__", "'hat'"));
        QVERIFY(refused("__a__", "'a' > 'b' > 'a'"));
        QVERIFY(refused("__empty__", "'empty'"));
    }

    void theLookupsErrorIsTold()
    {
        const WildcardLookup broken = [](std::string_view name) -> Result<std::optional<std::vector<std::string>>> {
            return fail(ErrorCode::FileDamaged, std::string(name) + " is broken.");
        };
        QCOMPARE(withWildcards("__a__", broken).error().message, std::string("a is broken."));
    }

    void nestsTenDeep()
    {
        Files files{{"w1", {"end"}}};
        for (int i = 2; i <= kMostNestedWildcards + 1; ++i) {
            files["w" + std::to_string(i)] = {"__w" + std::to_string(i - 1) + "__"};
        }
        QCOMPARE(withWildcards("__w10__", in(files)).value(), std::string("end"));
        QVERIFY(withWildcards("__w11__", in(files)).error().message.find("'w11' > 'w10'") != std::string::npos);
    }

    void limitsTheResult()
    {
        Files files{{"w0", {std::string(1000, 'x'), "y"}}};
        for (int i = 1; i <= 9; ++i) {
            const std::string below = "__w" + std::to_string(i - 1) + "__";
            std::string line;
            for (int n = 0; n < 40; ++n) {
                line += below;
            }
            files["w" + std::to_string(i)] = {line};
        }
        QVERIFY(withWildcards("__w1__", in(files)).has_value());
        TimeJudge time;
        QVERIFY(withWildcards("__w9__", in(files)).error().message.find("1 MiB") != std::string::npos);
        QVERIFY(time.within(kMost));
        QVERIFY(!withWildcards(std::string((std::size_t{1} << 20) + 1, 'x'), in(files)));
    }

    void resultHoldsOneChoiceForEachWildcard()
    {
        const Files files{{"wild", {"a|b", "c}", "{d", "[e", "f]", "g\\", "{h|i}", "(j"}}};
        const std::string written = withWildcards("__wild__", in(files)).value();
        const auto choices = findChoices(written);
        QCOMPARE(choices.size(), std::size_t{2});
        QCOMPARE(choices[0].range, (TextRange{0, written.size()}));
        QCOMPARE(choices[0].options.size(), files.at("wild").size());
    }

    void takesTimeInProportion()
    {
        for (const std::string& text : longPrompts()) {
            TimeJudge time;
            const auto known = [](std::string_view) { return std::optional(std::vector<std::string>{"x"}); };
            QVERIFY(withWildcards(text, known).has_value());
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestWildcards)
#include "test_wildcards.moc"
