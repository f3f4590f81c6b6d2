// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_generation_service.h"
#include "tests/support/user.h"
#include "ui/canvas/canvas_page.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/studio.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice_card.h"

#include <QTemporaryDir>
#include <QTest>

namespace gesso::ui {

/// A window with everything but an engine: the service is a fake, and pictures are kept in a folder of the test's own.
class WindowStage final {
public:
    static constexpr int kSide = 64; ///< pixels of the fake model's pictures

    explicit WindowStage(const FakeBehaviour& behaviour = {}, const SessionPlace& place = {}, Settings settings = {})
    {
        if (settings.pictureFolder.empty()) {
            settings.pictureFolder = path("kept").toStdString();
        }
        service.behave(behaviour);
        studio = std::make_unique<Studio>(service, events, settings);
        window = std::make_unique<MainWindow>(*studio, place);
        window->resize(1440, 900); // whatever the screen of the tests is
        ModelChoice model{QStringLiteral("fake"), "/fake", {}, {}, {}, 0};
        model.defaults.width = model.defaults.height = kSide;
        model.defaults.steps = 4;
        model.defaults.model = "/fake";
        window->setModels({model});
        window->show();
        window->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(window.get()));
        service.start(events);
    }

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    /// Types into whatever has the focus, as a user does.
    void type(const QString& text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : window.get(), Qt::Key(key), modifiers);
    }
    /// Runs the command of this name, as it is found with Ctrl+K.
    void command(const QString& name) const
    {
        press(Qt::Key_K, Qt::ControlModifier);
        type(name);
        press(Qt::Key_Return);
    }
    /// The values of the next request, as the panels show them.
    [[nodiscard]] const GenerationRequest& values() const { return studio->workspace().values(); }
    void edit(const std::function<void(GenerationRequest&)>& change) const { studio->workspace().edit(change); }
    void setTask(Task task) const
    {
        studio->workspace()->editDraft([task](RequestDraft& draft) { draft.setTask(task); });
    }
    void setCount(int count) const
    {
        edit([count](GenerationRequest& request) { request.count = count; });
    }

    [[nodiscard]] int finished() const
    {
        int count = 0;
        for (int row = 0; row < studio->candidates().rowCount(); ++row) {
            count += studio->candidates().at(row).state == Candidate::State::Finished ? 1 : 0;
        }
        return count;
    }
    /// What the canvas shows of the current picture; null while it is being read.
    [[nodiscard]] QImage shownPicture() const { return studio->candidates().picture(studio->candidates().currentId()); }
    /// Asks for what the prompt says, by the keys.
    void generate() const
    {
        window->promptPanel().focusPrompt();
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    /// Presses the button of the card over the canvas.
    void pressNotice() const
    {
        const NoticeCard& card = window->canvasPage().noticeCard();
        click(buttonIn(card, card.notice().actionText));
    }
    /// Makes one picture and gives its id.
    quint64 makePicture() const
    {
        const int before = finished();
        window->promptPanel().setPrompt(QStringLiteral("a red cabin"));
        generate();
        static_cast<void>(QTest::qWaitFor([&] { return finished() > before && studio->queue().empty(); }));
        return studio->candidates().currentId();
    }

    /// What the card over the canvas says; empty while there is none.
    [[nodiscard]] QString notice() const
    {
        const NoticeCard& card = window->canvasPage().noticeCard();
        return card.isVisible() ? card.notice().title + u'\n' + card.notice().text : QString();
    }
    [[nodiscard]] QString hint() const { return window->statusLine().findChild<ElidedLabel*>()->text(); }

private:
    QTemporaryDir m_folder;
    Theme m_theme{SchemeChoice::Dark};

public:
    ServiceEvents events;
    FakeGenerationService service;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

} // namespace gesso::ui
