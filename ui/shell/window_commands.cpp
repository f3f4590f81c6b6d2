// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_commands.h"

#include "ui/canvas/canvas_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/results/candidate_text.h"
#include "ui/results/edit_words.h"
#include "ui/shell/generating.h"
#include "ui/shell/picture_files.h"
#include "ui/shell/picture_reuse.h"
#include "ui/shell/source_desk.h"
#include "ui/shell/studio.h"

#include <QDir>
#include <QMainWindow>

namespace gesso::ui {

void WindowCommands::addAll()
{
    addFile();
    addEdit();
    addPrompt();
    addPicture();
    addPictureMoves();
    addQueue();
    addView();
    addPages();
    addWindow();
    m_parts.commands.refresh();
}

void WindowCommands::add(const CommandRow& row)
{
    m_parts.commands.add(row, m_parts.window);
}

void WindowCommands::addFile()
{
    add({.id = "file.open",
         .category = tr("File"),
         .text = tr("Open a picture…"),
         .icon = "folder-open",
         .keys = {QKeySequence::Open},
         .synonyms = tr("import load image", "other words for open a picture"),
         .act = [this] { m_desks.files->askOpen(); }});
}

void WindowCommands::addEdit()
{
    Studio& studio = m_parts.studio;
    const auto look = [](const QString& name, const QString& of, const std::string& edit, const QString& iconName) {
        const QString what = editText(edit);
        return CommandLook{what.isEmpty() ? name : of.arg(what), iconName, {}};
    };
    add({.id = "edit.undo",
         .category = tr("Edit"),
         .text = tr("Undo"),
         .icon = "arrow-back-up",
         .keys = {QKeySequence::Undo},
         .synonyms = tr("back revert", "other words for undo"),
         .act = [&studio] { studio.undo(); },
         .look = [&studio,
                  look] { return look(tr("Undo"), tr("Undo: %1"), studio.workspace()->undoName(), "arrow-back-up"); }});
    add({.id = "edit.redo",
         .category = tr("Edit"),
         .text = tr("Redo"),
         .icon = "arrow-forward-up",
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
         .synonyms = tr("again repeat", "other words for redo"),
         .act = [&studio] { studio.redo(); },
         .look =
             [&studio, look] {
                 return look(tr("Redo"), tr("Redo: %1"), studio.workspace()->redoName(), "arrow-forward-up");
             }});
}

void WindowCommands::addPrompt()
{
    const auto possible = [this] { return m_desks.generating != nullptr && m_desks.generating->problem().isEmpty(); };
    add({.id = "generate",
         .category = tr("Prompt"),
         .text = tr("Generate"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)},
         .synonyms = tr("create make render run", "other words for Generate"),
         .act = [this] { m_desks.generating->generate(false); },
         .enabled = possible});
    add({.id = "generate.front",
         .category = tr("Prompt"),
         .text = tr("Generate next"),
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return)},
         .synonyms = tr("create make first priority", "other words for Generate next"),
         .act = [this] { m_desks.generating->generate(true); },
         .enabled = possible});
    add({.id = "prompt.focus",
         .category = tr("Prompt"),
         .text = tr("Go to the prompt"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_L)},
         .synonyms = tr("write text description", "other words for the prompt"),
         .act = [this] {
             m_parts.setPanelsShown(true);
             m_parts.prompt->focusPrompt();
         }});
}

void WindowCommands::addForPicture(CommandRow row, const std::function<void(std::uint64_t)>& act)
{
    const CandidateList& list = m_parts.studio.candidates().list();
    row.category = tr("Picture");
    row.act = [&list, act] { act(list.currentId()); };
    row.enabled = [&list] { return list.current() != nullptr && list.current()->isFinished(); };
    add(row);
}

