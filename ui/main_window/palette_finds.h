// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/commands/command_registry.h"
#include "ui/main_window/studio.h"
#include "ui/panels/model_choice.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace gesso::ui {

class ParametersPanel;
class PromptPanel;
class TaskPanel;

/// What Ctrl+K finds beside the commands: parameters, models, samplers, sizes, styles, theme and language.
class PaletteFinds final {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::MainWindow)

public:
    /// What is shown, chosen and edited by what is found; it must outlive this.
    struct Parts {
        Studio& studio;
        PromptPanel& prompt;
        TaskPanel& task;
        ParametersPanel& parameters;
        std::function<void()> showPanels;
        std::function<void(const QString&)> hint;
        std::function<void(Task)> chooseTask;
    };

    explicit PaletteFinds(Parts parts) : m_parts(std::move(parts)) {}

    /// The words of other tools that find the window's commands.
    static void addSynonyms(CommandRegistry& commands);
    void setModels(const std::vector<ModelChoice>& models) { m_models = models; }
    [[nodiscard]] std::vector<Command> all(QObject& owner);

private:
    using AddFind = std::function<void(const QString& text, const QString& category, const QString& synonyms,
                                       const QString& iconName, std::function<void()> act)>;

    void addChoices(const AddFind& add);
    void addAppearances(const AddFind& add);
    void goToField(QWidget& panel, const QString& name);

    Parts m_parts;
    std::vector<ModelChoice> m_models;
};

} // namespace gesso::ui
