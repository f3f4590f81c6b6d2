// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/generating.h"

#include "core/base/path_text.h"
#include "ui/canvas/canvas_page.h"
#include "ui/canvas/empty_state.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/status_bar.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/studio.h"

namespace gesso::ui {

Generating::Generating(WindowParts& parts) : m_parts(parts)
{
    Studio& studio = m_parts.studio;
    connect(m_parts.prompt, &PromptPanel::generateRequested, this, &Generating::generate);
    connect(m_parts.prompt, &PromptPanel::promptChanged, this, &Generating::countTokens);
    connect(m_parts.task, &TaskPanel::sourceChanged, this, &Generating::showProblem);
    connect(&studio.workspace(), &WorkspaceSignals::parametersChanged, this, &Generating::update);
    connect(&studio.tokens(), &TokenMeter::counted, m_parts.prompt, &PromptPanel::setTokenCount);
    connect(&studio.engine(), &EngineMonitor::changed, this, &Generating::showModelLine);
    const QueueSignals* queue = &studio.queueSignals();
    connect(queue, &QueueSignals::added, this, &Generating::showJob);
    connect(queue, &QueueSignals::changed, this, &Generating::showJob);
    connect(queue, &QueueSignals::removed, this, &Generating::showJob);
    connect(queue, &QueueSignals::pausedChanged, this, &Generating::showJob);
    showJob();
}

void Generating::setModels(const std::vector<ModelChoice>& models)
{
    m_modelNames.clear();
    for (const ModelChoice& each : models) {
        m_modelNames.insert(QString::fromStdString(textOfPath(each.path)), each.name);
    }
    m_parts.parameters->setModels(models);
    update();
}

QString Generating::modelName(const std::string& path) const
{
    return m_modelNames.value(QString::fromStdString(path));
}

std::string Generating::modelPath(const std::string& name) const
{
    return m_modelNames.key(QString::fromStdString(name)).toStdString();
}

void Generating::update()
{
    showProblem();
    showModelLine();
    countTokens();
    m_parts.prompt->setTextWidth(m_parts.parameters->textWidth());
}

QString Generating::problem() const
{
    switch (m_parts.studio.workspace()->nextTask().obstacle) {
    case NextTask::Obstacle::None:
        return {};
    case NextTask::Obstacle::NoPicture:
        return tr("Choose a picture to restyle first.");
    default: // of the model, whose box knows it in words
        return m_parts.parameters->problem();
    }
}

void Generating::showProblem()
{
    m_parts.prompt->setVerb(m_parts.task->verb());
    m_parts.prompt->setProblem(problem());
    m_parts.commands.refresh();
}

void Generating::generate(bool front)
{
    if (!problem().isEmpty()) {
        return; // the button says why
    }
    Studio& studio = m_parts.studio;
    const GenerationRequest request = studio.workspace()->takeRequest();
    ExecutionOptions options = studio.workspace().draft().options;
    options.previews = studio.settings().previews;
    m_parts.prompt->remember();
    m_parts.canvas->expectJob();
    studio.jobs().generate(request, options, front ? JobQueue::Place::Front : JobQueue::Place::Back,
                           studio.workspace()->inputs());
}

void Generating::showModelLine()
{
    const QString model = modelName(m_parts.studio.workspace().values().model);
    const EngineState state = m_parts.studio.engine().status().state;
    QString line;
    if (state == EngineState::Starting || state == EngineState::Restarting) {
        line = tr("The engine is starting. You can already write your prompt.");
    } else if (state == EngineState::Ready && !model.isEmpty()) {
        line = tr("Ready. Model: %1").arg(model);
    }
    m_parts.canvas->emptyState().setModelLine(line);
}

void Generating::showJob()
{
    m_parts.commands.refresh();
    const JobQueue& queue = m_parts.studio.queue();
    if (queue.empty()) {
        m_parts.status->setJob(std::nullopt);
        return;
    }
    const QueuedJob& job = queue.jobs().front();
    JobLine line;
    line.number = queue.endedInSeries() + 1;
    line.of = queue.allInSeries();
    line.paused = queue.paused();
    line.cancelling = job.state == QueuedJob::State::Cancelling;
    if (job.fraction > 0.) {
        line.fraction = job.fraction;
    }
    if (job.progress.stage == "denoise") {
        line.step = job.progress.step;
        line.steps = job.progress.of;
    }
    line.secondsLeft = job.secondsLeft;
    m_parts.status->setJob(line);
}

void Generating::countTokens()
{
    const GenerationRequest& values = m_parts.studio.workspace().values();
    m_parts.studio.tokens().ask(QString::fromStdString(values.model), m_parts.prompt->prompt(), values.syntax);
}

} // namespace gesso::ui
