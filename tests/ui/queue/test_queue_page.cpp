// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_generation_service.h"
#include "tests/support/time_judge.h"
#include "ui/queue/job_row.h"
#include "ui/queue/job_thumbnail.h"
#include "ui/queue/queue_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/thin_progress.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

GenerationRequest requestFor(const std::string& prompt)
{
    GenerationRequest request;
    request.prompt = prompt;
    request.steps = 4;
    request.width = request.height = 256;
    request.count = 4;
    return request;
}

template <typename Button> Button* buttonNamed(const QWidget& parent, const QString& name)
{
    for (Button* button : parent.findChildren<Button*>()) {
        if (button->accessibleName() == name || button->text() == name) {
            return button;
        }
    }
    return nullptr;
}

} // namespace

/// The page over a queue whose service holds the first job after its second step.
class TestQueuePage final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_events = std::make_unique<ServiceEvents>();
        m_service = std::make_unique<FakeGenerationService>();
        FakeBehaviour behaviour;
        behaviour.holdAtStep = 3;
        m_service->behave(behaviour);
        m_signals = std::make_unique<QueueSignals>(*m_service, *m_events);
        m_queue = &m_signals->queue();
        m_service->start(*m_events);
        m_page = std::make_unique<QueuePage>(*m_signals);
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cleanup()
    {
        m_service.reset(); // its thread speaks to the events
        m_page.reset();
        m_signals.reset();
        m_events.reset();
    }

    void anEmptyQueueTeaches()
    {
        QVERIFY(!m_page->findChild<QScrollArea*>()->isVisible());
        QVERIFY(shows(QStringLiteral("Generate")));
        m_queue->add(requestFor("boat"), {});
        QVERIFY(m_page->findChild<QScrollArea*>()->isVisible());
        QVERIFY(!shows(QStringLiteral("Generate (Ctrl")));
    }

    void rowsSayWhatTheirJobsAre()
    {
        const std::vector<JobId> jobs = addJobs(3);
        QVERIFY(shows(QStringLiteral("3 job(s)")));
        QTRY_VERIFY(m_page->row(jobs[0])->stateText().contains(QStringLiteral("2 / 4")));
        QCOMPARE(m_page->row(jobs[1])->stateText(), QStringLiteral("waiting"));
        QCOMPARE(m_page->row(jobs[1])->accessibleName(), QStringLiteral("prompt 1"));
        QVERIFY(m_page->row(jobs[1])->accessibleDescription().contains(
            QStringLiteral("Generate · 256 × 256 · 4 variation(s)")));
        QTRY_VERIFY(m_page->row(jobs[0])->findChild<ThinProgress*>()->fraction() > 0.);
    }

    void progressMovesNoRowAndRebuildsNone()
    {
        const std::vector<JobId> jobs = addJobs(3);
        QTRY_VERIFY(m_page->row(jobs[0])->stateText().contains(QStringLiteral("2 / 4")));
        QCoreApplication::processEvents();
        std::vector<std::pair<JobRow*, QRect>> before;
        for (const JobId job : jobs) {
            before.emplace_back(m_page->row(job), m_page->row(job)->geometry());
        }
        QSignalSpy changed(m_signals.get(), &QueueSignals::changed);
        QSignalSpy removed(m_signals.get(), &QueueSignals::removed);
        FakeBehaviour slow;
        slow.stepTime = std::chrono::milliseconds(5);
        m_service->behave(slow);
        m_service->release();
        QTRY_VERIFY(changed.count() > 3);
        for (std::size_t i = 0; i < jobs.size() && removed.isEmpty(); ++i) {
            QCOMPARE(m_page->row(jobs[i]), before[i].first);
            QCOMPARE(m_page->row(jobs[i])->geometry(), before[i].second);
        }
        QTRY_COMPARE_WITH_TIMEOUT(removed.count(), 3, 20000);
        QVERIFY(m_page->row(jobs[0]) == nullptr);
        QVERIFY(shows(QStringLiteral("Queue is empty")));
    }

    void aPreviewBecomesTheThumbnail()
    {
        const std::vector<JobId> jobs = addJobs(1);
        QTRY_VERIFY(m_page->row(jobs[0])->stateText().contains(QStringLiteral("2 / 4")));
        QCoreApplication::processEvents();
        Q_EMIT m_events->previewHeard(jobs[0], 0, [] {
            QImage picture(2000, 1500, QImage::Format_RGB888);
            picture.fill(Qt::red);
            return picture;
        }());
        auto* thumbnail = m_page->row(jobs[0])->findChild<JobThumbnail*>();
        const auto middle = [thumbnail] {
            const QImage shown = thumbnail->grab().toImage();
            return shown.pixelColor(shown.rect().center());
        };
        QTRY_COMPARE(middle(), QColor(Qt::red));
        QVERIFY(thumbnail->hasPicture());
    }

    void movesAJobToTheFront()
    {
        const std::vector<JobId> jobs = addJobs(3);
        QTRY_VERIFY(!m_page->row(jobs[0])->stateText().contains(QStringLiteral("waiting")));
        QSignalSpy asked(m_page.get(), &QueuePage::frontRequested);
        buttonNamed<IconButton>(*m_page->row(jobs[2]), QStringLiteral("Move to the front"))->click();
        QCOMPARE(asked.takeFirst()[0].value<JobId>(), jobs[2]);
        m_queue->moveToFront(jobs[2]);
        QCOMPARE(m_queue->jobs()[1].id, jobs[2]);
        QTRY_VERIFY(m_page->row(jobs[2])->y() < m_page->row(jobs[1])->y());
        QVERIFY(m_page->row(jobs[2])->y() > m_page->row(jobs[0])->y());
    }

    void aJobThatIsPutBackStandsWhereItStood()
    {
        const std::vector<JobId> jobs = addJobs(4);
        const TakenJobs taken = m_queue->takeOut({jobs[2]});
        QVERIFY(m_page->row(jobs[2]) == nullptr);
        m_queue->putBack(taken);
        QTRY_VERIFY(m_page->row(jobs[2])->y() > m_page->row(jobs[1])->y());
        QTRY_VERIFY(m_page->row(jobs[2])->y() < m_page->row(jobs[3])->y());
        m_page->activateWindow();
        m_page->row(jobs[1])->setFocus();
        QTRY_VERIFY(m_page->row(jobs[1])->hasFocus());
        press(Qt::Key_Down);
        QVERIFY(m_page->row(jobs[2])->hasFocus());
    }

    void asksToCancelAndToClear()
    {
        const std::vector<JobId> jobs = addJobs(2);
        QSignalSpy cancel(m_page.get(), &QueuePage::cancelRequested);
        QSignalSpy clear(m_page.get(), &QueuePage::clearWaitingRequested);
        buttonNamed<IconButton>(*m_page->row(jobs[1]), QStringLiteral("Cancel this job"))->click();
        QCOMPARE(cancel.takeFirst()[0].value<JobId>(), jobs[1]);
        auto* clearButton = buttonNamed<QPushButton>(*m_page, QStringLiteral("Clear waiting"));
        clearButton->click();
        QCOMPARE(clear.count(), 1);
        static_cast<void>(m_queue->takeOut(jobs));
        QVERIFY(!clearButton->isEnabled());
        QVERIFY(m_page->row(jobs[1]) == nullptr);
    }

    void pausesAndGoesOn()
    {
        addJobs(1);
        buttonNamed<QPushButton>(*m_page, QStringLiteral("Pause"))->click();
        QVERIFY(m_queue->paused());
        QVERIFY(shows(QStringLiteral("paused")));
        buttonNamed<QPushButton>(*m_page, QStringLiteral("Resume"))->click();
        QVERIFY(!m_queue->paused());
    }

    void keysWalkCancelAndShow()
    {
        const std::vector<JobId> jobs = addJobs(3);
        QTRY_VERIFY(m_page->row(jobs[0])->stateText().contains(QStringLiteral("2 / 4")));
        QSignalSpy cancel(m_page.get(), &QueuePage::cancelRequested);
        QSignalSpy shown(m_page.get(), &QueuePage::showRequested);
        m_page->activateWindow();
        m_page->row(jobs[0])->setFocus();
        QTRY_VERIFY(m_page->row(jobs[0])->hasFocus());
        press(Qt::Key_Up);
        QVERIFY(m_page->row(jobs[0])->hasFocus());
        press(Qt::Key_Down);
        QVERIFY(m_page->row(jobs[1])->hasFocus());
        press(Qt::Key_Return);
        QCOMPARE(shown.takeFirst()[0].value<JobId>(), jobs[1]);
        press(Qt::Key_Delete);
        QCOMPARE(cancel.takeFirst()[0].value<JobId>(), jobs[1]);
        m_queue->cancel(jobs[1]);
        QVERIFY(m_page->row(jobs[2])->hasFocus()); // the focus goes on to the next
        m_queue->cancel(jobs[2]);
        QVERIFY(m_page->row(jobs[0])->hasFocus());
    }

    void aJobTakenUpAgainSaysSo()
    {
        const std::vector<JobId> jobs = addJobs(1);
        JobRow* row = m_page->row(jobs[0]);
        QTRY_VERIFY(row->stateText().contains(QStringLiteral("2 / 4")));
        const int height = row->height();
        Q_EMIT m_events->lostHeard({ErrorCode::EngineDied, "killed"}, true);
        QTRY_VERIFY(row->note().contains(QStringLiteral("started over")));
        QCOMPARE(row->height(), height);
        QVERIFY(row->accessibleDescription().contains(QStringLiteral("started over")));
    }

    void longPromptsAreElidedAndWholeInTheToolTip()
    {
        const JobId job = m_queue->add(requestFor(std::string(900, 'x') + "<b>"), {});
        bool found = false;
        for (const QLabel* label : m_page->row(job)->findChildren<QLabel*>()) {
            found = found || label->toolTip().contains(QStringLiteral("xxx&lt;b&gt;"));
        }
        QVERIFY(found);
        QVERIFY(m_page->row(job)->width() <= m_page->width());
    }

    void hundredsOfJobsAreShownQuickly()
    {
        TimeJudge time;
        addJobs(300);
        QCoreApplication::processEvents();
        QVERIFY(time.within(5s));
        time.restart();
        Q_EMIT m_signals->changed(m_queue->jobs().back().id);
        QVERIFY(time.within(50ms));
    }

private:
    std::vector<JobId> addJobs(int count)
    {
        std::vector<JobId> jobs;
        for (int i = 0; i < count; ++i) {
            jobs.push_back(m_queue->add(requestFor("prompt " + std::to_string(i)), {}));
        }
        return jobs;
    }

    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }

    bool shows(const QString& text) const
    {
        const QList<QLabel*> labels = m_page->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
    }

    Theme m_theme{SchemeChoice::Dark};
    std::unique_ptr<ServiceEvents> m_events;
    std::unique_ptr<FakeGenerationService> m_service;
    std::unique_ptr<QueueSignals> m_signals;
    JobQueue* m_queue = nullptr;
    std::unique_ptr<QueuePage> m_page;
};

QTEST_MAIN(TestQueuePage)
#include "test_queue_page.moc"
