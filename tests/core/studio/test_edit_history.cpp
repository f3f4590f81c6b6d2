// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/edit_history.h"

#include <QTest>

#include <algorithm>

using namespace gesso;

namespace {

/// A text that edits replace, and a file that may refuse to be written.
struct Stage {
    std::string text = "a";
    bool refuses = false;
    EditHistory<std::string> history;

    explicit Stage(std::size_t maxBytes = EditHistory<std::string>::kMaxBytes)
        : history([this](const std::string& state) { return exchange(state); },
                  [](const std::string& state) { return state.size(); }, maxBytes)
    {
    }
    Result<std::string> exchange(const std::string& state)
    {
        if (refuses) {
            return fail(ErrorCode::DiskFull, "The disk is full.");
        }
        return std::exchange(text, state);
    }
};

} // namespace

class TestEditHistory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undoesAndDoesAgain()
    {
        Stage stage;
        QVERIFY(!stage.history.canUndo() && !stage.history.canRedo());
        QVERIFY(stage.history.undo()); // nothing happens
        QVERIFY(stage.history.edit("one", "b"));
        QVERIFY(stage.history.edit("two", "c"));
        QCOMPARE(stage.history.undoName(), std::string("two"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("b"));
        QCOMPARE(stage.history.redoName(), std::string("two"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("a"));
        QVERIFY(!stage.history.canUndo());
        QVERIFY(stage.history.redo() && stage.history.redo());
        QCOMPARE(stage.text, std::string("c"));
        QVERIFY(!stage.history.canRedo());
    }

    void aNewEditForgetsWhatWasUndone()
    {
        Stage stage;
        QVERIFY(stage.history.edit("one", "b") && stage.history.undo());
        QVERIFY(stage.history.edit("two", "c"));
        QVERIFY(!stage.history.canRedo());
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("a"));
    }

    void aGestureIsOneEdit()
    {
        Stage stage;
        for (const char* text : {"b", "c", "d"}) {
            QVERIFY(stage.history.edit("slide", text, "steps"));
        }
        stage.history.endGesture();
        QVERIFY(stage.history.edit("slide", "e", "steps"));
        QVERIFY(stage.history.edit("slide", "f", "strength"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("e"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("d"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("a"));
        QVERIFY(stage.history.redo());
        QCOMPARE(stage.text, std::string("d"));
        QVERIFY(stage.history.edit("slide", "g", "steps")); // the gesture ended with the undo
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("d"));
    }

    void whatFailsChangesNothing()
    {
        Stage stage;
        QVERIFY(stage.history.edit("one", "b"));
        stage.refuses = true;
        QVERIFY(!stage.history.edit("two", "c"));
        QCOMPARE(stage.history.undoName(), std::string("one"));
        QCOMPARE(stage.history.undo().error().code, ErrorCode::DiskFull);
        QVERIFY(stage.history.canUndo() && !stage.history.canRedo());
        stage.refuses = false;
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text, std::string("a"));
    }

    void itHoldsAsManyBytesAsItMay()
    {
        Stage stage(1000);
        stage.text = std::string(100, 'x');
        for (int i = 0; i < 50; ++i) {
            QVERIFY(stage.history.edit("", std::string(100, static_cast<char>('a' + i % 26))));
            QVERIFY(stage.history.bytes() <= 1000);
        }
        int undone = 0;
        while (stage.history.canUndo()) {
            QVERIFY(stage.history.undo());
            ++undone;
        }
        QCOMPARE(undone, 10);
        QVERIFY(stage.history.edit("", std::string(5000, 'y'))); // the latest can be undone, however large
        QVERIFY(stage.history.edit("", "z"));
        QVERIFY(stage.history.undo());
        QCOMPARE(stage.text.size(), std::size_t(5000));
    }
};

QTEST_APPLESS_MAIN(TestEditHistory)
#include "test_edit_history.moc"
