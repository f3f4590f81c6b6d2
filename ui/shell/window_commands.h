// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/window_parts.h"

#include <QCoreApplication>

namespace gesso::ui {

class Generating;
class PictureFiles;
class PictureReuse;
class SourceDesk;

/// Who carries a window's commands out. They come after the window's parts, whose buttons show the commands already.
struct CommandDesks {
    Generating* generating = nullptr;
    PictureFiles* files = nullptr;
    PictureReuse* reuse = nullptr;
    SourceDesk* sources = nullptr;
    std::function<void()> openPalette;
    std::function<void()> openSettings;
};

/// The table of a window's commands.
class WindowCommands final {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::WindowCommands)

public:
    /// Both must outlive the commands; the desks are filled before a command is run.
    WindowCommands(WindowParts& parts, const CommandDesks& desks) : m_parts(parts), m_desks(desks) {}

    /// All rows into the window's registry.
    void addAll();

private:
    void addPrompt();
    void addPicture();
    void addPictureMoves();
    void addFile();
    void addEdit();
    void addQueue();
    void addView();
    void addPages();
    void addWindow();
    /// A row for the shown picture, which must be finished.
    void addForPicture(CommandRow row, const std::function<void(std::uint64_t)>& act);
    void add(const CommandRow& row);

    WindowParts& m_parts;
    const CommandDesks& m_desks;
};

} // namespace gesso::ui
