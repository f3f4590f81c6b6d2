// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/model_choice.h"
#include "ui/shell/window_parts.h"

#include <QHash>
#include <QObject>

namespace gesso::ui {

/// From the draft to a job: what the button says and whether it can be pressed, what model there is, how long the
/// prompt may be, and how far the running job is.
class Generating final : public QObject {
    Q_OBJECT

public:
    explicit Generating(WindowParts& parts);

    void setModels(const std::vector<ModelChoice>& models);
    /// A model's name by its path; empty: there is no such model.
    [[nodiscard]] QString modelName(const std::string& path) const;
    /// The path of a model of this name; empty: there is none.
    [[nodiscard]] std::string modelPath(const std::string& name) const;

    [[nodiscard]] QString problem() const; ///< why no picture can be made; empty: it can
    void generate(bool front);
    void update(); ///< shows all that depends on draft and models

private:
    void showProblem();
    void showModelLine(); ///< on the empty canvas
    void showJob();
    void countTokens();

    WindowParts& m_parts;
    QHash<QString, QString> m_modelNames; ///< by path
};

} // namespace gesso::ui
