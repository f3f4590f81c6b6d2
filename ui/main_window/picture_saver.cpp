// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window/picture_saver.h"

#include "core/export/picture_file.h"
#include "core/export/save_picture.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"

#include <QStandardPaths>

namespace gesso::ui {
namespace {

namespace fs = std::filesystem;

Result<fs::path> keepPicture(const Candidate& candidate, const Settings& settings)
{
    return NameTemplate::parse(settings.nameTemplate).and_then([&](const NameTemplate& nameTemplate) {
        const SaveOptions options{PictureSaver::folderOf(settings), nameTemplate, settings.format, settings.bits};
        return savePicture(options, toImage(candidate.picture), metadataOf(candidate));
    });
}

Result<fs::path> savePictureAs(const Candidate& candidate, const fs::path& path, int bits)
{
    const std::optional<PictureFormat> format = pictureFormatFromPath(path);
    if (!format) {
        const std::string name = path.filename().string();
        return fail(ErrorCode::InvalidRequest, name + " has no end that names a kind of picture: give it .png, .jpg, "
                                                      ".webp, .tiff or .exr.");
    }
    return writePicture(path, toImage(candidate.picture), *format, bits > 0 ? bits : possibleBits(*format).front(),
                        metadataOf(candidate))
        .map([&] { return path; });
}

} // namespace

PictureMetadata metadataOf(const Candidate& candidate)
{
    PictureMetadata metadata;
    metadata.request = candidate.request;
    metadata.request->modelHash = candidate.modelHash.toStdString();
    metadata.modelName = candidate.modelName.toStdString();
    metadata.seed = candidate.request.seed;
    return metadata;
}

PictureSaver::PictureSaver(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

PictureSaver::~PictureSaver()
{
    m_pool.waitForDone();
}

fs::path PictureSaver::folderOf(const Settings& settings)
{
    if (!settings.pictureFolder.empty()) {
        return settings.pictureFolder;
    }
    return fs::path(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation).toStdString()) / "Gesso";
}

void PictureSaver::keep(const Candidate& candidate, const Settings& settings)
{
    inBackground(
        m_pool, this, [candidate, settings] { return keepPicture(candidate, settings); },
        [this, id = candidate.id](const Result<fs::path>& outcome) { report(id, outcome); });
}

void PictureSaver::saveAs(const Candidate& candidate, const QString& path, int bits)
{
    inBackground(
        m_pool, this, [candidate, path, bits] { return savePictureAs(candidate, path.toStdString(), bits); },
        [this, id = candidate.id](const Result<fs::path>& outcome) { report(id, outcome); });
}

void PictureSaver::report(quint64 candidate, const Result<fs::path>& outcome)
{
    if (outcome) {
        Q_EMIT saved(candidate, QString::fromStdString(outcome->string()));
    } else {
        Q_EMIT failed(candidate, outcome.error());
    }
}

} // namespace gesso::ui