void WindowCommands::addPicture()
{
    Studio& studio = m_parts.studio;
    const auto keep = [&studio] {
        const Candidate* shown = studio.candidates().current();
        if (shown == nullptr || !shown->kept) {
            return CommandLook{tr("Keep"), "star", {}};
        }
        return CommandLook{tr("Kept"), "check", tr("Saved as %1").arg(QDir::toNativeSeparators(pathOf(*shown)))};
    };
    addForPicture({.id = "picture.keep",
                   .text = tr("Keep"),
                   .icon = "star",
                   .keys = {QKeySequence::Save},
                   .synonyms = tr("save favourite star", "other words for keep"),
                   .look = keep},
                  [&studio](CandidateId id) { studio.pictures().keep(id); });
    addForPicture({.id = "picture.saveAs",
                   .text = tr("Save as…"),
                   .icon = "download",
                   .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)},
                   .synonyms = tr("export download", "other words for save as")},
                  [this](CandidateId id) { m_desks.files->askSaveAs(id); });
    addForPicture({.id = "picture.folder",
                   .text = tr("Show in folder"),
                   .icon = "folder",
                   .synonyms = tr("reveal file manager explorer", "other words for show in folder")},
                  [this](CandidateId id) { m_desks.files->showFolder(id); });
    addForPicture({.id = "picture.copy",
                   .text = tr("Copy"),
                   .icon = "copy",
                   .keys = {QKeySequence::Copy},
                   .synonyms = tr("clipboard", "other words for copy")},
                  [&studio](CandidateId id) { studio.pictures().copy(id); });
    addForPicture({.id = "picture.restyle",
                   .text = tr("Restyle"),
                   .icon = "photo",
                   .keys = {QKeySequence(Qt::CTRL | Qt::Key_R)},
                   .synonyms = tr("img2img image to image variation", "other words for restyle")},
                  [this](CandidateId id) { m_desks.sources->restyle(id); });
}

void WindowCommands::addPictureMoves()
{
    Studio& studio = m_parts.studio;
    const CandidateList& list = studio.candidates().list();
    const auto any = [&list] { return list.current() != nullptr; };
    const auto failed = [&studio, &list] {
        return list.current() != nullptr && list.current()->state == Candidate::State::Failed &&
               studio.jobs().canRetry(list.current()->job);
    };
    const QString category = tr("Picture");
    add({.id = "picture.seed",
         .category = category,
         .text = tr("Use its seed"),
         .icon = "dice-5",
         .act = [this, &list] { m_desks.reuse->reuseSeed(list.currentId()); },
         .enabled = any});
    add({.id = "picture.all",
         .category = category,
         .text = tr("Use its prompt and settings"),
         .icon = "history",
         .synonyms = tr("remix recipe reuse parameters", "other words for use its settings"),
         .act = [this, &list] { m_desks.reuse->reuseAll(list.currentId()); },
         .enabled = any});
    add({.id = "picture.retry",
         .category = category,
         .text = tr("Try again"),
         .icon = "refresh",
         .synonyms = tr("repeat retry", "other words for try again"),
         .act =
             [this, &studio, &list] {
                 m_parts.canvas->expectJob();
                 studio.jobs().retry(list.current()->job);
             },
         .enabled = failed});
    add({.id = "picture.discard",
         .category = category,
         .text = tr("Discard"),
         .icon = "trash",
         .synonyms = tr("delete remove trash", "other words for discard"),
         .act = [&studio, &list] { studio.discard(list.currentId()); },
         .enabled = any,
         .shownKeys = tr("Delete")});
    add({.id = "picture.next",
         .category = category,
         .text = tr("Next picture"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_Right)},
         .act = [this] { m_parts.canvas->step(1); },
         .enabled = any});
    add({.id = "picture.previous",
         .category = category,
         .text = tr("Previous picture"),
         .keys = {QKeySequence(Qt::ALT | Qt::Key_Left)},
         .act = [this] { m_parts.canvas->step(-1); },
         .enabled = any});
}

