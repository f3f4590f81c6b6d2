// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/parameters_panel.h"

#include "core/base/path_text.h"
#include "core/generation/validate.h"
#include "ui/panels/aspect.h"
#include "ui/panels/count_field.h"
#include "ui/panels/labelled_rows.h"
#include "ui/panels/model_box.h"
#include "ui/panels/sampling_box.h"
#include "ui/panels/seed_field.h"
#include "ui/panels/size_field.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"

#include <QLabel>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gesso::ui {
namespace {

/// A new seed when the dice is on: of ten digits at most, which people can read out and type.
std::uint64_t newSeed()
{
    return QRandomGenerator::global()->generate();
}

int sideInRange(int side)
{
    constexpr int kMultiple = RequestLimits::kSideMultiple;
    return std::clamp(side / kMultiple * kMultiple, kMultiple, RequestLimits::kMaxSide);
}

double inRange(double value, double most)
{
    return std::isfinite(value) ? std::clamp(value, 0., most) : 0.;
}

/// The request with every value within what can be made; one that is is not changed.
GenerationRequest inRange(GenerationRequest request)
{
    request.width = sideInRange(request.width);
    request.height = sideInRange(request.height);
    if (static_cast<std::int64_t>(request.width) * request.height > RequestLimits::kMaxPixels) {
        request.height = sideInRange(static_cast<int>(RequestLimits::kMaxPixels / request.width));
    }
    request.steps = std::clamp(request.steps, 1, RequestLimits::kMaxSteps);
    request.count = std::clamp(request.count, 1, RequestLimits::kMaxCount);
    request.clipSkip = std::clamp(request.clipSkip, 1, RequestLimits::kMaxClipSkip);
    request.guidanceScale = inRange(request.guidanceScale, RequestLimits::kMaxGuidance);
    request.guidanceRescale = inRange(request.guidanceRescale, RequestLimits::kMaxRescale);
    return request;
}

} // namespace

ParametersPanel::ParametersPanel(QWidget* parent)
    : QFrame(parent), m_model(new ModelBox(this)), m_modelProblem(new QLabel(this)), m_size(new SizeField(this)),
      m_count(new CountField(this)), m_seed(new SeedField(this)), m_fold(new FoldLine(this)),
      m_sampling(new SamplingBox(this))
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
    connect(m_model, &ModelBox::addFolderRequested, this, &ParametersPanel::addModelFolderRequested);
    connect(m_model, &ModelBox::modelChosen, this, [this] {
        takeModel(*m_model->chosen());
        Q_EMIT changed();
    });
    connect(m_size, &SizeField::sizeChosen, this, &ParametersPanel::chooseSize);
    connect(m_count, &CountField::countChosen, this, [this](int count) {
        m_request.count = count;
        Q_EMIT changed();
    });
    connect(m_seed, &SeedField::seedChosen, this, [this] {
        m_request.seed = m_seed->value();
        Q_EMIT changed();
    });
    connect(m_sampling, &SamplingBox::schedulerEdited, this, [this](SchedulerKind kind) {
        m_request.scheduler = kind;
        m_request.sampler.sigmas = SigmaSpacing::Default; // another sampler may know no such schedule
        noteEdit(Field::Scheduler);
    });
    connect(m_sampling, &SamplingBox::stepsEdited, this, [this](int steps) {
        m_request.steps = steps;
        noteEdit(Field::Steps);
    });
    connect(m_sampling, &SamplingBox::guidanceEdited, this, &ParametersPanel::chooseGuidance);
    connect(m_sampling, &SamplingBox::rescaleEdited, this, [this](double share) {
        m_request.guidanceRescale = share;
        noteEdit(Field::Rescale);
    });
    connect(m_sampling, &SamplingBox::clipSkipEdited, this, [this](int layers) {
        m_request.clipSkip = layers;
        noteEdit(Field::ClipSkip);
    });
    connect(m_sampling, &SamplingBox::precisionEdited, this, [this](Precision precision) {
        m_options.precision = precision;
        showAll();
        Q_EMIT changed();
    });
    connect(m_sampling, &SamplingBox::deviceEdited, this, [this](const QString& device) {
        m_options.device = device.toStdString();
        showAll();
        Q_EMIT changed();
    });
}

bool ParametersPanel::same(Field field, const GenerationRequest& a, const GenerationRequest& b)
{
    GenerationRequest copied = b;
    copy(field, a, copied);
    return copied == b;
}

void ParametersPanel::copy(Field field, const GenerationRequest& from, GenerationRequest& to)
{
    switch (field) {
    case Field::Size:
        to.width = from.width;
        to.height = from.height;
        break;
    case Field::Scheduler:
        to.scheduler = from.scheduler;
        to.sampler.sigmas = from.sampler.sigmas;
        break;
    case Field::Steps:
        to.steps = from.steps;
        break;
    case Field::Guidance:
        to.guidanceScale = from.guidanceScale;
        break;
    case Field::Rescale:
        to.guidanceRescale = from.guidanceRescale;
        break;
    case Field::ClipSkip:
        to.clipSkip = from.clipSkip;
        break;
    }
}

