// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/time_left.h"

#include <QTest>

#include <functional>

using namespace gesso;

namespace {

GenerationRequest request(int steps, int count = 1)
{
    GenerationRequest made;
    made.model = "/m";
    made.steps = steps;
    made.count = count;
    return made;
}

bool about(std::optional<double> value, double expected)
{
    return value && std::abs(*value - expected) < 1e-6 * (1. + expected);
}

/// A job on one device, its clock, and what is seen after each event.
struct Play {
    TimeLeft& estimator;
    double now = 100.;
    std::function<void()> seen = [] {};

    void step(JobId job, int image, int step, int of)
    {
        estimator.progressed(job, {"denoise", image, step, of}, now);
        seen();
    }
    void run(JobId job, const GenerationRequest& made, double stepSeconds, double decodeSeconds, double setOut = 0.)
    {
        estimator.started(job, made, now);
        now += setOut;
        for (int image = 0; image < made.count; ++image) {
            step(job, image, 0, made.steps);
            for (int done = 1; done <= made.steps; ++done) {
                now += stepSeconds;
                step(job, image, done, made.steps);
            }
            now += decodeSeconds;
            estimator.pictureReady(job, image, now);
            seen();
        }
        estimator.ended(job);
    }
};

} // namespace

class TestTimeLeft final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysNothingUntilAStepHasFinished()
    {
        TimeLeft left;
        QVERIFY(!left.running(1, 0.));
        QVERIFY(!left.whole(request(10)));
        left.started(1, request(10), 0.);
        left.progressed(1, {"load", 0, 3, 4}, 5.);
        left.progressed(1, {"text", 0, 1, 1}, 6.);
        left.progressed(1, {"denoise", 0, 0, 10}, 6.);
        QVERIFY(!left.running(1, 6.));
        QCOMPARE(left.fraction(1), 0.);
        left.progressed(1, {"denoise", 0, 1, 10}, 8.);
        QVERIFY(about(left.running(1, 8.), 2. * (9 + TimeLeft::kUsualDecodeSteps)));
        QVERIFY(left.fraction(1) > 0.);
    }

    void sinksWithTheClockButNotBeyondTheStep()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(10), play.now);
        play.step(1, 0, 0, 10);
        play.now += 2.;
        play.step(1, 0, 1, 10);
        const double told = *left.running(1, play.now);
        QVERIFY(about(left.running(1, play.now + 1.), told - 1.));
        QVERIFY(about(left.running(1, play.now + 1000.), told - 2.));
        QVERIFY(about(left.running(1, play.now - 50.), told));
    }

    void neverGrowsWhileStepsAreAlike()
    {
        TimeLeft left;
        for (const double wobble : {0., 0.2}) {
            std::optional<double> last;
            Play play{left};
            int event = 0;
            left.started(1, request(30, 2), play.now);
            for (int image = 0; image < 2; ++image) {
                for (int step = 0; step <= 30; ++step) {
                    play.now += step == 0 ? 0. : 1. + (++event % 2 == 0 ? wobble : -wobble);
                    play.step(1, image, step, 30);
                    const std::optional<double> told = left.running(1, play.now);
                    QVERIFY(!last || *told <= *last + 1e-9);
                    last = told ? told : last;
                }
                play.now += 6.; // a decoding four times as long as was supposed
                left.pictureReady(1, image, play.now);
                QVERIFY(*left.running(1, play.now) <= *last + 1e-9);
                last = left.running(1, play.now);
            }
            QCOMPARE(*last, 0.);
        }
    }

    void growsWhenStepsAreMuchSlower()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(100), play.now);
        play.step(1, 0, 0, 100);
        for (int step = 1; step <= 20; ++step) {
            play.now += 1.;
            play.step(1, 0, step, 100);
        }
        const double before = *left.running(1, play.now);
        for (int step = 21; step <= 40; ++step) {
            play.now += 10.;
            play.step(1, 0, step, 100);
        }
        QVERIFY(*left.running(1, play.now) > 3. * before);
    }

    void learnsWhatDecodingTakes()
    {
        TimeLeft left;
        Play play{left};
        play.run(1, request(10), 1., 5., 3.);
        QVERIFY(about(left.whole(request(10)), 18.));
        QVERIFY(about(left.whole(request(20, 2)), 3. + 2. * 25.));
        GenerationRequest other = request(10);
        other.width = 1024;
        QVERIFY(!left.whole(other));
        // The next one is twice as slow in all: its decoding will be, too.
        left.started(2, request(10), play.now);
        play.step(2, 0, 0, 10);
        for (int step = 1; step <= 3; ++step) {
            play.now += 2.;
            play.step(2, 0, step, 10);
        }
        QVERIFY(about(left.running(2, play.now), 7. * 2. + 10.));
    }

    void doesNotCountTheFirstStepForMore()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(10), play.now);
        play.step(1, 0, 0, 10);
        play.now += 30.; // kernels are being chosen
        play.step(1, 0, 1, 10);
        play.now += 1.;
        play.step(1, 0, 2, 10);
        QVERIFY(about(left.running(1, play.now), 8. + TimeLeft::kUsualDecodeSteps));
    }

    void knowsPicturesThatAreMadeAtOnce()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(10, 4), play.now);
        play.step(1, 0, 0, 10);
        play.step(1, 1, 0, 10);
        for (int step = 1; step <= 5; ++step) {
            play.now += 1.;
            play.step(1, 0, step, 10);
            play.step(1, 1, step, 10);
        }
        QVERIFY(about(left.running(1, play.now), (2 * 5. + 2 * 10. + 4 * TimeLeft::kUsualDecodeSteps) / 2.));
    }

    void takesStepsThatWereSaidTogether()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(20), play.now);
        play.step(1, 0, 5, 20); // where it began nobody knows
        QVERIFY(!left.running(1, play.now));
        play.now += 4.;
        play.step(1, 0, 9, 20);
        QVERIFY(about(left.running(1, play.now), 11. + TimeLeft::kUsualDecodeSteps));
    }

    void beginsAnewWithTheJob()
    {
        TimeLeft left;
        Play play{left};
        left.started(1, request(10), play.now);
        play.step(1, 0, 0, 10);
        play.now += 1.;
        play.step(1, 0, 1, 10);
        QVERIFY(left.running(1, play.now));
        left.started(1, request(10), play.now);
        QVERIFY(!left.running(1, play.now));
        QCOMPARE(left.fraction(1), 0.);
    }

    void theFractionGoesFromNothingToAll()
    {
        TimeLeft left;
        Play play{left};
        double last = 0.;
        play.seen = [&] {
            QVERIFY(left.fraction(1) >= last - 0.05); // what a decoding counts is learnt at the first one
            last = left.fraction(1);
        };
        play.run(1, request(5, 3), 1., 1.);
        QCOMPARE(last, 1.);
    }

    void senselessEventsAreLetPass()
    {
        TimeLeft left;
        left.progressed(9, {"denoise", 0, 1, 10}, 0.);
        left.pictureReady(9, 0, 0.);
        left.ended(9);
        left.started(1, request(10), 0.);
        for (const JobProgress& progress :
             {JobProgress{"denoise", -1, 1, 10}, {"denoise", 1, 1, 10}, {"denoise", 0, 11, 10}, {"denoise", 0, 0, 0}}) {
            left.progressed(1, progress, 1.);
        }
        left.pictureReady(1, 0, 1.);
        QVERIFY(!left.running(1, 1.));
        QCOMPARE(left.fraction(1), 0.);
    }
};

QTEST_APPLESS_MAIN(TestTimeLeft)
#include "test_time_left.moc"
