// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/results/candidate_pictures.h"

#include <QAbstractListModel>

namespace gesso::ui {

/// The candidates as a model of Qt, with what the screen shows of them. It hears the list, and tells views and panels.
class CandidateModel final : public QAbstractListModel, private CandidateListener {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< quint64
        StateRole,                 ///< int of Candidate::State
        ThumbnailRole,             ///< QImage, at most CandidatePictures::kThumbnail; null when there is none yet
        SizeRole,                  ///< QSize of the picture to be, pixels
        FractionRole,              ///< double, see Candidate
        KeptRole,                  ///< bool
        PictureRole,               ///< changed alone: the picture has come into memory
        BatchStartRole,            ///< bool: first of its job, and not the first of all
    };

    /// It is the list's listener as long as it lives. The list must outlive it.
    explicit CandidateModel(CandidateList& list, QObject* parent = nullptr);
    ~CandidateModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override; ///< finished pictures can be dragged

    [[nodiscard]] const CandidateList& list() const { return m_list; }
    [[nodiscard]] const Candidate& at(int row) const { return m_list.at(row); }
    [[nodiscard]] const Candidate* find(CandidateId id) const { return m_list.find(id); }
    [[nodiscard]] const Candidate* current() const { return m_list.current(); }
    [[nodiscard]] CandidateId currentId() const { return m_list.currentId(); }
    [[nodiscard]] int rowOf(CandidateId id) const { return m_list.rowOf(id); }
    [[nodiscard]] QImage picture(CandidateId id) const { return m_pictures.picture(id); }
    [[nodiscard]] QImage thumbnail(CandidateId id) const { return m_pictures.thumbnail(id); }
    void setCurrent(CandidateId id) { m_list.setCurrent(id); }
    void step(int by) { m_list.step(by); }

    /// Adds a finished one, whose picture is read when it is to be shown, unless it is given.
    CandidateId add(Candidate candidate, const QImage& thumbnail, const QImage& picture = {});
    void setPreview(JobId job, int index, const QImage& preview); ///< ignored once the picture is finished
    /// `shown` is what the screen shows of `picture`.
    void finish(JobId job, int index, quint64 seed, const QImage& shown, const StoredPicture& picture);

Q_SIGNALS:
    void currentChanged(quint64 id);
    void jobStarted(gesso::JobId job);          ///< the first of its pictures forms
    void unreadable(const gesso::Error& error); ///< the picture that is to be shown

private:
    void candidateComes(int row) override { beginInsertRows({}, row, row); }
    void candidateCame(int row) override;
    void candidateGoes(int row) override { beginRemoveRows({}, row, row); }
    void candidateWent(CandidateId id, int row) override;
    void candidateChanged(int row, Change change) override;
    void currentCandidateChanged(CandidateId id) override;
    void jobBegan(JobId job) override { Q_EMIT jobStarted(job); }
    void sayChanged(int row, const QList<int>& roles);

    CandidateList& m_list;
    CandidatePictures m_pictures;
};

} // namespace gesso::ui
