// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/prompt/prompt.h"

#include <QTest>

using namespace gesso;

namespace {

ResolvedPrompt resolved(std::string_view text, int steps = 2)
{
    return resolvePrompt(text, {.steps = {steps}}).value();
}

} // namespace

class TestPrompt final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resolvesEachPartForEachStep()
    {
        const ResolvedPrompt prompt = resolved("a [cat:dog:1] # note\n<lora:ink:0.5>AND (b:1.2)[c|d] :0.5 AND e", 3);
        QCOMPARE(prompt.parts.size(), std::size_t{3});
        QCOMPARE(prompt.parts[0], (PromptPart{1., {{"a cat \n", "a dog \n"}, {0, 1, 1}}}));
        QCOMPARE(prompt.parts[1], (PromptPart{.5, {{" (b:1.2)c", " (b:1.2)d"}, {0, 1, 0}}}));
        QCOMPARE(prompt.parts[2], (PromptPart{1., {{" e"}, {0, 0, 0}}}));
        QCOMPARE(prompt.loras, (std::vector<LoraTag>{{"ink", .5}}));
    }

    void choicesMayHoldAnythingElse()
    {
        const std::string text = "{<lora:a:1>x|<lora:b:2>y AND z}";
        int seen = 0;
        for (std::uint64_t seed = 0; seed < 16; ++seed) {
            const ResolvedPrompt prompt = resolvePrompt(text, {.seed = seed}).value();
            QCOMPARE(prompt.loras.size(), std::size_t{1});
            const bool first = prompt.loras[0].name == "a";
            QCOMPARE(prompt.parts.size(), first ? std::size_t{1} : std::size_t{2});
            seen |= first ? 1 : 2;
        }
        QCOMPARE(seen, 3);
    }

    void sameSeedSameChoice()
    {
        const std::string text = "{a|b|c|d|e|f|g|h} {a|b|c|d|e|f|g|h}";
        QCOMPARE(resolvePrompt(text, {.seed = 42})->parts, resolvePrompt(text, {.seed = 42})->parts);
        QVERIFY(resolvePrompt(text, {.seed = 42})->parts != resolvePrompt(text, {.seed = 43})->parts);
        // A promise to files that were made: these must not change.
        QCOMPARE(preparePrompt(text, 42)->text, std::string("f b"));
        QCOMPARE(preparePrompt(text, 0)->text, std::string("h d"));
        QVERIFY(dependsOnSeed(text));
        QVERIFY(!dependsOnSeed("a [b|c] {d} # {e|f}"));
    }

    void negativePromptsHaveNoAnd()
    {
        const ResolvedPrompt prompt = resolvePrompt("a AND b :0.5 [c:1]", {.steps = {2}, .negative = true}).value();
        QCOMPARE(prompt.parts, (std::vector<PromptPart>{{1., {{"a AND b :0.5 ", "a AND b :0.5 c"}, {0, 1}}}}));
    }

    void comfyHasNoEditing()
    {
        const ResolvedPrompt prompt =
            resolvePrompt("[a|b] {c|c} AND d", {.steps = {2}, .grammar = PromptGrammar::Comfy}).value();
        QCOMPARE(prompt.parts.size(), std::size_t{2});
        QCOMPARE(prompt.parts[0], (PromptPart{1., {{"[a|b] c "}, {0, 0}}}));
    }

    void handsErrorsOn()
    {
        QCOMPARE(resolvePrompt("<lora:a:b>", {}).error().code, ErrorCode::InvalidRequest);
        const std::string edited = std::string(std::size_t{1} << 20, 'x') + "[a|b][a|b|c][a|b|c|d|e][a|b|c|d|e|f|g]";
        QCOMPARE(resolvePrompt(edited, {.steps = {1000}}).error().code, ErrorCode::InvalidRequest);
    }
};

QTEST_GUILESS_MAIN(TestPrompt)
#include "test_prompt.moc"
