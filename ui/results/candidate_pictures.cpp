// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/candidate_pictures.h"

#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/adapters/picture_pyramid.h"

namespace gesso::ui {
namespace {

constexpr int kAsideKiB = 16 << 10;

int kibibytesOf(const QImage& image)
{
    return static_cast<int>(image.sizeInBytes() >> 10) + 1;
}

} // namespace

CandidatePictures::CandidatePictures(const CandidateList& list, QObject* parent)
    : QObject(parent), m_list(list), m_aside(kAsideKiB)
{
    m_reducing.setMaxThreadCount(1);
    m_reading.setMaxThreadCount(1);
}

CandidatePictures::~CandidatePictures()
{
    m_stop.request_stop();
    for (QThreadPool* pool : {&m_reducing, &m_reading}) {
        pool->clear();
        pool->waitForDone();
    }
}

QImage CandidatePictures::picture(CandidateId id) const
{
    const auto found = m_shown.constFind(id);
    return found == m_shown.cend() ? QImage() : found->picture;
}

QImage CandidatePictures::thumbnail(CandidateId id) const
{
    const auto found = m_shown.constFind(id);
    return found == m_shown.cend() ? QImage() : found->thumbnail;
}

bool CandidatePictures::isFinished(CandidateId id) const
{
    const Candidate* candidate = m_list.find(id);
    return candidate != nullptr && candidate->isFinished();
}

void CandidatePictures::setPreview(CandidateId id, const QImage& preview)
{
    m_shown[id].picture = preview;
    reduce(id, preview);
}

void CandidatePictures::setFinished(CandidateId id, const QImage& picture)
{
    m_shown[id].picture = picture;
    hold(id);
    reduce(id, picture);
}

void CandidatePictures::setThumbnail(CandidateId id, const QImage& thumbnail)
{
    if (!thumbnail.isNull()) {
        m_shown[id].thumbnail = thumbnail;
        Q_EMIT thumbnailChanged(id);
    }
}

void CandidatePictures::reduce(CandidateId id, const QImage& picture)
{
    Shown& shown = m_shown[id];
    shown.thumbnailOf = ++m_lastPicture;
    if (isSmallPicture(picture)) {
        setThumbnail(id, reducedTo(kThumbnail, picture));
        return;
    }
    const auto done = [this, id, number = shown.thumbnailOf](const QImage& thumbnail) {
        const auto found = m_shown.constFind(id);
        if (found != m_shown.cend() && found->thumbnailOf == number) {
            setThumbnail(id, thumbnail);
        }
    };
    m_reducing.start([this, done, picture, stop = m_stop.get_token()] {
        const QImage thumbnail = reducedTo(kThumbnail, picture, stop);
        QMetaObject::invokeMethod(
            this, [done, thumbnail] { done(thumbnail); }, Qt::QueuedConnection);
    });
}

void CandidatePictures::forget(CandidateId id)
{
    const Shown gone = m_shown.take(id);
    std::erase(m_held, id);
    if (!gone.thumbnail.isNull()) {
        m_aside.insert(id, new QImage(gone.thumbnail), kibibytesOf(gone.thumbnail));
    }
}

void CandidatePictures::recall(CandidateId id)
{
    if (const QImage* thumbnail = m_aside.object(id)) {
        setThumbnail(id, *thumbnail);
        m_aside.remove(id);
    }
}

void CandidatePictures::show(CandidateId id)
{
    m_current = id;
    const Candidate* candidate = m_list.find(id);
    if (candidate == nullptr || !candidate->isFinished()) {
        return;
    }
    if (!picture(id).isNull()) {
        hold(id);
        return;
    }
    if (m_loading == id) {
        return;
    }
    m_loading = id;
    m_reading.clear(); // what was to be shown before is passed by
    inBackground(
        m_reading, this,
        [stored = candidate->stored] { return stored.read().map([](const Picture& read) { return toQImage(*read); }); },
        [this, id](const Result<QImage>& picture) { takeRead(id, picture); });
}

void CandidatePictures::takeRead(CandidateId id, const Result<QImage>& picture)
{
    m_loading = m_loading == id ? 0 : m_loading;
    if (!isFinished(id) || !this->picture(id).isNull()) {
        return;
    }
    if (!picture) {
        Q_EMIT unreadable(id, picture.error());
        return;
    }
    m_shown[id].picture = *picture;
    hold(id);
    if (thumbnail(id).isNull()) {
        reduce(id, *picture);
    }
    Q_EMIT pictureRead(id);
}

void CandidatePictures::hold(CandidateId id)
{
    std::erase(m_held, id);
    m_held.push_back(id);
    qint64 bytes = 0;
    std::vector<CandidateId> stays;
    for (auto held = m_held.rbegin(); held != m_held.rend(); ++held) {
        Shown& shown = m_shown[*held];
        bytes += *held == m_current ? 0 : shown.picture.sizeInBytes();
        if (bytes > kMostHeld && *held != m_current) {
            shown.picture = {};
        } else {
            stays.insert(stays.begin(), *held);
        }
    }
    m_held = std::move(stays);
}

} // namespace gesso::ui
