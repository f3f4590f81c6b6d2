// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_words.h"

#include <QTest>

using namespace gesso;
using namespace gesso::ui;

class TestJobWords final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void titlesAreOneLine()
    {
        QueuedJob job;
        QCOMPARE(jobTitle(job), QStringLiteral("(no prompt)"));
        job.request.prompt = "  a boat\n on a\tlake ";
        QCOMPARE(jobTitle(job), QStringLiteral("a boat on a lake"));
        job.request.prompt = std::string(1 << 20, 'x');
        QVERIFY(jobTitle(job).size() < 1000);
    }

    void detailsSayWhatWillBeMade()
    {
        QueuedJob job;
        job.request.width = 256;
        job.request.count = 4;
        QCOMPARE(jobDetails(job), QStringLiteral("Generate · 256 × 512 · 4 variation(s)"));
        job.request.task = Task::Panorama;
        QCOMPARE(jobDetails(job), QStringLiteral("Panorama · 256 × 512 · 4 variation(s)"));
        job.request.task = Task::ImageToImage;
        QCOMPARE(jobDetails(job), QStringLiteral("Restyle · 256 × 512 · 4 variation(s)"));
    }

    void notesSayWhatHappened()
    {
        QueuedJob job;
        QVERIFY(jobNote(job).isEmpty());
        job.restarted = true;
        QVERIFY(jobNote(job).contains(QStringLiteral("started over")));
        job.heldBackBy = "The engine was not found.";
        QCOMPARE(jobNote(job), QStringLiteral("The engine was not found."));
    }

    void statesSayHowFarItIs()
    {
        QueuedJob job;
        QCOMPARE(jobState(job), QStringLiteral("waiting"));
        job.secondsLeft = 95.;
        QCOMPARE(jobState(job), QStringLiteral("waiting · takes about 2 min"));
        job.state = QueuedJob::State::Running;
        job.secondsLeft.reset();
        QCOMPARE(jobState(job), QStringLiteral("starting…"));
        job.progress = {"denoise", 0, 12, 25};
        job.secondsLeft = 4.;
        QCOMPARE(jobState(job), QStringLiteral("12 / 25 · 4 s left"));
        job.request.count = 4;
        job.progress.image = 2;
        QCOMPARE(jobState(job), QStringLiteral("picture 3 of 4 · 12 / 25 · 4 s left"));
        job.state = QueuedJob::State::Cancelling;
        QCOMPARE(jobState(job), QStringLiteral("cancelling…"));
    }

    void forecastsTheEnd()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        const QDateTime now(QDate(2026, 11, 23), QTime(14, 34, 10));
        QCOMPARE(queueForecast(120., now), QStringLiteral("about 2 minutes · done at 14:36"));
        QVERIFY(queueForecast(std::nullopt, now).isEmpty());
        QVERIFY(queueForecast(-1., now).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestJobWords)
#include "test_job_words.moc"
