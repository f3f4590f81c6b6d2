// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/status_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/thin_progress.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace gesso::ui;

class TestStatusBar final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isQuietWhenIdle()
    {
        StatusBar bar;
        bar.show();
        auto* progress = bar.findChild<ThinProgress*>();
        QVERIFY(!progress->isVisible());
        bar.setJob(JobLine{});
        QVERIFY(progress->isVisible());
        bar.setJob(std::nullopt);
        QVERIFY(!progress->isVisible());
        QCOMPARE(bar.height(), Space::kStatusBar);
    }

    void saysHowFarTheJobIs()
    {
        JobLine job{3, 7, 0.5, 12, 25, 4.2, false, false};
        QCOMPARE(StatusBar::progressText(job), QStringLiteral("12 / 25 · 4 s left"));
        job.secondsLeft.reset();
        QCOMPARE(StatusBar::progressText(job), QStringLiteral("12 / 25"));
        job.steps = 0;
        QVERIFY(StatusBar::progressText(job).isEmpty());
        job.paused = true;
        QCOMPARE(StatusBar::progressText(job), QStringLiteral("paused"));
        job.cancelling = true;
        QCOMPARE(StatusBar::progressText(job), QStringLiteral("cancelling…"));
    }

    void showsTheJobAndItsFraction()
    {
        StatusBar bar;
        bar.setJob(JobLine{3, 7, 0.25, 1, 4, {}, false, false});
        QVERIFY(qAbs(bar.findChild<ThinProgress*>()->fraction() - 0.25) < 0.01);
        const QList<QLabel*> labels = bar.findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(),
                            [](const QLabel* label) { return label->text() == QStringLiteral("Job 3 of 7"); }));
        bar.setJob(JobLine{});
        QVERIFY(bar.findChild<ThinProgress*>()->isIndeterminate());
    }

    void aPausedQueueShowsNoProgress()
    {
        StatusBar bar;
        bar.setJob(JobLine{2, 6, 1., 4, 4, {}, false, false}); // the job before, which was finished
        JobLine next{3, 6, {}, 0, 0, {}, true, false};
        bar.setJob(next);
        QVERIFY(!bar.findChild<ThinProgress*>()->isIndeterminate());
        QCOMPARE(bar.findChild<ThinProgress*>()->fraction(), 0.);
    }

    void pausesGoesOnAndCancels()
    {
        StatusBar bar;
        QSignalSpy pause(&bar, &StatusBar::pauseRequested);
        QSignalSpy cancel(&bar, &StatusBar::cancelRequested);
        bar.setJob(JobLine{});
        const QList<IconButton*> buttons = bar.findChildren<IconButton*>();
        QCOMPARE(buttons.size(), 2);
        buttons[0]->click();
        QCOMPARE(pause.takeFirst()[0].toBool(), true);
        JobLine paused;
        paused.paused = true;
        bar.setJob(paused);
        buttons[0]->click();
        QCOMPARE(pause.takeFirst()[0].toBool(), false);
        buttons[1]->click();
        QCOMPARE(cancel.count(), 1);
        JobLine cancelling;
        cancelling.cancelling = true;
        bar.setJob(cancelling);
        QVERIFY(!buttons[1]->isEnabled());
    }

private:
    Theme m_theme{SchemeChoice::Dark};
};

QTEST_MAIN(TestStatusBar)
#include "test_status_bar.moc"
