// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/adapters/workspace_signals.h"
#include "ui/panels/model_choice.h"

#include <QFrame>

#include <vector>

class QLabel;

namespace gesso::ui {

class CountField;
class FoldLine;
class ModelBox;
class SamplingBox;
class SeedField;
class SizeField;

/// The card with everything about a picture but its prompt: model, size, variations, seed, and folded into one line
/// what most people leave alone.
///
/// It shows the workspace's draft, and edits it.
class ParametersPanel final : public QFrame {
    Q_OBJECT

public:
    /// The workspace must outlive the panel.
    explicit ParametersPanel(WorkspaceSignals& workspace, QWidget* parent = nullptr);

    /// The models to choose from, for the workspace too.
    void setModels(const std::vector<ModelChoice>& models);

    [[nodiscard]] std::uint64_t textWidth() const; ///< that the model in use reads; 0: not known

    /// Why no picture can be made with these values (the model), one line; empty when it can.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] bool isUnfolded() const;
    void setUnfolded(bool unfolded);

Q_SIGNALS:
    void addModelFolderRequested();
    void modelsWanted(); ///< the list of models opens

private:
    void build();
    void listen();
    void listenToSampling();
    void showAll();

    WorkspaceSignals& m_workspace;
    ModelBox* m_model;
    QLabel* m_modelProblem;
    SizeField* m_size;
    CountField* m_count;
    SeedField* m_seed;
    FoldLine* m_fold;
    SamplingBox* m_sampling;
};

} // namespace gesso::ui
