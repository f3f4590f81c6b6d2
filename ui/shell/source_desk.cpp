// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/source_desk.h"

#include "ui/canvas/canvas_page.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/results/candidate_text.h"
#include "ui/results/error_notice.h"
#include "ui/shell/studio.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>

namespace gesso::ui {

SourceDesk::SourceDesk(WindowParts& parts, std::filesystem::path sessionFolder)
    : m_parts(parts), m_sessionFolder(std::move(sessionFolder))
{
    Messages* messages = &m_parts.studio.messages();
    const TaskPanel* task = m_parts.task;
    connect(task, &TaskPanel::chooseRequested, this, &SourceDesk::chooseRequested);
    connect(task, &TaskPanel::fileDropped, &m_reader, &SourceReader::readFile);
    connect(task, &TaskPanel::pictureDropped, this,
            [this](const QImage& picture) { m_reader.take(picture, {}, tr("Dropped picture")); });
    connect(task, &TaskPanel::dropRefused, messages, [messages](const QString& why) {
        messages->tell({Notice::Kind::Info, tr("This can't be dropped here"), why, {}, {}, true});
    });
    connect(&m_reader, &SourceReader::ready, this, [this, messages](const SourcePicture& source) {
        take(source, true);
        QStringList done;
        if (source.transparent) {
            done << tr("Transparent areas are filled with white.");
        }
        if (source.profileIgnored) {
            done << tr("Its colour profile can't be used: it is treated as sRGB.");
        }
        if (!done.isEmpty()) {
            messages->hint(done.join(u' '));
        }
        m_parts.prompt->focusPrompt();
    });
    connect(&m_reader, &SourceReader::found, this, [this](const SourcePicture& source) { take(source, false); });
    connect(&m_reader, &SourceReader::slow, this, [this, messages](const QString& name) {
        Notice notice;
        notice.title = tr("Reading %1 …").arg(name);
        notice.actionText = tr("Cancel");
        notice.dismissable = false;
        notice.topic = Notice::Topic::Reading;
        messages->tell(notice, [this] { m_reader.stop(); });
    });
    connect(&m_reader, &SourceReader::slowEnded, messages, [messages] { messages->overtake(Notice::Topic::Reading); });
    connect(&m_reader, &SourceReader::failed, messages,
            [messages](const Error& error) { messages->tell(errorNotice(error)); });
}

void SourceDesk::take(const SourcePicture& source, bool fit)
{
    m_parts.task->takeSource(source, fit);
    Q_EMIT taken();
}

void SourceDesk::restyle(CandidateId id)
{
    const Candidate* candidate = m_parts.studio.candidates().find(id);
    if (candidate != nullptr && candidate->isFinished()) {
        const QString name = shortName(*candidate);
        m_reader.take(*candidate, name.isEmpty() ? tr("Untitled") : name);
    }
}

void SourceDesk::choose(const std::filesystem::path& folder)
{
    auto* dialog =
        new QFileDialog(&m_parts.window, tr("Choose a picture to restyle"), QString::fromStdString(folder.string()),
                        tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_reader, &SourceReader::readFile);
    dialog->open();
}

void SourceDesk::reuse(const GenerationRequest& request)
{
    if (request.task != Task::ImageToImage || request.init.hash == m_parts.task->source().hash) {
        return;
    }
    m_parts.task->setSource({});
    const auto held = m_held ? m_held(request.init.hash) : nullptr;
    if (held != nullptr) { // its copy is still being written, and its file may be gone
        const QString path = QString::fromStdString(request.init.path);
        take(sourceOf(held, path, QFileInfo(path).fileName()), false);
    } else {
        m_reader.find(request.init, m_sessionFolder);
    }
}

} // namespace gesso::ui
