// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/parameters_panel.h"

#include "core/base/path_text.h"
#include "ui/panels/count_field.h"
#include "ui/panels/labelled_rows.h"
#include "ui/panels/model_box.h"
#include "ui/panels/sampling_box.h"
#include "ui/panels/seed_field.h"
#include "ui/panels/size_field.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"

#include <QLabel>

namespace gesso::ui {
ParametersPanel::ParametersPanel(WorkspaceSignals& workspace, QWidget* parent)
    : QFrame(parent), m_workspace(workspace), m_model(new ModelBox(this)), m_modelProblem(new QLabel(this)),
      m_size(new SizeField(this)), m_count(new CountField(this)), m_seed(new SeedField(this)),
      m_fold(new FoldLine(this)), m_sampling(new SamplingBox(this))
{
    build();
    listen();
    showAll();
}

void ParametersPanel::build()
{
    setProperty("role", "card");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_modelProblem->setProperty("role", "error");
    m_modelProblem->setWordWrap(true);
    auto* rows = new LabelledRows;
    rows->add(tr("Model"), m_model);
    rows->addWide(m_modelProblem);
    rows->add(tr("Size"), m_size);
    rows->add(tr("Variations"), m_count);
    rows->add(tr("Seed"), m_seed);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Space::k12, Space::k12, Space::k12, Space::k8);
    layout->setSpacing(Space::k8);
    layout->addLayout(rows);
    layout->addWidget(m_fold);
    m_fold->setSeparator(true);
    m_fold->setContent(m_sampling);
    m_fold->setToolTip(tr("Sampler, steps and guidance"));
}

void ParametersPanel::listen()
{
    connect(&m_workspace, &WorkspaceSignals::parametersChanged, this, &ParametersPanel::showAll);
    connect(m_model, &ModelBox::listWanted, this, &ParametersPanel::modelsWanted);
    connect(m_model, &ModelBox::addFolderRequested, this, &ParametersPanel::addModelFolderRequested);
    connect(m_model, &ModelBox::modelChosen, this,
            [this] { m_workspace->chooseModel(textOfPath(m_model->chosen()->path)); });
    connect(m_size, &SizeField::sizeChosen, this, [this](QSize size) {
        m_workspace.edit([size](GenerationRequest& request) {
            request.width = size.width();
            request.height = size.height();
        });
    });
    connect(m_count, &CountField::countChosen, this,
            [this](int count) { m_workspace.edit([count](GenerationRequest& request) { request.count = count; }); });
    connect(m_seed, &SeedField::seedChosen, this, [this] {
        m_workspace->editDraft([this](RequestDraft& draft) {
            draft.edit([this](GenerationRequest& request) { request.seed = m_seed->value(); });
            draft.randomSeed = m_seed->isRandom();
        });
    });
    listenToSampling();
}

void ParametersPanel::listenToSampling()
{
    connect(m_sampling, &SamplingBox::schedulerEdited, this, [this](SchedulerKind kind) {
        m_workspace.edit([kind](GenerationRequest& request) {
            request.scheduler = kind;
            request.sampler.sigmas = SigmaSpacing::Default; // another sampler may know no such schedule
        });
    });
    connect(m_sampling, &SamplingBox::stepsEdited, this,
            [this](int steps) { m_workspace.edit([steps](GenerationRequest& request) { request.steps = steps; }); });
    connect(m_sampling, &SamplingBox::guidanceEdited, this, [this](double scale) {
        m_workspace.edit([scale](GenerationRequest& request) { request.guidanceScale = scale; });
    });
    connect(m_sampling, &SamplingBox::rescaleEdited, this, [this](double share) {
        m_workspace.edit([share](GenerationRequest& request) { request.guidanceRescale = share; });
    });
    connect(m_sampling, &SamplingBox::clipSkipEdited, this, [this](int layers) {
        m_workspace.edit([layers](GenerationRequest& request) { request.clipSkip = layers; });
    });
    connect(m_sampling, &SamplingBox::precisionEdited, this, [this](Precision precision) {
        m_workspace->editDraft([precision](RequestDraft& draft) { draft.options.precision = precision; });
    });
    connect(m_sampling, &SamplingBox::deviceEdited, this, [this](const QString& device) {
        m_workspace->editDraft([&device](RequestDraft& draft) { draft.options.device = device.toStdString(); });
    });
}

void ParametersPanel::setModels(const std::vector<ModelChoice>& models)
{
    m_model->setModels(models);
    std::vector<KnownModel> known;
    for (const ModelChoice& model : models) {
        known.push_back({model.defaults, model.problem.isEmpty()});
        known.back().defaults.model = textOfPath(model.path);
    }
    m_workspace->setModels(std::move(known));
    showAll();
}

std::uint64_t ParametersPanel::textWidth() const
{
    const ModelChoice* model = m_model->chosen();
    return model != nullptr ? model->textWidth : 0;
}

QString ParametersPanel::problem() const
{
    return m_model->problem();
}

bool ParametersPanel::isUnfolded() const
{
    return m_fold->isUnfolded();
}

void ParametersPanel::setUnfolded(bool unfolded)
{
    m_fold->setUnfolded(unfolded);
}

void ParametersPanel::showAll()
{
    const RequestDraft& draft = m_workspace.draft();
    const GenerationRequest& values = draft.values();
    if (const std::filesystem::path path = pathOfText(values.model); m_model->path() != path) {
        m_model->setPath(path);
    }
    const QString modelProblem = values.model.empty() ? QString() : m_model->problem();
    m_modelProblem->setText(modelProblem);
    m_modelProblem->setToolTip(m_model->toolTip());
    m_modelProblem->setVisible(!modelProblem.isEmpty());
    m_size->setPanorama(values.task == Task::Panorama);
    m_size->setNative({draft.nativeSize().width, draft.nativeSize().height});
    m_size->setValue({values.width, values.height});
    m_count->setValue(values.count);
    if (m_seed->value() != values.seed) {
        m_seed->setValue(values.seed); // else it may just be typed in
    }
    if (m_seed->isRandom() != draft.randomSeed) {
        m_seed->setRandom(draft.randomSeed);
    }
    m_seed->setLast(draft.lastSeed);
    m_sampling->setDefaults(draft.defaults());
    m_sampling->showValues(values, draft.options);
    m_fold->setText(SamplingBox::summary(values));
}

} // namespace gesso::ui
