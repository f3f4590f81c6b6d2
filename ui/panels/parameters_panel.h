// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/model_choice.h"

#include <QFrame>

#include <optional>
#include <set>
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
/// When another model is chosen, what the user has not touched follows the new model's defaults and what was touched
/// stays. A value is untouched again when it is set to the model's default.
class ParametersPanel final : public QFrame {
    Q_OBJECT

public:
    explicit ParametersPanel(QWidget* parent = nullptr);

    /// The models to choose from. Without a chosen one the first that can be used is taken.
    void setModels(const std::vector<ModelChoice>& models);

    /// The request as the controls say, without prompts. What the controls do not show is as it was set.
    [[nodiscard]] GenerationRequest request() const { return m_request; }
    [[nodiscard]] ExecutionOptions options() const { return m_options; }
    /// Shows a request, its prompts left out. Values that cannot be are brought into range.
    void setRequest(const GenerationRequest& request);
    void setOptions(const ExecutionOptions& options);

    /// Which sizes are offered. Going over to panoramas makes the picture long, coming back from them gives it the size
    /// that it had.
    void setTask(Task task);
    /// The size in which this picture is made anew by the model.
    void fitTo(QSize picture);
    void chooseGuidance(double scale); ///< as the user does

    /// The request for the next job: as request(), with a new seed where the dice is on. That seed is then the last
    /// one.
    [[nodiscard]] GenerationRequest takeRequest();
    [[nodiscard]] bool isSeedRandom() const;
    void setSeedRandom(bool random);
    [[nodiscard]] std::optional<std::uint64_t> lastSeed() const;
    void setLastSeed(std::optional<std::uint64_t> seed);

    /// Why no picture can be made with these values (the model), one line; empty when it can.
    [[nodiscard]] QString problem() const;

    [[nodiscard]] bool isUnfolded() const;
    void setUnfolded(bool unfolded);

Q_SIGNALS:
    void changed(); ///< by the user, or by a list of models that brings the first one
    void addModelFolderRequested();

private:
    /// What a model has defaults for.
    enum class Field : std::uint8_t { Size, Scheduler, Steps, Guidance, Rescale, ClipSkip };
    static constexpr Field kFields[] = {Field::Size,     Field::Scheduler, Field::Steps,
                                        Field::Guidance, Field::Rescale,   Field::ClipSkip};

    void build();
    void listen();
    [[nodiscard]] static bool same(Field field, const GenerationRequest& a, const GenerationRequest& b);
    static void copy(Field field, const GenerationRequest& from, GenerationRequest& to);
    void noteEdit(Field field);
    void noteTouched();
    void takeModel(const ModelChoice& model);
    void chooseSize(QSize size);
    void showAll();

    GenerationRequest m_request;
    ExecutionOptions m_options;
    GenerationRequest m_defaults; ///< of the model in use
    std::set<Field> m_touched;
    Task m_task = Task::TextToImage;
    std::optional<QSize> m_before; ///< the size before it was made that of a panorama
    ModelBox* m_model;
    QLabel* m_modelProblem;
    SizeField* m_size;
    CountField* m_count;
    SeedField* m_seed;
    FoldLine* m_fold;
    SamplingBox* m_sampling;
};

} // namespace gesso::ui
