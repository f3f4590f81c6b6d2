// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/editing.h"
#include "tests/support/time_judge.h"

#include "long_prompts.h"

#include <QTest>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

constexpr std::chrono::milliseconds kMost{1500};

// "last step: text" of each run of steps, as the reference's parser lists them.
QString described(const Result<PromptSchedule>& schedule)
{
    QStringList runs;
    const std::vector<std::size_t>& ofStep = schedule.value().ofStep;
    for (std::size_t i = 0; i < ofStep.size(); ++i) {
        if (i + 1 == ofStep.size() || ofStep[i] != ofStep[i + 1]) {
            runs << QStringLiteral("%1: %2").arg(i + 1).arg(QString::fromStdString(schedule->texts[ofStep[i]]));
        }
    }
    return runs.join(" / ");
}

} // namespace

class TestEditing final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The examples in the reference's own documentation, for ten steps.
    void changesWhenWebuiSays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("runs");
        const auto row = [](const char* text, const char* runs) { QTest::newRow(text) << text << runs; };
        row("test", "10: test");
        row("a [b:3]", "3: a  / 10: a b");
        row("a [b: 3]", "3: a  / 10: a b");
        row("a [[[b]]:2]", "2: a  / 10: a [[b]]");
        row("[(a:2):3]", "3:  / 10: (a:2)");
        row("a [b : c : 1] d", "1: a b  d / 10: a  c  d");
        row("a[b:[c:d:2]:1]e", "1: abe / 2: ace / 10: ade");
        row("a [unbalanced", "10: a [unbalanced");
        row("a [b:.5] c", "5: a  c / 10: a b c");
        row("((a][:b:c [d:3]", "3: ((a][:b:c  / 10: ((a][:b:c d");
        row("[a|(b:1.1)]",
            "1: a / 2: (b:1.1) / 3: a / 4: (b:1.1) / 5: a / 6: (b:1.1) / 7: a / 8: (b:1.1) / 9: a / 10: (b:1.1)");
        row("[fe|]male", "1: female / 2: male / 3: female / 4: male / 5: female / 6: male / 7: female / 8: male / "
                         "9: female / 10: male");
        row("[fe|||]male", "1: female / 4: male / 5: female / 8: male / 9: female / 10: male");
        // Forms beyond those.
        row("[a::3]", "3: a / 10: ");
        row("[a::.25] b", "2: a b / 10:  b");
        row("[a:b:0]", "10: b");
        row("[a:b:-2]", "10: b");
        row("[a:b:99]", "10: a");
        row("[a:b:1.0]", "10: a");
        row("[a:b:1]", "1: a / 10: b");
        row("[a:b:0.29]", "2: a / 10: b");
        row("[a]", "10: [a]");
        row("[a:b]", "10: [a:b]");
        row("[a:b:c:3]", "10: [a:b:c:3]");
        row("[a|b:3]", "10: [a|b:3]");
        row("[(a:b:3]", "10: [(a:b:3]");
        row("[a:b):3]", "10: [a:b):3]");
        row("a | b", "10: a | b");
        row("[a\\|b]", "10: [a\\|b]");
        row("\\[a:b:3]", "10: \\[a:b:3]");
        row("[[a|b]:c:2]", "1: a / 2: b / 10: c");
        row("([x:y:4]:1.2)", "4: (x:1.2) / 10: (y:1.2)");
    }

    void changesWhenWebuiSays()
    {
        QFETCH(QString, text);
        QFETCH(QString, runs);
        QCOMPARE(described(scheduled(text.toStdString(), {10})), runs);
    }

    void decidesAllOfAPromptTogether()
    {
        QCOMPARE(described(scheduled("fantasy landscape with a [mountain:lake:0.25] and [an oak:a christmas tree:0.75]"
                                     "[ in foreground::0.6][ in background:0.25] [shoddy:masterful:0.5]",
                                     {100})),
                 QStringLiteral("25: fantasy landscape with a mountain and an oak in foreground shoddy / "
                                "50: fantasy landscape with a lake and an oak in foreground in background shoddy / "
                                "60: fantasy landscape with a lake and an oak in foreground in background masterful / "
                                "75: fantasy landscape with a lake and an oak in background masterful / "
                                "100: fantasy landscape with a lake and a christmas tree in background masterful"));
    }

    void secondPassCountsOn()
    {
        QCOMPARE(described(scheduled("a [b:.5] c", {10, 10})), QStringLiteral("10: a b c"));
        QCOMPARE(described(scheduled("a [b:1.5] c", {10, 10})), QStringLiteral("5: a  c / 10: a b c"));
        QCOMPARE(described(scheduled("a [b:23] c", {10, 20})), QStringLiteral("3: a  c / 10: a b c"));
        QCOMPARE(described(scheduled("[a|b]", {2, 10})), QStringLiteral("1: a / 2: b"));
    }

    void listsEachTextOnce()
    {
        const PromptSchedule schedule = scheduled("[a|b|a] [c|c]", {6}).value();
        QCOMPARE(schedule.texts, (std::vector<std::string>{"a c", "b c"}));
        QCOMPARE(schedule.ofStep, (std::vector<std::size_t>{0, 1, 0, 0, 1, 0}));
    }

    void refusesTooMuchText()
    {
        const std::string text = std::string(std::size_t{1} << 20, 'x') + "[a|b|c|d|e|f|g|h|i|j|k][a|b|c|d|e|f|g]";
        const auto refused = scheduled(text, {1000});
        QCOMPARE(refused.error().code, ErrorCode::InvalidRequest);
        QVERIFY(refused.error().message.find(std::to_string(text.size()) + " bytes") != std::string::npos);
        QVERIFY(scheduled(std::string(std::size_t{1} << 20, 'x') + "[a|b]", {1000}).has_value());
    }

    void takesTimeInProportion()
    {
        for (const std::string& text : longPrompts()) {
            TimeJudge time;
            const auto schedule = scheduled(text, {20});
            QVERIFY(schedule.has_value());
            QCOMPARE(schedule->ofStep.size(), std::size_t{20});
            QVERIFY2(time.within(kMost), text.substr(0, 20).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestEditing)
#include "test_editing.moc"
