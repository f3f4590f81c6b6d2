// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate_list.h"

#include <QCache>
#include <QHash>
#include <QImage>
#include <QObject>
#include <QThreadPool>

#include <stop_token>
#include <vector>

namespace gesso::ui {

/// What the screen shows of candidates: thumbnails, previews of those that form, and the pictures that were shown last.
///
/// Thumbnails of large pictures are made on a thread of its own. Of finished pictures, those that were shown last are
/// held; another one is read when it is to be shown, and its thumbnail stands in for it meanwhile. Those of discarded
/// candidates stay for a while, so that they are there at once when one comes back.
class CandidatePictures final : public QObject {
    Q_OBJECT

public:
    static constexpr QSize kThumbnail{384, 192}; ///< pixels; enough for the strip at three device pixels per pixel
    /// Bytes of finished pictures that are held beside the shown one.
    static constexpr qint64 kMostHeld = qint64{128} << 20;

    /// The list must outlive this.
    explicit CandidatePictures(const CandidateList& list, QObject* parent = nullptr);
    ~CandidatePictures() override;

    /// Null, a preview of any size while it forms, or the finished picture if it is held.
    [[nodiscard]] QImage picture(CandidateId id) const;
    [[nodiscard]] QImage thumbnail(CandidateId id) const; ///< at most kThumbnail; null when there is none yet

    void setPreview(CandidateId id, const QImage& preview);
    /// `picture` is what the screen shows of the candidate's finished picture.
    void setFinished(CandidateId id, const QImage& picture);
    void setThumbnail(CandidateId id, const QImage& thumbnail);
    void forget(CandidateId id); ///< it is in the list no more
    void recall(CandidateId id); ///< it is in the list, perhaps once more
    void show(CandidateId id);   ///< it is the current one: its picture is read if it is not there

Q_SIGNALS:
    void thumbnailChanged(quint64 id);
    void pictureRead(quint64 id);
    void unreadable(quint64 id, const gesso::Error& error);

private:
    struct Shown {
        QImage picture;
        QImage thumbnail;
        quint64 thumbnailOf = 0; ///< number of the picture that it is, or is to be, of
    };

    void reduce(CandidateId id, const QImage& picture);
    void takeRead(CandidateId id, const Result<QImage>& picture);
    void hold(CandidateId id); ///< and let the ones go that were wanted longest ago
    [[nodiscard]] bool isFinished(CandidateId id) const;

    const CandidateList& m_list;
    QHash<CandidateId, Shown> m_shown;
    QCache<CandidateId, QImage> m_aside; ///< thumbnails of discarded ones; cost in KiB
    std::vector<CandidateId> m_held;     ///< whose finished pictures are there; the one wanted last at the end
    CandidateId m_current = 0;
    CandidateId m_loading = 0;
    quint64 m_lastPicture = 0;
    std::stop_source m_stop;
    QThreadPool m_reducing, m_reading;
};

} // namespace gesso::ui
