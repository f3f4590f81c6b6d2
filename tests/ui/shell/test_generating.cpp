// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/time_judge.h"
#include "tests/ui/shell/window_stage.h"
#include "ui/canvas/canvas_view.h"
#include "ui/queue/job_row.h"
#include "ui/queue/queue_page.h"
#include "ui/results/candidate_strip.h"
#include "ui/results/thumbnail_view.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace gesso;
using namespace gesso::ui;
using gesso::test::TimeJudge;
using namespace std::chrono_literals;

namespace {

FakeBehaviour holding()
{
    FakeBehaviour behaviour;
    behaviour.holdAtStep = 3;
    return behaviour;
}

bool statusSays(const WindowStage& stage, const QString& text)
{
    const QList<QLabel*> labels = stage.window->statusLine().findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == text; });
}

/// The button that says how many results were not seen yet.
QPushButton* news(const WindowStage& stage)
{
    for (QPushButton* button : stage.window->canvasPage().findChildren<QPushButton*>(Qt::FindDirectChildrenOnly)) {
        return button;
    }
    return nullptr;
}

} // namespace

/// From the prompt to the picture, by keys alone.
class TestGenerating final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePromptHasTheFocusAtStart()
    {
        const WindowStage stage;
        QVERIFY(stage.window->promptPanel().isAncestorOf(QApplication::focusWidget()));
        stage.type("a cat");
        QCOMPARE(stage.window->promptPanel().prompt(), QString("a cat"));
        QCOMPARE(stage.window->windowTitle(), QString("Untitled - Gesso"));
    }

    void whatThePromptNamesIsLookedUp()
    {
        const WindowStage stage;
        qputenv("GESSO_ADD_ONS", stage.path("add-ons").toUtf8());
        const auto write = [&](const QString& name, const QByteArray& text) {
            const QString path = stage.path("add-ons/" + name);
            QFile file(path);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(text), text.size());
        };
        write("loras/ink.safetensors", "");
        write("embeddings/moss.safetensors", "");
        write("wildcards/time.txt", "dusk\n");
        stage.type("a moss garden, __time__ <lora:ink:0.8>");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.finished(), 1);
        const GenerationRequest request = stage.service.submitted().at(0);
        QVERIFY(request.prompt.find("dusk") != std::string::npos);
        QCOMPARE(request.modelOptions.loras.size(), std::size_t{1});
        QCOMPARE(request.modelOptions.loras[0].tag, "ink");
        QVERIFY(request.modelOptions.loras[0].path.ends_with("loras/ink.safetensors"));
        QCOMPARE(request.modelOptions.embeddings.size(), std::size_t{1});
        QCOMPARE(stage.window->promptPanel().prompt(), QString("a moss garden, __time__ <lora:ink:0.8>"));

        stage.type(" <lora:lost:1>");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(stage.notice().contains("'lost'"), qPrintable(stage.notice()));
        QCOMPARE(stage.service.submitted().size(), std::size_t{1});
        qunsetenv("GESSO_ADD_ONS");
    }

    void aPictureFormsInPlaceFromThePrompt()
    {
        WindowStage stage(holding());
        QSignalSpy previews(&stage.studio->queueSignals(), &QueueSignals::previewed);
        stage.type("a red cabin");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!previews.isEmpty()); // of the two steps before the one it is held at; those that wait are one
        const Candidate* forming = stage.studio->candidates().current();
        QVERIFY(forming != nullptr && forming->state == Candidate::State::Forming);
        QVERIFY(!stage.window->canvasPage().view().shown().picture.isNull());
        QVERIFY(stage.window->canvasPage().strip().isVisible());
        QVERIFY(stage.window->windowTitle().startsWith("a red cabin"));

        stage.service.release();
        QTRY_COMPARE(stage.finished(), 1);
        const Candidate* made = stage.studio->candidates().current();
        QCOMPARE(stage.shownPicture().size(), QSize(WindowStage::kSide, WindowStage::kSide));
        QCOMPARE(qBlue(stage.shownPicture().pixel(0, 0)), int(std::uint8_t(made->request.seed * 37)));
        QCOMPARE(stage.service.submitted().front().prompt, std::string("a red cabin"));
    }

    void aBatchIsFourPicturesThatTheKeysWalk()
    {
        WindowStage stage;
        stage.setCount(4);
        stage.makePicture();
        QCOMPARE(stage.finished(), 4);
        const int shown = stage.studio->candidates().rowOf(stage.studio->candidates().currentId());
        const int by = shown == 3 ? -1 : 1;
        stage.press(by > 0 ? Qt::Key_Right : Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(stage.studio->candidates().rowOf(stage.studio->candidates().currentId()), shown + by);
    }

    void everyPictureOfABatchFormsInTheStrip()
    {
        const auto heldAt = [](int step) {
            FakeBehaviour behaviour;
            behaviour.holdAtStep = step;
            return behaviour;
        };
        int held = 4; // each picture at an earlier step than the one before, which so is let go
        WindowStage stage(heldAt(held));
        const CandidateModel& list = stage.studio->candidates();
        CanvasPage& page = stage.window->canvasPage();
        const ThumbnailView& thumbnails = *page.strip().thumbnails();
        stage.setCount(3);
        stage.generate();
        const auto isForming = [&list](int row, int step) { // the fake's previews say which step they are of
            return list.at(row).state == Candidate::State::Forming && !list.thumbnail(list.at(row).id).isNull() &&
                   qBlue(list.thumbnail(list.at(row).id).pixel(0, 0)) == step * 37;
        };
        const auto paintedBlue = [&](int row) {
            const QPoint middle = thumbnails.visualRect(list.index(row)).center();
            return qBlue(thumbnails.viewport()->grab().toImage().pixel(middle));
        };
        constexpr int kAsFakeSays = 4;      // of 255: the strip scales its thumbnails
        for (int row = 0; row < 3; ++row) { // one after another
            QTRY_COMPARE(list.rowCount(), 3);
            QTRY_VERIFY(isForming(row, held - 1));
            QTRY_VERIFY(std::abs(paintedBlue(row) - (held - 1) * 37) < kAsFakeSays);
            QTest::mouseClick(thumbnails.viewport(), Qt::LeftButton, {},
                              thumbnails.visualRect(list.index(row)).center());
            QCOMPARE(page.view().shown().id, list.at(row).id);
            QCOMPARE(qBlue(page.view().shown().picture.pixel(0, 0)), (held - 1) * 37);
            stage.service.behave(heldAt(--held));
        }
        stage.service.release();
        QTRY_COMPARE(stage.finished(), 3);
    }

    void picturesThatAreMadeTogetherFormTogether()
    {
        WindowStage stage(holding());
        const CandidateModel& list = stage.studio->candidates();
        stage.setCount(3);
        stage.generate();
        QTRY_VERIFY(list.rowCount() == 3 && !list.picture(list.at(0).id).isNull());
        // As an engine says it that has more than one device.
        stage.events.previewed(list.at(2).job, 2, FakeGenerationService::pictureOf(5, 16, 16));
        stage.events.previewed(list.at(2).job, 1, FakeGenerationService::pictureOf(6, 16, 16));
        QTRY_VERIFY(!list.picture(list.at(1).id).isNull() && !list.picture(list.at(2).id).isNull());
        for (const auto& [row, seed] : {std::pair(0, 2), std::pair(1, 6), std::pair(2, 5)}) {
            QCOMPARE(list.at(row).state, Candidate::State::Forming);
            QCOMPARE(qBlue(list.thumbnail(list.at(row).id).pixel(0, 0)), seed * 37);
        }
        QCOMPARE(list.currentId(), list.at(0).id);
        stage.service.release();
        QTRY_COMPARE(stage.finished(), 3);
    }

    void aFinishedPictureIsSaidOnce()
    {
        WindowStage stage;
        QSignalSpy said(&stage.studio->jobs(), &JobDesk::pictureFinished);
        stage.setCount(2);
        stage.makePicture();
        QCOMPARE(stage.finished(), 2);
        QCOMPARE(said.count(), 2); // each is written as it comes: a second time would be for nothing
    }

    void aModelThatIsKnownLateIsSaidOfItsPictures()
    {
        FakeBehaviour behaviour;
        behaviour.tellsModelLate = true;
        WindowStage stage(behaviour);
        QSignalSpy said(&stage.studio->jobs(), &JobDesk::pictureFinished);
        const Candidate* made = stage.studio->candidates().find(stage.makePicture());
        QTRY_COMPARE(said.count(), 2);
        QCOMPARE(made->modelName, std::string("fake"));
        QCOMPARE(made->request.modelHash, std::string("0123456789abcdef"));
    }

    void generateShowsItsResultAlsoFromAnOlderPicture()
    {
        WindowStage stage;
        stage.setCount(12); // more than the strip has room for
        stage.makePicture();
        const CandidateModel& list = stage.studio->candidates();
        ThumbnailView* thumbnails = stage.window->canvasPage().strip().thumbnails();
        thumbnails->scrollTo(list.index(0));
        QTest::mouseClick(thumbnails->viewport(), Qt::LeftButton, {}, thumbnails->visualRect(list.index(0)).center());
        QCOMPARE(list.currentId(), list.at(0).id);
        stage.setCount(1);
        stage.generate();
        QTRY_COMPARE(stage.finished(), 13);
        QCOMPARE(list.currentId(), list.at(12).id);
        QTRY_VERIFY(thumbnails->viewport()->rect().contains(thumbnails->visualRect(list.index(12)).center()));
        QVERIFY(!news(stage)->isVisible());
    }

    void aFailureIsShownAlsoFromAnOlderPicture()
    {
        WindowStage stage;
        stage.setCount(2);
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_Left);
        FakeBehaviour behaviour;
        behaviour.failure = Error{ErrorCode::OutOfDeviceMemory, "none left"};
        stage.service.behave(behaviour);
        stage.generate();
        QTRY_VERIFY(stage.window->canvasPage().errorCard().isVisible());
        QVERIFY(stage.studio->candidates().current()->state == Candidate::State::Failed);
    }

    void resultsOfOtherJobsWaitAsNews()
    {
        WindowStage stage;
        stage.setCount(2);
        stage.makePicture();
        const CandidateModel& list = stage.studio->candidates();
        stage.service.behave(holding());
        stage.generate();
        QTRY_COMPARE(list.rowCount(), 4);
        QTRY_COMPARE(list.currentId(), list.at(2).id);
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_Left);
        stage.press(Qt::Key_Left);
        QCOMPARE(list.currentId(), list.at(0).id);
        stage.service.release();
        QTRY_COMPARE(stage.finished(), 4);
        QCOMPARE(list.currentId(), list.at(0).id); // nobody is taken away from what he looks at
        QPushButton* chip = news(stage);
        QTRY_VERIFY(chip->isVisible());
        QVERIFY2(chip->text().startsWith(QStringLiteral("2 ")), qPrintable(chip->text()));
        QVERIFY(stage.window->canvasPage().rect().contains(chip->geometry()));
        click(chip);
        QCOMPARE(list.currentId(), list.at(2).id);
        QVERIFY(!chip->isVisible());
    }

    void waitingJobsAreShownCancelledAndBroughtBack()
    {
        WindowStage stage(holding());
        stage.type("x");
        for (int i = 0; i < 4; ++i) {
            stage.press(Qt::Key_Return, Qt::ControlModifier);
        }
        const JobQueue& queue = stage.studio->queue();
        QCOMPARE(queue.jobs().size(), std::size_t(4));
        stage.press(Qt::Key_2, Qt::AltModifier);
        QVERIFY(stage.window->queuePage().isVisible());
        const JobId third = queue.jobs().at(2).id;
        JobRow* row = stage.window->queuePage().row(third);
        QVERIFY(row != nullptr && row->isVisible());

        QTest::keyClick(row, Qt::Key_Delete);
        QTRY_COMPARE(queue.jobs().size(), std::size_t(3));
        QCOMPARE(queue.find(third), nullptr);
        QTRY_VERIFY(stage.window->queuePage().row(third) == nullptr);
        stage.studio->undo();
        QCOMPARE(queue.jobs().size(), std::size_t(4));
        QCOMPARE(queue.jobs().at(2).id, third); // where it stood
        QVERIFY(statusSays(stage, QStringLiteral("Job 1 of 4")));

        stage.command(QStringLiteral("Cancel all jobs"));
        QTRY_VERIFY(queue.empty());
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
        stage.service.release();
        stage.studio->undo(); // the three that waited
        QTRY_COMPARE(stage.finished(), 3);
    }

    void aMovedJobIsMovedBackByUndo()
    {
        WindowStage stage(holding());
        stage.type("x");
        for (int i = 0; i < 4; ++i) {
            stage.press(Qt::Key_Return, Qt::ControlModifier);
        }
        const JobQueue& queue = stage.studio->queue();
        const JobId last = queue.jobs().back().id;
        stage.press(Qt::Key_2, Qt::AltModifier);
        JobRow* row = stage.window->queuePage().row(last);
        row->setFocus();
        click(buttonIn(*row, QStringLiteral("Move to the front")));
        QCOMPARE(queue.jobs().at(1).id, last);
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(queue.jobs().back().id, last);
        stage.press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(queue.jobs().at(1).id, last);
        stage.command(QStringLiteral("Cancel all jobs"));
        stage.service.release();
        QTRY_VERIFY(queue.empty());
    }

    void aDiscardedPictureIsBroughtBackByUndo()
    {
        WindowStage stage;
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        const QImage picture = stage.shownPicture();
        stage.press(Qt::Key_Delete);
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.studio->candidates().rowCount(), 1);
        QTRY_COMPARE(stage.shownPicture(), picture);
    }

    void parametersAreUndoneAndSaidByName()
    {
        const WindowStage stage;
        QAction* undo = stage.window->commands().find(QStringLiteral("edit.undo"));
        QCOMPARE(undo->text(), QStringLiteral("Undo"));
        stage.edit([](GenerationRequest& request) { request.steps = 9; });
        stage.setCount(4);
        QCOMPARE(undo->text(), QStringLiteral("Undo: Variations"));
        stage.window->promptPanel().focusPrompt();
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.values().count, 1);
        QCOMPARE(stage.hint(), QStringLiteral("Undone: Variations"));
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.values().steps, 4);
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.hint(), QStringLiteral("There is nothing to undo."));
        stage.press(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(stage.values().steps, 9);
    }

    void whatWasWrittenSinceIsUndoneFirst()
    {
        const WindowStage stage;
        stage.window->promptPanel().focusPrompt();
        stage.type(QStringLiteral("a boat"));
        stage.edit([](GenerationRequest& request) { request.steps = 9; });
        stage.press(Qt::Key_Z, Qt::ControlModifier); // the steps are the latest
        QCOMPARE(stage.values().steps, 4);
        QCOMPARE(stage.window->promptPanel().prompt(), QStringLiteral("a boat"));
        stage.edit([](GenerationRequest& request) { request.steps = 9; });
        stage.type(QStringLiteral(" and a cabin"));
        stage.press(Qt::Key_Z, Qt::ControlModifier); // what was written is
        QVERIFY(!stage.window->promptPanel().prompt().endsWith(QStringLiteral("cabin")));
        QCOMPARE(stage.values().steps, 9);
    }

    void theButtonThatUndoesGoesWithALaterEdit()
    {
        const WindowStage stage;
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_Delete);
        QVERIFY(stage.hint().startsWith(QStringLiteral("Discarded")));
        stage.edit([](GenerationRequest& request) { request.steps = 9; });
        QVERIFY(!stage.hint().startsWith(QStringLiteral("Discarded"))); // it would take the steps back
    }

    void aDiscardedPictureIsBroughtBackByTheButtonBesideTheMessage()
    {
        WindowStage stage;
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_Delete);
        QCOMPARE(stage.studio->candidates().rowCount(), 0);
        QAbstractButton* undo = buttonIn(stage.window->statusLine(), QStringLiteral("Undo"));
        QVERIFY(undo != nullptr && undo->isVisible());
        click(undo);
        QCOMPARE(stage.studio->candidates().rowCount(), 1);
        QVERIFY(!undo->isVisible());
    }

    void clearingTheQueueLeavesThePromptAlone()
    {
        WindowStage stage(holding());
        stage.type("a cat");
        for (int i = 0; i < 3; ++i) {
            stage.press(Qt::Key_Return, Qt::ControlModifier);
        }
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(3));
        stage.press(Qt::Key_2, Qt::AltModifier);
        QAbstractButton* clear = buttonIn(stage.window->queuePage(), QStringLiteral("Clear waiting"));
        clear->setFocus(Qt::TabFocusReason);
        QTest::keyClick(clear, Qt::Key_Space);
        QTRY_COMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY(QApplication::focusWidget() != nullptr);
        QVERIFY(!stage.window->promptPanel().isAncestorOf(QApplication::focusWidget()));
        stage.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(stage.studio->queue().jobs().size(), std::size_t(3));
        QCOMPARE(stage.window->promptPanel().prompt(), QString("a cat"));
        stage.service.release();
    }

    void aPictureIsCopied()
    {
        WindowStage stage;
        stage.makePicture();
        stage.window->canvasPage().view().setFocus();
        stage.press(Qt::Key_C, Qt::ControlModifier);
        const QImage copied = QGuiApplication::clipboard()->image();
        QCOMPARE(copied.size(), QSize(WindowStage::kSide, WindowStage::kSide));
        QCOMPARE(copied.pixel(5, 9), stage.shownPicture().pixel(5, 9));
    }

    void aPromptOfAMebibyteIsTakenWithoutWaiting()
    {
        WindowStage stage;
        QString text;
        while (text.size() < (1 << 20)) {
            text += QStringLiteral("a cat on a mat ");
        }
        text.truncate(1 << 20);
        QGuiApplication::clipboard()->setText(text);
        const TimeJudge time;
        stage.press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(stage.window->promptPanel().prompt().size(), text.size());
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.finished(), 1);
        QVERIFY(time.within(5s));
    }
};

QTEST_MAIN(TestGenerating)
#include "test_generating.moc"
