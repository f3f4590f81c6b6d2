// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/commands/command_registry.h"
#include "ui/panels/model_choice.h"
#include "ui/shell/window_parts.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace gesso::ui {

/// What Ctrl+K finds beside the commands: parameters, models, samplers, sizes, styles, theme and language.
class PaletteFinds final {
    Q_DECLARE_TR_FUNCTIONS(gesso::ui::MainWindow)

public:
    /// The parts are shown, chosen from and edited by what is found; they must outlive this.
    explicit PaletteFinds(WindowParts& parts) : m_parts(parts) {}

    void setModels(const std::vector<ModelChoice>& models) { m_models = models; }
    [[nodiscard]] std::vector<Command> all(QObject& owner);

private:
    using AddFind = std::function<void(const QString& text, const QString& category, const QString& synonyms,
                                       const QString& iconName, std::function<void()> act)>;

    void addChoices(const AddFind& add);
    void addAppearances(const AddFind& add);
    void chooseTask(Task task);
    void goToField(QWidget& panel, const QString& name);

    WindowParts& m_parts;
    std::vector<ModelChoice> m_models;
};

} // namespace gesso::ui
