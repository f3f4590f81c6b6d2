// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/generation/request.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;

namespace gesso::ui {

class FoldLine;
class LabelledRows;
class NumberField;

/// What most people leave alone: scheduler, steps and guidance, and under Advanced the engine's own terms. It edits the
/// values that it is given and leaves all else in them as it is, to the last digit.
class SamplingBox final : public QWidget {
    Q_OBJECT

public:
    explicit SamplingBox(QWidget* parent = nullptr);

    /// Shows the values, without edited().
    void showValues(const GenerationRequest& request, const ExecutionOptions& options);
    /// What a double-click goes back to.
    void setDefaults(const GenerationRequest& defaults);

    /// The samplers that are offered, in their order.
    [[nodiscard]] static std::vector<SchedulerKind> samplers();

    /// "DPM++ 2M Karras · 25 steps · 7.0"
    [[nodiscard]] static QString summary(const GenerationRequest& request);

Q_SIGNALS:
    void schedulerEdited(gesso::SchedulerKind kind);
    void stepsEdited(int steps);
    void guidanceEdited(double scale);
    void rescaleEdited(double share);
    void clipSkipEdited(int layers);
    void precisionEdited(gesso::Precision precision);
    void deviceEdited(const QString& device);

private:
    QWidget* buildAdvanced();
    NumberField* addNumber(LabelledRows* rows, const QString& label, const QString& toolTip);
    QComboBox* addCombo(LabelledRows* rows, const QString& label, const QString& toolTip);
    void takeDevice();
    void showAdvanced();

    QComboBox* m_scheduler;
    NumberField* m_steps;
    NumberField* m_guidance;
    FoldLine* m_advanced;
    NumberField* m_rescale = nullptr;
    NumberField* m_clipSkip = nullptr;
    QComboBox* m_precision = nullptr;
    QLineEdit* m_device = nullptr;
    QLabel* m_deviceProblem = nullptr;
    GenerationRequest m_request;
    ExecutionOptions m_options;
};

} // namespace gesso::ui
