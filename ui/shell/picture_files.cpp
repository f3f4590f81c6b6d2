// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/picture_files.h"

#include "core/picture_files/formats/picture_format.h"
#include "ui/adapters/show_in_folder.h"
#include "ui/canvas/canvas_page.h"
#include "ui/results/candidate_text.h"
#include "ui/shell/studio.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>

namespace gesso::ui {
namespace {

QString fromPath(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

/// The kinds of files that pictures are saved as, the one of the settings first.
QString saveFilters(PictureFormat first)
{
    QStringList filters;
    for (const std::string_view each : pictureFormatNames()) {
        const QString end = QString::fromLatin1(each.data(), static_cast<qsizetype>(each.size()));
        const QString filter = QStringLiteral("%1 (*.%2)").arg(end.toUpper(), end);
        each == name(first) ? filters.prepend(filter) : filters.append(filter);
    }
    return filters.join(QStringLiteral(";;"));
}

} // namespace

PictureFiles::PictureFiles(WindowParts& parts) : m_parts(parts)
{
    connect(m_parts.canvas, &CanvasPage::fileDropped, &m_parts.studio.pictures(), &PictureDesk::open);
    connect(m_parts.canvas, &CanvasPage::pictureDropped, &m_parts.studio.pictures(), &PictureDesk::add);
    connect(&m_parts.studio.pictures(), &PictureDesk::opened, this, [this] { m_parts.showPage(Page::Canvas); });
}

void PictureFiles::setLast(const std::filesystem::path& folder, const std::string& format)
{
    m_folder = folder;
    m_format = format;
}

void PictureFiles::askOpen()
{
    auto* dialog = new QFileDialog(&m_parts.window, tr("Open a picture"), fromPath(m_folder),
                                   tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &PictureFiles::open);
    dialog->open();
}

void PictureFiles::open(const QStringList& files)
{
    for (const QString& file : files) {
        m_parts.studio.pictures().open(file);
    }
}

void PictureFiles::askSaveAs(CandidateId id)
{
    const Candidate* candidate = m_parts.studio.candidates().find(id);
    if (candidate == nullptr || !candidate->isFinished()) {
        return;
    }
    const Settings& settings = m_parts.studio.settings();
    const PictureFormat format = pictureFormatFromName(m_format).value_or(settings.format);
    const std::filesystem::path folder = m_folder.empty() ? PictureSaver::folderOf(settings) : m_folder;
    auto* dialog = new QFileDialog(&m_parts.window, tr("Save the picture as"), fromPath(folder), saveFilters(format));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QString::fromStdString(std::string(name(format))));
    dialog->selectFile(suggestedName(*candidate));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.section(QStringLiteral("*."), 1).chopped(1));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, id](const QString& path) { save(id, path); });
    dialog->open();
}

void PictureFiles::save(CandidateId candidate, const QString& path)
{
    m_folder = std::filesystem::path(path.toStdString()).parent_path();
    if (const std::optional<PictureFormat> chosen = pictureFormatFromPath(path.toStdString())) {
        m_format = name(*chosen);
        m_parts.studio.pictures().saveAs(candidate, path);
    } else {
        tellFormats(candidate, QFileInfo(path).suffix());
    }
}

void PictureFiles::tellFormats(CandidateId candidate, const QString& suffix)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.title = suffix.isEmpty() ? tr("The file name needs an ending") : tr("Can't save as .%1").arg(suffix);
    notice.text = tr("Choose .png, .jpg, .webp, .tiff or .exr.");
    notice.actionText = tr("Save as…");
    notice.topic = Notice::Topic::Saving;
    m_parts.studio.messages().tell(notice, [this, candidate] { askSaveAs(candidate); });
}

void PictureFiles::showFolder(CandidateId candidate)
{
    const Candidate* shown = m_parts.studio.candidates().find(candidate);
    if (shown == nullptr || shown->savedAs.empty()) {
        m_parts.studio.messages().hint(tr("This picture is in no folder yet: keep it first."));
        return;
    }
    showInFolder(pathOf(*shown));
}

} // namespace gesso::ui
