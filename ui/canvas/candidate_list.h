// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/canvas/candidate.h"

#include <QAbstractListModel>
#include <QThreadPool>

#include <optional>
#include <stop_token>
#include <vector>

namespace gesso::ui {

/// All pictures of the session in the order in which they were asked for, and which of them is shown.
///
/// A job that is not known is ignored, so that late news of discarded pictures do no harm. Thumbnails of large pictures
/// are made on a thread of its own and arrive as dataChanged(). Of finished pictures, those that were shown last are
/// held for the screen; another one is read when it is to be shown, and its thumbnail stands in for it meanwhile.
class CandidateList final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< quint64
        StateRole,                 ///< int of Candidate::State
        ThumbnailRole,             ///< QImage, at most kThumbnail pixels; null when there is no picture yet
        SizeRole,                  ///< QSize of the picture to be, pixels
        FractionRole,              ///< double, see Candidate
        KeptRole,                  ///< bool
        PictureRole,               ///< changed alone: the picture has come into memory
        BatchStartRole,            ///< bool: first of its job, and not the first of all
    };
    static constexpr QSize kThumbnail{384, 192}; ///< pixels; enough for the strip at three device pixels per pixel

    static constexpr qint64 kMostHeld = qint64{128}
                                        << 20; ///< bytes of finished pictures held for the screen, beside the shown one

    /// What remove() took out, for restore().
    struct Removed {
        int row = 0;
        Candidate candidate;
        QImage thumbnail;
        bool wasCurrent = false;
    };

    explicit CandidateList(QObject* parent = nullptr);
    ~CandidateList() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override; ///< finished pictures can be dragged

    [[nodiscard]] const Candidate& at(int row) const { return m_entries.at(static_cast<std::size_t>(row)).candidate; }
    [[nodiscard]] const Candidate* find(quint64 id) const; ///< null when there is none
    [[nodiscard]] const Candidate* find(JobId job, int index) const;
    [[nodiscard]] int rowOf(quint64 id) const; ///< -1 when there is none

    /// Adds request.count waiting pictures with their seeds at the end; gives the first one's id.
    quint64 addJob(JobId job, const GenerationRequest& request, const QString& modelName = {});
    /// Adds one as it is, with a new id, which is given: a picture of an earlier session.
    quint64 add(Candidate candidate, const QImage& thumbnail = {});

    void start(JobId job); ///< the job's first picture that waits forms, unless one of the job does already
    void setFraction(JobId job, int index, double fraction);
    void setPreview(JobId job, int index, const QImage& preview); ///< ignored once the picture is finished
    /// `picture` is what the screen shows of `stored`.
    void finish(JobId job, int index, const QImage& picture, quint64 seed, const StoredPicture& stored = {});
    void setModel(JobId job, const QString& name, const QString& hash); ///< what the pictures were made with
    /// The first picture that is not finished becomes failed, the job's others that are not finished go.
    void fail(JobId job, const Error& error);
    void wait(JobId job);   ///< its pictures that form wait again: the job was taken up again
    void cancel(JobId job); ///< its pictures that are not finished go

    void setKept(quint64 id, bool kept, const QString& savedAs);
    void setNote(quint64 id, const QString& note);

    /// Takes one out; if it was shown, a neighbour is, of the same job if there is one.
    std::optional<Removed> remove(quint64 id);
    void restore(const Removed& removed);
    [[nodiscard]] std::vector<quint64> ofJob(JobId job) const;

    [[nodiscard]] quint64 currentId() const { return m_current; } ///< 0 when none is shown
    [[nodiscard]] const Candidate* current() const { return find(m_current); }
    void setCurrent(quint64 id); ///< one that is not known is ignored; 0 shows none
    void step(int by);           ///< shows the one that is `by` rows further, stopping at the ends

    [[nodiscard]] QImage thumbnail(quint64 id) const;

Q_SIGNALS:
    void currentChanged(quint64 id);
    void unreadable(const gesso::Error& error); ///< the picture that is to be shown
    void jobStarted(gesso::JobId job);          ///< the first of its pictures forms

private:
    struct Entry {
        Candidate candidate;
        QImage thumbnail;
        quint64 thumbnailOf = 0; ///< number of the picture that it is, or is to be, of
    };

    [[nodiscard]] Entry* entry(quint64 id);
    [[nodiscard]] int rowOf(JobId job, int index) const;
    void changed(int row, const QList<int>& roles);
    void begin(int row);
    void setPicture(int row, const QImage& picture);
    void insert(int row, Candidate candidate, const QImage& thumbnail);
    void load(quint64 id); ///< the picture for the screen, if it is not there
    void takeLoaded(quint64 id, const Result<QImage>& picture);
    void hold(quint64 id); ///< and let the ones go that were wanted longest ago
    void removeUnfinished(JobId job, quint64 except);
    [[nodiscard]] quint64 neighbourOf(int row) const;

    std::vector<Entry> m_entries;
    quint64 m_current = 0;
    quint64 m_lastId = 0;
    quint64 m_lastPicture = 0;
    std::vector<quint64>
        m_held;            ///< finished pictures for the screen that can be had again; the one wanted last at the end
    quint64 m_loading = 0; ///< candidate whose picture is being read
    std::stop_source m_stop;
    QThreadPool m_pool, m_reading;
};

} // namespace gesso::ui