void WindowCommands::addQueue()
{
    Studio& studio = m_parts.studio;
    const QString category = tr("Queue");
    const auto any = [&studio] { return !studio.queue().empty(); };
    const auto waiting = [&studio] { return studio.queue().hasWaiting(); };
    add({.id = "queue.cancel",
         .category = category,
         .text = tr("Cancel the running job"),
         .icon = "x",
         .keys = {QKeySequence(Qt::SHIFT | Qt::Key_X), QKeySequence(Qt::ALT | Qt::Key_Period)},
         .synonyms = tr("stop abort interrupt", "other words for cancel"),
         .act = [&studio] { studio.jobs().cancelRunning(); },
         .enabled = any});
    add({.id = "queue.cancelAll",
         .category = category,
         .text = tr("Cancel all jobs"),
         .icon = "trash",
         .synonyms = tr("stop abort interrupt", "other words for cancel"),
         .act = [&studio] { studio.jobs().cancelAll(); },
         .enabled = any});
    add({.id = "queue.clear",
         .category = category,
         .text = tr("Clear waiting jobs"),
         .icon = "trash",
         .keys = {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X)},
         .synonyms = tr("empty remove", "other words for clear"),
         .act = [&studio] { studio.jobs().clearWaiting(); },
         .enabled = waiting});
    add({.id = "queue.pause",
         .category = category,
         .text = tr("Pause or resume the queue"),
         .icon = "player-pause",
         .synonyms = tr("stop hold continue go on", "other words for pause and resume"),
         .act = [&studio] { studio.queue().setPaused(!studio.queue().paused()); },
         .look =
             [&studio] {
                 return studio.queue().paused() ? CommandLook{tr("Resume the queue"), "player-play", {}}
                                                : CommandLook{tr("Pause the queue"), "player-pause", {}};
             }});
}

void WindowCommands::addView()
{
    add({.id = "view.fit",
         .category = tr("Canvas"),
         .text = tr("Fit the picture"),
         .icon = "zoom-scan",
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_0)},
         .synonyms = tr("zoom whole screen", "other words for fit"),
         .act = [this] { m_parts.canvas->view().fit(); }});
    add({.id = "view.whole",
         .category = tr("Canvas"),
         .text = tr("Zoom to 100 %"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_1)},
         .synonyms = tr("actual size original", "other words for 100 %"),
         .act = [this] { m_parts.canvas->view().setZoom(1.); }});
}

void WindowCommands::addPages()
{
    const auto addPage = [this](const QString& id, const QString& text, Page page, const QString& synonyms) {
        // Ctrl+0 and Ctrl+1 are the zoom's, as in every paint program.
        add({.id = id,
             .category = tr("Window"),
             .text = text,
             .keys = {QKeySequence(Qt::ALT | (Qt::Key_1 + static_cast<int>(page)))},
             .synonyms = synonyms,
             .act = [this, page] { m_parts.showPage(page); },
             .checked = [this, page] { return m_parts.pages != nullptr && m_parts.isShown(page); }});
    };
    addPage("page.canvas", tr("Canvas"), Page::Canvas, {});
    addPage("page.queue", tr("Queue"), Page::Queue, tr("jobs tasks", "other words for queue"));
}

void WindowCommands::addWindow()
{
    const QString category = tr("Window");
    add({.id = "view.panels",
         .category = category,
         .text = tr("Hide the panels"),
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Backslash), QKeySequence(Qt::Key_F11)},
         .synonyms = tr("full screen sidebar focus", "other words for hide the panels"),
         .act = [this] { m_parts.setPanelsShown(!m_parts.arePanelsShown()); },
         .checked = [this] { return m_parts.side != nullptr && !m_parts.arePanelsShown(); }});
    add({.id = "palette",
         .category = category,
         .text = tr("Commands…"),
         .icon = "command",
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_K)},
         .act = [this] { m_desks.openPalette(); }});
    add({.id = "settings",
         .category = category,
         .text = tr("Settings…"),
         .icon = "settings",
         .keys = {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
         .synonyms = tr("preferences options configuration", "other words for settings"),
         .act = [this] { m_desks.openSettings(); }});
    add({.id = "about",
         .category = category,
         .text = tr("About Gesso"),
         .icon = "info-circle",
         .synonyms = tr("version licence", "other words for about"),
         .act = [this] {
             auto* about = new AboutDialog(&m_parts.window);
             about->setAttribute(Qt::WA_DeleteOnClose);
             about->show();
         }});
    add({.id = "quit",
         .category = category,
         .text = tr("Quit"),
         .keys = {QKeySequence::Quit},
         .synonyms = tr("exit close", "other words for quit"),
         .act = [this] { m_parts.window.close(); }});
}

} // namespace gesso::ui