void ParametersPanel::noteEdit(Field field)
{
    if (same(field, m_request, m_defaults)) {
        m_touched.erase(field);
    } else {
        m_touched.insert(field);
    }
    showAll();
    Q_EMIT changed();
}

/// Which fields a whole request has touched: those that are not as the model would have them.
void ParametersPanel::noteTouched()
{
    m_touched.clear();
    for (const Field field : kFields) {
        if (!same(field, m_request, m_defaults)) {
            m_touched.insert(field);
        }
    }
}

void ParametersPanel::takeModel(const ModelChoice& model)
{
    m_defaults = inRange(model.defaults);
    if (const std::string path = textOfPath(model.path); m_request.model != path) {
        m_request.model = path;
        m_request.modelHash.clear(); // of the model before
        m_request.panorama.viewSize = m_defaults.panorama.viewSize;
        m_request.panorama.stride = m_defaults.panorama.stride;
    }
    for (const Field field : kFields) {
        if (!m_touched.contains(field)) {
            copy(field, m_defaults, m_request);
        }
    }
    showAll();
}

void ParametersPanel::setModels(const std::vector<ModelChoice>& models)
{
    const bool knew = m_model->chosen() != nullptr;
    m_model->setModels(models);
    const ModelChoice* chosen = m_model->chosen();
    if (m_request.model.empty() && m_model->firstUsable() != nullptr) {
        takeModel(*m_model->firstUsable());
        Q_EMIT changed();
    } else if (chosen != nullptr && !knew) {
        m_defaults = inRange(chosen->defaults);
        noteTouched(); // the request was there before its model: it stays as it is
    }
    showAll();
}

void ParametersPanel::setRequest(const GenerationRequest& request)
{
    m_request = inRange(request);
    m_request.prompt.clear();
    m_request.negativePrompt.clear();
    m_model->setPath(pathOfText(m_request.model));
    if (const ModelChoice* model = m_model->chosen()) {
        m_defaults = inRange(model->defaults);
    }
    noteTouched();
    showAll();
}

void ParametersPanel::setTask(Task task)
{
    if (task == m_task) {
        return;
    }
    const bool wasPanorama = m_task == Task::Panorama;
    m_task = task;
    m_size->setPanorama(task == Task::Panorama);
    const QSize now(m_request.width, m_request.height);
    if (task == Task::Panorama && !isLong(now)) {
        constexpr std::size_t kThreeToOne = 1;
        m_before = now;
        chooseSize(panoramaPresets({m_defaults.width, m_defaults.height})[kThreeToOne].size);
    } else if (wasPanorama && m_before && isLong(now)) {
        chooseSize(*m_before);
        m_before.reset();
    }
}

void ParametersPanel::fitTo(QSize picture)
{
    m_before.reset();
    chooseSize(sizeToRedo(picture, {m_defaults.width, m_defaults.height}));
}

void ParametersPanel::chooseSize(QSize size)
{
    m_request.width = sideInRange(size.width());
    m_request.height = sideInRange(size.height());
    noteEdit(Field::Size);
}

void ParametersPanel::chooseGuidance(double scale)
{
    m_request.guidanceScale = inRange(scale, RequestLimits::kMaxGuidance);
    noteEdit(Field::Guidance);
}

void ParametersPanel::setOptions(const ExecutionOptions& options)
{
    m_options = options;
    showAll();
}

GenerationRequest ParametersPanel::takeRequest()
{
    if (m_seed->isRandom()) {
        m_request.seed = newSeed();
        m_seed->setValue(m_request.seed);
    }
    m_seed->setLast(m_request.seed);
    return m_request;
}

bool ParametersPanel::isSeedRandom() const
{
    return m_seed->isRandom();
}

void ParametersPanel::setSeedRandom(bool random)
{
    m_seed->setRandom(random);
}

std::optional<std::uint64_t> ParametersPanel::lastSeed() const
{
    return m_seed->last();
}

void ParametersPanel::setLastSeed(std::optional<std::uint64_t> seed)
{
    m_seed->setLast(seed);
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
    if (const std::filesystem::path path = pathOfText(m_request.model); m_model->path() != path) {
        m_model->setPath(path);
    }
    const QString modelProblem = m_request.model.empty() ? QString() : m_model->problem();
    m_modelProblem->setText(modelProblem);
    m_modelProblem->setVisible(!modelProblem.isEmpty());
    m_size->setNative({m_defaults.width, m_defaults.height});
    m_size->setValue({m_request.width, m_request.height});
    m_count->setValue(m_request.count);
    if (m_seed->value() != m_request.seed) {
        m_seed->setValue(m_request.seed); // else it may just be typed in
    }
    m_sampling->setDefaults(m_defaults);
    m_sampling->showValues(m_request, m_options);
    m_fold->setText(SamplingBox::summary(m_request));
}

} // namespace gesso::ui
