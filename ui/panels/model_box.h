// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/model_choice.h"

#include <QComboBox>

#include <vector>

namespace gesso::ui {

/// The choice of a model. What cannot be used is shown with its reason and cannot be picked; a model that was chosen
/// and is not there any more stays, with that as its reason. The last entry asks for a folder of models.
class ModelBox final : public QComboBox {
    Q_OBJECT

public:
    explicit ModelBox(QWidget* parent = nullptr);

    void setModels(std::vector<ModelChoice> models);
    /// Shows the model of this folder, without modelChosen(); also one that is not in the list.
    void setPath(const std::filesystem::path& path);
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// The chosen model; null when it is not in the list.
    [[nodiscard]] const ModelChoice* chosen() const { return find(m_path); }
    /// The first model that can be used; null when there is none.
    [[nodiscard]] const ModelChoice* firstUsable() const;
    /// Why the chosen model cannot be used; empty when it can.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] QSize minimumSizeHint() const override;
    void showPopup() override;

Q_SIGNALS:
    void modelChosen(); ///< by the user
    void addFolderRequested();
    void listWanted(); ///< the list opens: it should be what is on disk now

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    [[nodiscard]] const ModelChoice* find(const std::filesystem::path& path) const;
    void fill();
    void addChoice(const ModelChoice& choice);
    void take(int row);

    std::vector<ModelChoice> m_models;
    std::filesystem::path m_path;
    bool m_byKeys = false; ///< the list is closed and keys go through it
};

} // namespace gesso::ui
