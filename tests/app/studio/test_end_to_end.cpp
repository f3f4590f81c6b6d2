// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/read_metadata.h"
#include "tests/app/studio/engine_stage.h"
#include "tests/support/time_judge.h"

#include <QApplication>

#include <set>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

constexpr int kLongMs = 60'000;
/// On a machine that is busy with other things too; docs/benchmarks has what a quiet one does.
constexpr double kMostLateMs = 200.;

} // namespace

/// From a typed prompt to a file, with the real engine and the starter model.
class TestEndToEnd final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTypedPromptBecomesAFile()
    {
        EngineStage stage;
        QTRY_COMPARE_WITH_TIMEOUT(stage.studio->engine().status().state, EngineState::Ready, kLongMs);
        std::set<QByteArray> different;
        connect(&stage.studio->queueSignals(), &QueueSignals::previewed, this, [&](JobId, int, const QImage& preview) {
            different.insert(QByteArray(reinterpret_cast<const char*>(preview.constBits()), preview.sizeInBytes()));
        });
        GenerationRequest longer = stage.studio->workspace().values();
        longer.steps = 80; // at most ten previews a second are shown, and twelve steps may take a quarter of one
        stage.studio->workspace().edit([&longer](GenerationRequest& request) { request = longer; });
        StallWatch watch;
        stage.window->promptPanel().focusPrompt();
        QTest::keyClicks(QApplication::focusWidget(), "a red cabin on a lake near mountains");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        CandidateModel& candidates = stage.studio->candidates();
        QTRY_VERIFY_WITH_TIMEOUT(
            candidates.current() != nullptr && candidates.current()->state == Candidate::State::Finished, kLongMs);
        QVERIFY2(different.size() >= 3, qPrintable(QString::number(different.size())));
        qInfo("event loop: p50 %.1f ms, p99 %.1f ms, max %.1f ms late, %zu looks", watch.quantile(.5),
              watch.quantile(.99), watch.quantile(1.), watch.looks());
        QVERIFY(TimeJudge::judged(watch.quantile(.99), kMostLateMs));

        const quint64 id = candidates.currentId();
        stage.studio->pictures().keep(id);
        QTRY_VERIFY_WITH_TIMEOUT(candidates.find(id)->kept, kLongMs);
        const auto metadata = readOwnMetadata(candidates.find(id)->savedAs);
        QVERIFY(metadata.has_value() && metadata->request.has_value());
        QCOMPARE(metadata->request->prompt, std::string("a red cabin on a lake near mountains"));
        QCOMPARE(metadata->seed, candidates.find(id)->request.seed);
        QVERIFY(!metadata->request->modelHash.empty());
    }

    void theEngineCountsTokens()
    {
        EngineStage stage;
        std::optional<TokenCount> count;
        connect(&stage.studio->tokens(), &TokenMeter::counted, this,
                [&](const std::optional<TokenCount>& heard) { count = heard; });
        stage.window->promptPanel().setPrompt(QStringLiteral("cabin ").repeated(80));
        QTRY_VERIFY_WITH_TIMEOUT(count.has_value() && count->tokens >= 80, kLongMs);
        QCOMPARE(count->limit, 150); // a second chunk: nothing falls off
        QCOMPARE(count->cutAt, std::string::npos);
    }

    void closingEndsTheEngineWithinTwoSeconds()
    {
        auto stage = std::make_unique<EngineStage>();
        QTRY_COMPARE_WITH_TIMEOUT(stage->studio->engine().status().state, EngineState::Ready, kLongMs);
        const pid_t engine = EngineStage::engine();
        QVERIFY(engine > 0);
        GenerationRequest request = stage->studio->workspace().values();
        request.steps = 900;
        stage->studio->jobs().generate(request, {}, JobQueue::Place::Back);
        QTRY_COMPARE_WITH_TIMEOUT(stage->studio->engine().status().state, EngineState::Working, kLongMs);
        TimeJudge time;
        stage.reset();
        QVERIFY(time.within(2000ms));
        QCOMPARE(::kill(engine, 0), -1);
    }
};

QTEST_MAIN(TestEndToEnd)
#include "test_end_to_end.moc"
