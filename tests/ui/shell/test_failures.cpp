// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window_stage.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace gesso;
using namespace gesso::ui;

/// What the window does when the engine does not do what it should.
class TestFailures final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingEngineIsToldInPlaceAndNothingIsLost()
    {
        FakeBehaviour behaviour;
        behaviour.missing = Error{ErrorCode::EngineNotFound, "gesso-engine cannot be started."};
        WindowStage stage(behaviour);
        stage.type("a red cabin");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(stage.notice().contains("gesso-engine cannot be started."));
        QTRY_VERIFY(stage.studio->queue().paused());
        QCOMPARE(stage.studio->queue().jobs().size(), std::size_t(1));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QCOMPARE(stage.window->promptPanel().prompt(), QString("a red cabin"));

        stage.service.behave({});
        stage.pressNotice();
        QTRY_COMPARE(stage.finished(), 1);
        QVERIFY(!stage.studio->queue().paused());
    }

    void whatIsToldGoesWhenItIsSoNoLonger()
    {
        FakeBehaviour behaviour;
        behaviour.missing = Error{ErrorCode::EngineNotFound, "gesso-engine cannot be started."};
        WindowStage stage(behaviour);
        stage.type("a red cabin");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(stage.notice().contains("gesso-engine cannot be started."));
        stage.service.behave({});
        stage.studio->restartEngine(); // as the button at the top right does
        QTRY_COMPARE(stage.finished(), 1);
        QTRY_VERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));

        stage.window->promptPanel().setPrompt(QStringLiteral("a cabin <lora:lost:1>"));
        stage.generate();
        QTRY_VERIFY2(stage.notice().contains("'lost'"), qPrintable(stage.notice()));
        stage.window->promptPanel().setPrompt(QStringLiteral("a cabin"));
        stage.generate();
        QTRY_COMPARE(stage.finished(), 2);
        QVERIFY2(stage.notice().isEmpty(), qPrintable(stage.notice()));
    }

    void anEngineThatDiesIsToldInOneLineAndTheJobEnds()
    {
        FakeBehaviour behaviour;
        behaviour.deaths = 1;
        WindowStage stage(behaviour);
        QSignalSpy hints(&stage.studio->messages(), &Messages::hinted);
        stage.type("x");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(stage.finished(), 1);
        QTRY_COMPARE(hints.size(), 1);
        QVERIFY(hints[0][0].toString().contains("The engine stopped (killed)."));
        QCOMPARE(stage.hint(), hints[0][0].toString());
        QVERIFY(!stage.hint().contains(u'\n'));
        QVERIFY(stage.notice().isEmpty());
    }

    void aFailedJobStaysWithItsReasonAndCanBeTriedAgain()
    {
        FakeBehaviour behaviour;
        behaviour.failure = Error{ErrorCode::OutOfDeviceMemory, "The device has no memory left."};
        WindowStage stage(behaviour);
        stage.type("x");
        stage.press(Qt::Key_Return, Qt::ControlModifier);
        const CandidateModel& list = stage.studio->candidates();
        QTRY_VERIFY(list.rowCount() == 1 && list.at(0).state == Candidate::State::Failed);
        QTRY_VERIFY(stage.window->canvasPage().errorCard().isVisible());
        QVERIFY(!stage.studio->queue().paused());
        stage.service.behave({});
        stage.studio->jobs().retry(list.at(0).job);
        QTRY_COMPARE(stage.finished(), 1);
        QCOMPARE(list.rowCount(), 1);
    }

    void senselessAnswersDoNoHarm()
    {
        FakeBehaviour behaviour;
        behaviour.senseless = true;
        WindowStage stage(behaviour);
        stage.setCount(2);
        stage.makePicture();
        QCOMPARE(stage.finished(), 2);
        QCOMPARE(stage.studio->candidates().rowCount(), 2);
        QVERIFY(stage.studio->queue().empty());
    }
};

QTEST_MAIN(TestFailures)
#include "test_failures.moc"
