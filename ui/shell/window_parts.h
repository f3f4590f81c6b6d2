// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/commands/command_registry.h"

class QMainWindow;
class QStackedWidget;
class QWidget;

namespace gesso::ui {

class CanvasPage;
class EnginePill;
class ParametersPanel;
class PromptPanel;
class QueuePage;
class StatusBar;
class Studio;
class TaskPanel;
class TopBar;

/// The pages of a window, in the order of their tabs.
enum class Page : std::uint8_t { Canvas, Queue };

/// What a window consists of: it owns all but the studio. What works on it gets it by reference.
struct WindowParts {
    QMainWindow& window;
    Studio& studio;
    CommandRegistry commands{};
    TopBar* top = nullptr;
    QStackedWidget* pages = nullptr;
    CanvasPage* canvas = nullptr;
    QueuePage* queue = nullptr;
    QWidget* side = nullptr; ///< prompt, task and parameters
    PromptPanel* prompt = nullptr;
    TaskPanel* task = nullptr;
    ParametersPanel* parameters = nullptr;
    EnginePill* engine = nullptr;
    StatusBar* status = nullptr;

    void showPage(Page page);
    [[nodiscard]] bool isShown(Page page) const;
    void setPanelsShown(bool shown); ///< or the picture alone
    [[nodiscard]] bool arePanelsShown() const;
};

/// Builds all parts into the window: pages in the middle, prompt and parameters beside them, the top bar and the status
/// bar. The commands must be there already.
void buildWindow(WindowParts& parts);

} // namespace gesso::ui
