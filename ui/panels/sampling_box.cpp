// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/sampling_box.h"

#include "core/generation/device_choice.h"
#include "core/generation/validate.h"
#include "ui/panels/choice_names.h"
#include "ui/panels/labelled_rows.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold_line.h"
#include "ui/widgets/number_field.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace gesso::ui {
namespace {

constexpr std::array kSchedulers{
    SchedulerKind::ModelDefault, SchedulerKind::Dpmpp2mKarras, SchedulerKind::Dpmpp2m, SchedulerKind::EulerAncestral,
    SchedulerKind::Euler,        SchedulerKind::Dpmpp2mSde,    SchedulerKind::UniPc,   SchedulerKind::Heun,
    SchedulerKind::Lms,          SchedulerKind::Ddim,          SchedulerKind::Ddpm,    SchedulerKind::Pndm,
    SchedulerKind::Lcm};
constexpr std::array kPrecisions{Precision::Auto, Precision::Fp32, Precision::Fp16, Precision::Bf16};

/// Sets what a field shows without saying so.
void showNumber(NumberField& field, double value)
{
    const QSignalBlocker quiet(&field);
    field.setValue(value);
}

void setRange(NumberField& field, const NumberRange& range)
{
    const QSignalBlocker quiet(&field);
    field.setRange(range);
}

/// A wheel that passes by while the panel scrolls changes nothing.
class QuietCombo final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

SamplingBox::SamplingBox(QWidget* parent) : QWidget(parent), m_advanced(new FoldLine(this))
{
    auto* rows = new LabelledRows(this);
    rows->setContentsMargins(0, Space::k4, 0, 0);
    m_scheduler = addCombo(rows, tr("Sampler"), tr("The method that turns noise into a picture, step by step"));
    for (const SchedulerKind kind : kSchedulers) {
        m_scheduler->addItem(schedulerText(kind));
    }
    m_steps = addNumber(rows, tr("Steps"), tr("How many times the picture is refined"));
    m_guidance = addNumber(rows, tr("Guidance"), tr("How closely the picture follows the prompt"));
    m_advanced->setContent(buildAdvanced());
    rows->addWide(m_advanced);
    setDefaults({});

    connect(m_scheduler, &QComboBox::activated, this, [this](int row) {
        if (row < static_cast<int>(kSchedulers.size())) { // not the one with a schedule of its own again
            Q_EMIT schedulerEdited(kSchedulers[static_cast<std::size_t>(row)]);
        }
    });
    connect(m_steps, &NumberField::valueChanged, this, [this](double value) { Q_EMIT stepsEdited(qRound(value)); });
    connect(m_guidance, &NumberField::valueChanged, this, &SamplingBox::guidanceEdited);
    connect(m_rescale, &NumberField::valueChanged, this, &SamplingBox::rescaleEdited);
    connect(m_clipSkip, &NumberField::valueChanged, this,
            [this](double value) { Q_EMIT clipSkipEdited(qRound(value)); });
    connect(m_precision, &QComboBox::activated, this,
            [this](int row) { Q_EMIT precisionEdited(kPrecisions[static_cast<std::size_t>(row)]); });
    connect(m_device, &QLineEdit::editingFinished, this, &SamplingBox::takeDevice);
}

QWidget* SamplingBox::buildAdvanced()
{
    auto* content = new QWidget(this);
    auto* rows = new LabelledRows(content);
    rows->setContentsMargins(0, Space::k4, 0, 0);
    m_rescale =
        addNumber(rows, tr("Rescale"), tr("Guidance rescale: tones down the contrast that strong guidance adds"));
    m_clipSkip = addNumber(rows, tr("Clip skip"), tr("Which layer of the text encoder is read; 1 is the last one"));
    m_precision = addCombo(rows, tr("Precision"), tr("How precisely the model calculates"));
    for (const Precision precision : kPrecisions) {
        m_precision->addItem(precisionText(precision));
    }
    m_device = new QLineEdit(content);
    m_device->setToolTip(tr("Where the picture is made: auto, cpu, cuda, or cuda:0,1 for particular cards"));
    rows->add(tr("Device"), m_device);
    m_deviceProblem = new QLabel(content);
    m_deviceProblem->setProperty("role", "error");
    m_deviceProblem->setWordWrap(true);
    m_deviceProblem->hide();
    rows->addWide(m_deviceProblem);
    return content;
}

NumberField* SamplingBox::addNumber(LabelledRows* rows, const QString& label, const QString& toolTip)
{
    auto* field = new NumberField(rows->parentWidget());
    field->setToolTip(toolTip);
    rows->add(label, field);
    return field;
}

QComboBox* SamplingBox::addCombo(LabelledRows* rows, const QString& label, const QString& toolTip)
{
    auto* combo = new QuietCombo(rows->parentWidget());
    combo->setFocusPolicy(Qt::StrongFocus);
    combo->setToolTip(toolTip);
    rows->add(label, combo);
    return combo;
}

void SamplingBox::setDefaults(const GenerationRequest& defaults)
{
    setRange(*m_steps, {1, RequestLimits::kMaxSteps, 1, static_cast<double>(defaults.steps), 0});
    setRange(*m_guidance, {0, RequestLimits::kMaxGuidance, 0.1, defaults.guidanceScale, 1});
    setRange(*m_rescale, {0, RequestLimits::kMaxRescale, 0.01, defaults.guidanceRescale, 2});
    setRange(*m_clipSkip, {1, RequestLimits::kMaxClipSkip, 1, static_cast<double>(defaults.clipSkip), 0});
    m_steps->setFilled(false);
    m_guidance->setFilled(false);
    showValues(m_request, m_options);
}

void SamplingBox::showValues(const GenerationRequest& request, const ExecutionOptions& options)
{
    m_request = request;
    m_options = options;
    constexpr int kUsual = static_cast<int>(kSchedulers.size());
    while (m_scheduler->count() > kUsual) {
        m_scheduler->removeItem(kUsual);
    }
    if (request.sampler.sigmas != SigmaSpacing::Default) { // of an imported picture
        m_scheduler->addItem(samplerText(request));
        m_scheduler->setCurrentIndex(kUsual);
    } else {
        m_scheduler->setCurrentIndex(static_cast<int>(
            std::find(kSchedulers.begin(), kSchedulers.end(), request.scheduler) - kSchedulers.begin()));
    }
    m_precision->setCurrentIndex(
        static_cast<int>(std::find(kPrecisions.begin(), kPrecisions.end(), options.precision) - kPrecisions.begin()));
    showNumber(*m_steps, request.steps);
    showNumber(*m_guidance, request.guidanceScale);
    showNumber(*m_rescale, request.guidanceRescale);
    showNumber(*m_clipSkip, request.clipSkip);
    m_device->setText(QString::fromStdString(options.device));
    m_deviceProblem->hide();
    showAdvanced();
}

void SamplingBox::showAdvanced()
{
    m_advanced->setText(tr("Advanced · %1", "precision").arg(precisionText(m_options.precision)));
}

void SamplingBox::takeDevice()
{
    const QString device = m_device->text().trimmed();
    const Result<DeviceChoice> choice = parseDeviceChoice(device.toStdString());
    m_deviceProblem->setVisible(!choice);
    if (!choice) {
        m_deviceProblem->setText(QString::fromStdString(choice.error().message));
    } else if (device.toStdString() != m_options.device) {
        Q_EMIT deviceEdited(device);
    }
}

std::vector<SchedulerKind> SamplingBox::samplers()
{
    return {kSchedulers.begin(), kSchedulers.end()};
}

QString SamplingBox::summary(const GenerationRequest& request)
{
    return tr("%1 · %2 · %3", "scheduler, steps, guidance")
        .arg(samplerText(request), tr("%n step(s)", nullptr, request.steps),
             QString::number(request.guidanceScale, 'f', 1));
}

} // namespace gesso::ui
