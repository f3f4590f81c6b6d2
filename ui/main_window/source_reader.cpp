// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/source_reader.h"

#include "core/settings/session_pictures.h"
#include "ui/adapters/background.h"

#include <QFileInfo>

namespace gesso::ui {
namespace {

Result<SourcePicture> findSource(const PictureReference& reference, const std::filesystem::path& sessionFolder)
{
    const QString path = QString::fromStdString(reference.path);
    if (!sessionFolder.empty()) {
        auto kept = SessionPictures::open(sessionFolder).and_then([&](const SessionPictures& pictures) {
            return pictures.getInput(reference.hash);
        });
        if (kept) {
            return sourceOf(std::make_shared<const Image>(*std::move(kept)), path, QFileInfo(path).fileName());
        }
    }
    const Result<SourcePicture> read =
        path.isEmpty() ? fail(ErrorCode::FileNotReadable, "It was never saved, and is no longer in the session.")
                       : readSource(path);
    if (read && read->hash != reference.hash) {
        return fail(ErrorCode::FileNotReadable, "'" + reference.path + "' has changed since.");
    }
    return read;
}

} // namespace

SourceReader::SourceReader(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

SourceReader::~SourceReader()
{
    m_pool.waitForDone();
}

void SourceReader::readFile(const QString& path)
{
    inBackground(
        m_pool, this, [path] { return readSource(path); },
        [this](const Result<SourcePicture>& source) {
            if (source) {
                Q_EMIT ready(*source);
            } else {
                Q_EMIT failed(source.error());
            }
        });
}

void SourceReader::take(const QImage& picture, const QString& path, const QString& name)
{
    inBackground(
        m_pool, this, [picture, path, name] { return sourceOf(picture, path, name); },
        [this](const SourcePicture& source) { Q_EMIT ready(source); });
}

void SourceReader::find(const PictureReference& reference, const std::filesystem::path& sessionFolder)
{
    inBackground(
        m_pool, this, [reference, sessionFolder] { return findSource(reference, sessionFolder); },
        [this](const Result<SourcePicture>& source) {
            if (source) {
                Q_EMIT found(*source);
            } else {
                Q_EMIT failed({source.error().code, "The picture that it was begun from cannot be had: " +
                                                        source.error().message + " Choose another one."});
            }
        });
}

} // namespace gesso::ui
