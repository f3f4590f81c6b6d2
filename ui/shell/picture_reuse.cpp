// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/picture_reuse.h"

#include "ui/canvas/canvas_page.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/shell/generating.h"
#include "ui/shell/source_desk.h"
#include "ui/shell/studio.h"

namespace gesso::ui {
namespace {

/// The request of a picture as the window can make it once more: it has no masks yet, what was said in words is kept.
GenerationRequest asTheWindowMakesIt(GenerationRequest request, const GenerationRequest& now)
{
    request.count = now.count;
    request.seeds.clear(); // of the batch that it was one of
    if (request.task == Task::Inpaint) {
        request.task = Task::TextToImage;
        request.init = request.mask = {};
        request.inpaint = {};
    }
    if (request.task != Task::ImageToImage) {
        request.init = now.init; // a picture that was chosen stays
    }
    return request;
}

} // namespace

PictureReuse::PictureReuse(WindowParts& parts, Generating& generating, SourceDesk& sources)
    : m_parts(parts), m_generating(generating), m_sources(sources)
{
    connect(&m_parts.studio.pictures(), &PictureDesk::opened, this, &PictureReuse::offerFor);
    connect(m_parts.canvas, &CanvasPage::exampleChosen, this, &PictureReuse::useExample);
}

void PictureReuse::offerFor(CandidateId candidate, bool saysHowItWasMade)
{
    Notice notice;
    notice.title = saysHowItWasMade ? tr("This picture comes with its prompt and settings") : tr("Picture opened");
    notice.actionText = saysHowItWasMade ? tr("Use its prompt and settings") : tr("Restyle");
    if (const Candidate* const open = m_parts.studio.candidates().find(candidate)) {
        notice.text = QString::fromStdString(open->addOns);
    }
    notice.topic = Notice::Topic::Picture;
    m_parts.studio.messages().tell(notice, [this, candidate, saysHowItWasMade] {
        saysHowItWasMade ? reuseAll(candidate) : m_sources.restyle(candidate);
    });
}

void PictureReuse::useExample(const QString& prompt)
{
    m_parts.prompt->setPrompt(prompt);
    m_parts.studio.workspace()->editDraft([](RequestDraft& draft) { draft.setTask(Task::TextToImage); });
    m_generating.generate(false);
}

void PictureReuse::reuseSeed(CandidateId id)
{
    if (const Candidate* candidate = m_parts.studio.candidates().find(id)) {
        m_parts.studio.workspace()->editDraft([seed = candidate->request.seed](RequestDraft& draft) {
            draft.edit([seed](GenerationRequest& request) { request.seed = seed; });
            draft.randomSeed = false;
        });
        m_parts.studio.messages().hint(tr("The next picture will use this seed."));
    }
}

void PictureReuse::reuseAll(CandidateId id)
{
    const Candidate* candidate = m_parts.studio.candidates().find(id);
    if (candidate == nullptr) {
        return;
    }
    WorkspaceSignals& workspace = m_parts.studio.workspace();
    GenerationRequest request = asTheWindowMakesIt(candidate->request, workspace.values());
    if (request.model.empty()) { // of a file: the model of that name, or the chosen one
        request.model = m_generating.modelPath(candidate->modelName);
    }
    const bool isHere = !request.model.empty();
    if (!isHere) {
        request.model = workspace.values().model;
    }
    if (!m_parts.prompt->prompt().trimmed().isEmpty()) {
        m_parts.prompt->remember(); // what was being written can be had back from the history
    }
    m_parts.prompt->setPrompt(QString::fromStdString(request.prompt));
    m_parts.prompt->setNegativePrompt(QString::fromStdString(request.negativePrompt));
    workspace->useSettings(request);
    m_sources.reuse(request);
    m_generating.update();
    m_parts.canvas->hideNotice();
    if (!isHere && !candidate->modelName.empty()) {
        Notice notice;
        notice.title = tr("Made with a model that you don't have");
        notice.text = tr("The picture was made with %1. It will look different with %2.")
                          .arg(QString::fromStdString(candidate->modelName), m_generating.modelName(request.model));
        m_parts.studio.messages().tell(notice);
    }
}

} // namespace gesso::ui
