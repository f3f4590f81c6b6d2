// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/drag_files.h"

#include "core/export/save_picture.h"
#include "ui/adapters/picture.h"

#include <QDir>

namespace gesso::ui {
namespace {

Result<QString> write(const QString& folder, const Candidate& candidate)
{
    auto names = NameTemplate::parse(NameTemplate::kDefault);
    if (!names) {
        return tl::unexpected(std::move(names).error());
    }
    PictureMetadata metadata;
    metadata.request = candidate.request;
    metadata.seed = candidate.request.seed;
    metadata.modelName = candidate.modelName.toStdString();
    const SaveOptions options{folder.toStdString(), *names};
    const auto path = savePicture(options, toImage(candidate.picture), metadata);
    if (!path) {
        return tl::unexpected(path.error());
    }
    return QString::fromStdString(path->string());
}

} // namespace

DragFiles::DragFiles(QObject* parent)
    : QObject(parent), m_folder(QDir::tempPath() + QStringLiteral("/gesso-drag-XXXXXX"))
{
    m_pool.setMaxThreadCount(1);
}

DragFiles::~DragFiles()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void DragFiles::prepare(const Candidate& candidate)
{
    if (candidate.state != Candidate::State::Finished || m_paths.contains(candidate.id) ||
        m_writing.contains(candidate.id)) {
        return;
    }
    m_writing.insert(candidate.id);
    m_pool.start([this, candidate, folder = m_folder.path()] {
        const Result<QString> path = write(folder, candidate);
        QMetaObject::invokeMethod(
            this, [this, id = candidate.id, path] { take(id, path); }, Qt::QueuedConnection);
    });
}

void DragFiles::take(quint64 id, const Result<QString>& path)
{
    m_writing.remove(id);
    if (path) {
        m_paths.insert(id, *path);
        Q_EMIT ready(id);
    } else {
        Q_EMIT failed(id, path.error());
    }
}

} // namespace gesso::ui
