// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/main_window.h"

#include "ui/canvas/canvas_page.h"
#include "ui/canvas/error_notice.h"
#include "ui/main_window/source_reader.h"
#include "ui/panels/parameters_panel.h"
#include "ui/panels/task_panel.h"
#include "ui/prompt/prompt_panel.h"

#include <QFileDialog>
#include <QFileInfo>

// What pictures are made from: words, a picture, or words along a panorama.

namespace gesso::ui {

void MainWindow::connectTask()
{
    m_sources = new SourceReader(this);
    connect(m_task, &TaskPanel::sourceChanged, this, &MainWindow::showProblem);
    connect(m_task, &TaskPanel::chooseRequested, this, &MainWindow::chooseSource);
    connect(m_task, &TaskPanel::fileDropped, m_sources, &SourceReader::readFile);
    connect(m_task, &TaskPanel::pictureDropped, this,
            [this](const QImage& picture) { m_sources->take(picture, {}, tr("Dropped picture")); });
    connect(m_task, &TaskPanel::dropRefused, this, [this](const QString& why) {
        m_canvas->showNotice({Notice::Kind::Info, tr("This can't be dropped here"), why, {}, {}, true});
    });
    connect(m_sources, &SourceReader::ready, this, [this](const SourcePicture& source) {
        takeSource(source);
        const PictureSize size{source.size().width(), source.size().height()};
        m_studio.workspace()->editDraft([size](RequestDraft& draft) { draft.fitTo(size); });
        QStringList done;
        if (source.transparent) {
            done << tr("Transparent areas are filled with white.");
        }
        if (source.profileIgnored) {
            done << tr("Its colour profile can't be used: it is treated as sRGB.");
        }
        if (!done.isEmpty()) {
            hint(done.join(u' '));
        }
        m_prompt->focusPrompt();
    });
    connect(m_sources, &SourceReader::found, this, &MainWindow::takeSource);
    connect(m_sources, &SourceReader::slow, this, [this](const QString& name) {
        Notice notice;
        notice.title = tr("Reading %1 …").arg(name);
        notice.actionText = tr("Cancel");
        notice.dismissable = false;
        m_canvas->showNotice(notice, [this] { m_sources->stop(); });
    });
    connect(m_sources, &SourceReader::slowEnded, m_canvas, qOverload<>(&CanvasPage::hideNotice));
    connect(m_sources, &SourceReader::failed, this,
            [this](const Error& error) { m_canvas->showNotice(errorNotice(error)); });
    connect(m_canvas, &CanvasPage::restyleRequested, this, &MainWindow::restyle);
}

void MainWindow::chooseTask(Task task)
{
    m_studio.workspace()->editDraft([task](RequestDraft& draft) { draft.setTask(task); });
    showProblem();
}

void MainWindow::takeSource(const SourcePicture& source)
{
    m_task->setSource(source);
    chooseTask(Task::ImageToImage);
    keepSource();
}

void MainWindow::keepSource()
{
    if (m_keeper && !m_task->source().empty()) {
        GenerationRequest request;
        request.init.hash = m_task->source().hash;
        m_keeper->putInputs(request, {m_task->source().image, nullptr});
    }
}

void MainWindow::restyle(quint64 id)
{
    const Candidate* candidate = m_studio.candidates().find(id);
    if (candidate == nullptr || candidate->state != Candidate::State::Finished) {
        return;
    }
    const QString name = shortName(*candidate);
    m_sources->take(*candidate, name.isEmpty() ? tr("Untitled") : name);
}

void MainWindow::chooseSource()
{
    auto* dialog = new QFileDialog(this, tr("Choose a picture to restyle"),
                                   QString::fromStdString(m_session.exportFolder.string()),
                                   tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_sources, &SourceReader::readFile);
    dialog->open();
}

QString MainWindow::problem() const
{
    switch (m_studio.workspace()->nextTask().obstacle) {
    case NextTask::Obstacle::None:
        return {};
    case NextTask::Obstacle::NoPicture:
        return tr("Choose a picture to restyle first.");
    default: // of the model, whose box knows it in words
        return m_parameters->problem();
    }
}

void MainWindow::showProblem()
{
    m_prompt->setVerb(m_task->verb());
    m_prompt->setProblem(problem());
}

/// Looks for what a picture that is to be made once more was begun from.
void MainWindow::reuseSource(const GenerationRequest& request)
{
    if (request.task == Task::ImageToImage && request.init.hash != m_task->source().hash) {
        m_task->setSource({});
        const auto held = m_keeper ? m_keeper->heldInput(request.init.hash) : nullptr;
        if (held != nullptr) { // its copy is still being written, and its file may be gone
            const QString path = QString::fromStdString(request.init.path);
            takeSource(sourceOf(held, path, QFileInfo(path).fileName()));
        } else {
            m_sources->find(request.init, m_sessionFolder);
        }
    }
}

} // namespace gesso::ui
