// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/studio.h"

#include "core/picture_files/picture_file.h"
#include "ui/results/edit_words.h"
#include "ui/results/error_notice.h"

namespace gesso::ui {
namespace {

/// What is left for pictures when the strip has those for the screen, and its thumbnails, which take as much again.
constexpr std::size_t kStored = ResultStore::kBudget - 2 * CandidatePictures::kMostHeld;

Result<Image> readStored(const std::filesystem::path& file)
{
    return readDeepPicture(file);
}

/// What the window gives where no model has defaults.
GenerationRequest windowDefaults()
{
    GenerationRequest request;
    request.strength = Studio::kStrength;
    return request;
}

} // namespace

Studio::Studio(GenerationService& service, ServiceEvents& events, Settings settings, QObject* parent)
    : QObject(parent), m_service(service), m_settings(std::move(settings)), m_queue(service, events),
      m_workspace(windowDefaults(), m_queue.queue()), m_store(readStored, kStored),
      m_candidates(m_workspace->candidates()),
      m_jobs(JobDesk::Parts{m_queue, m_workspace, m_candidates, m_store, m_messages}),
      m_pictures(m_candidates, m_workspace->candidates(), m_store, m_settings, m_messages), m_engine(events),
      m_tokens(service, events)
{
    connect(&events, &ServiceEvents::noticeHeard, &m_jobs, &JobDesk::tellNotice);
    connect(&m_jobs, &JobDesk::restartWanted, this, &Studio::restartEngine);
    connect(&m_engine, &EngineMonitor::silenced, this,
            [this] { m_messages.hint(tr("The engine is not responding. If this continues, it will be restarted.")); });
    connect(&m_engine, &EngineMonitor::restarted, this, [this](const QString& cause, bool worked) {
        m_messages.hint((worked ? tr("%1 It has been restarted, and the picture is being made again.")
                                : tr("%1 It has been restarted."))
                            .arg(cause));
    });
}

void Studio::setSettings(const Settings& settings)
{
    if (settings != m_settings) {
        m_settings = settings;
        m_pictures.retrySaving();
        Q_EMIT settingsChanged(m_settings);
    }
}

void Studio::restartEngine()
{
    m_engine.noteStarting();
    m_service.restart();
    queue().setPaused(false);
}

void Studio::discard(CandidateId id)
{
    const Candidate* candidate = m_candidates.find(id);
    if (candidate == nullptr) {
        return;
    }
    if (candidate->isOpen()) {
        queue().cancel(candidate->job);
        return;
    }
    m_workspace->discard(id);
    m_messages.offerUndo(tr("Discarded. Ctrl+Z brings it back."));
}

void Studio::undo()
{
    const QString what = editText(m_workspace->undoName());
    tell(m_workspace->undo(), what.isEmpty() ? tr("There is nothing to undo.") : tr("Undone: %1").arg(what));
}

void Studio::redo()
{
    const QString what = editText(m_workspace->redoName());
    tell(m_workspace->redo(), what.isEmpty() ? tr("There is nothing to redo.") : tr("Redone: %1").arg(what));
}

void Studio::tell(const Result<>& outcome, const QString& done)
{
    if (outcome) {
        m_messages.hint(done);
    } else {
        m_messages.tell(errorNotice(outcome.error()));
    }
}

} // namespace gesso::ui
