// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/adapters/token_meter.h"

#include "tests/support/fake_generation_service.h"

#include <QTest>

using namespace gesso;
using gesso::ui::ServiceEvents;
using gesso::ui::TokenMeter;

class TestTokenMeter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTheLatestTextIsCounted()
    {
        ServiceEvents events;
        FakeGenerationService service;
        service.start(events);
        TokenMeter meter(service, events);
        std::vector<std::optional<TokenCount>> counts;
        connect(&meter, &TokenMeter::counted, this,
                [&](const std::optional<TokenCount>& count) { counts.push_back(count); });
        meter.ask("model", "a", PromptSyntax::Weighted);
        meter.ask("model", "a cabin", PromptSyntax::Weighted);
        meter.ask("model", "a cabin on a lake", PromptSyntax::Weighted);
        QTRY_COMPARE(counts.size(), std::size_t(1));
        QCOMPARE(counts[0]->tokens, 5);
        events.tokensCounted(12345, TokenCount{77, 75, 0}); // an answer to nobody
        QTest::qWait(0);
        QCOMPARE(counts.size(), std::size_t(1));
    }

    void aNewEngineIsAskedAgain()
    {
        ServiceEvents events;
        FakeGenerationService service;
        service.start(events);
        TokenMeter meter(service, events);
        int answers = 0;
        connect(&meter, &TokenMeter::counted, this, [&] { ++answers; });
        meter.ask("model", "a cabin", PromptSyntax::Weighted);
        QTRY_COMPARE(answers, 1);
        events.engineReady({});
        QTRY_COMPARE(answers, 2);
    }
};

QTEST_GUILESS_MAIN(TestTokenMeter)
#include "test_token_meter.moc"
