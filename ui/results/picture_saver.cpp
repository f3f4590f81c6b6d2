// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/picture_saver.h"

#include "core/export/save_picture.h"
#include "ui/adapters/background.h"
#include "ui/adapters/disk_trouble.h"

#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace gesso::ui {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kFirstPause{2000};
constexpr std::chrono::milliseconds kLongestPause{30'000};

Result<SavedPicture> keepPicture(const Candidate& candidate, const Settings& settings)
{
    return NameTemplate::parse(settings.nameTemplate).and_then([&](const NameTemplate& nameTemplate) {
        const SaveOptions options{PictureSaver::folderOf(settings), nameTemplate, settings.format, settings.bits,
                                  settings.quality};
        return candidate.stored.read().and_then(
            [&](const Picture& picture) { return savePicture(options, *picture, metadataOf(candidate)); });
    });
}

Result<SavedPicture> savePictureAs(const Candidate& candidate, const fs::path& path, int wanted, int quality)
{
    const std::optional<PictureFormat> format = pictureFormatFromPath(path);
    if (!format) {
        const std::string name = path.filename().string();
        return fail(ErrorCode::InvalidRequest, name + " has no end that names a kind of picture: give it .png, .jpg, "
                                                      ".webp, .tiff or .exr.");
    }
    const int bits = wanted > 0 ? wanted : possibleBits(*format).front();
    return candidate.stored.read().and_then([&](const Picture& picture) {
        return writePicture(path, *picture, *format, bits, metadataOf(candidate), Existing::Replace, quality);
    });
}

} // namespace

PictureMetadata metadataOf(const Candidate& candidate)
{
    PictureMetadata metadata;
    metadata.request = candidate.request;
    metadata.modelName = candidate.modelName;
    metadata.seed = candidate.request.seed;
    return metadata;
}

QString suggestedName(const Candidate& candidate)
{
    const Result<NameTemplate> name = NameTemplate::parse(NameTemplate::kByWords);
    return QString::fromStdString(name->fill({.metadata = metadataOf(candidate)}));
}

PictureSaver::PictureSaver(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &PictureSaver::retryHeld);
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
    std::erase_if(m_held, [&](const Wish& wish) { return wish.candidate.id == candidate.id; });
    write({candidate, settings});
}

void PictureSaver::write(const Wish& wish)
{
    ++m_writing;
    inBackground(
        m_pool, this, [wish] { return keepPicture(wish.candidate, wish.settings); },
        [this, wish](const Result<SavedPicture>& outcome) { takeKept(wish, outcome); });
}

void PictureSaver::takeKept(const Wish& wish, const Result<SavedPicture>& outcome)
{
    --m_writing;
    if (outcome || !mayPass(outcome.error().code)) {
        m_told = m_told && (m_writing > 0 || !m_held.empty());
        m_pause = {};
        report(wish.candidate.id, outcome);
        return;
    }
    m_held.push_back(wish);
    if (!m_told) {
        m_told = true;
        Q_EMIT held(wish.candidate.id, outcome.error());
    }
    if (!m_retry.isActive()) {
        m_pause = std::clamp(2 * m_pause, kFirstPause, kLongestPause);
        m_retry.start(m_pause);
    }
}

void PictureSaver::retryHeld()
{
    m_retry.stop();
    for (const Wish& wish : std::exchange(m_held, {})) {
        write(wish);
    }
}

void PictureSaver::retry(const Settings& settings)
{
    for (Wish& wish : m_held) {
        wish.settings = settings;
    }
    retryHeld();
}

void PictureSaver::saveAs(const Candidate& candidate, const QString& path, int bits, int quality)
{
    inBackground(
        m_pool, this,
        [candidate, path, bits, quality] { return savePictureAs(candidate, path.toStdString(), bits, quality); },
        [this, id = candidate.id](const Result<SavedPicture>& outcome) { report(id, outcome); });
}

void PictureSaver::report(quint64 candidate, const Result<SavedPicture>& outcome)
{
    if (outcome) {
        Q_EMIT saved(candidate, *outcome);
    } else {
        Q_EMIT failed(candidate, outcome.error());
    }
}

} // namespace gesso::ui
