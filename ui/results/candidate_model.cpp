// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/candidate_model.h"

#include "ui/results/candidate_text.h"

namespace gesso::ui {

CandidateModel::CandidateModel(CandidateList& list, QObject* parent)
    : QAbstractListModel(parent), m_list(list), m_pictures(list)
{
    m_list.setListener(this);
    connect(&m_pictures, &CandidatePictures::thumbnailChanged, this,
            [this](quint64 id) { sayChanged(rowOf(id), {ThumbnailRole}); });
    connect(&m_pictures, &CandidatePictures::pictureRead, this,
            [this](quint64 id) { sayChanged(rowOf(id), {PictureRole}); });
    connect(&m_pictures, &CandidatePictures::unreadable, this, [this](quint64 id, const Error& error) {
        m_list.setNote(id, error.message);
        Q_EMIT unreadable(error);
    });
}

CandidateModel::~CandidateModel()
{
    m_list.setListener(nullptr);
}

int CandidateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_list.size();
}

Qt::ItemFlags CandidateModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    return index.isValid() && at(index.row()).isFinished() ? usual | Qt::ItemIsDragEnabled : usual;
}

QVariant CandidateModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Candidate& candidate = at(index.row());
    switch (role) {
    case IdRole:
        return quint64{candidate.id};
    case StateRole:
        return static_cast<int>(candidate.state);
    case ThumbnailRole:
        return thumbnail(candidate.id);
    case SizeRole:
        return sizeOf(candidate);
    case FractionRole:
        return candidate.fraction;
    case KeptRole:
        return candidate.kept;
    case BatchStartRole:
        return index.row() > 0 && at(index.row() - 1).job != candidate.job;
    case Qt::AccessibleTextRole:
        return spokenText(candidate, index.row() + 1);
    case Qt::ToolTipRole:
        return toolTipOf(candidate);
    default:
        return {};
    }
}

CandidateId CandidateModel::add(Candidate candidate, const QImage& thumbnail, const QImage& picture)
{
    const CandidateId id = m_list.add(std::move(candidate));
    m_pictures.setThumbnail(id, thumbnail);
    if (!picture.isNull()) {
        m_pictures.setFinished(id, picture);
        sayChanged(rowOf(id), {PictureRole});
    }
    return id;
}

void CandidateModel::setPreview(JobId job, int index, const QImage& preview)
{
    if (!preview.isNull() && m_list.form(job, index)) {
        m_pictures.setPreview(m_list.find(job, index)->id, preview);
    }
}

void CandidateModel::finish(JobId job, int index, quint64 seed, const QImage& shown, const StoredPicture& picture)
{
    if (!shown.isNull() && m_list.form(job, index)) {
        const CandidateId id = m_list.find(job, index)->id;
        m_pictures.setFinished(id, shown);
        m_list.finish(job, index, seed, picture);
    }
}

void CandidateModel::candidateCame(int row)
{
    endInsertRows();
    m_pictures.recall(at(row).id);
    if (row + 1 < rowCount()) {
        sayChanged(row + 1, {BatchStartRole});
    }
}

void CandidateModel::candidateWent(CandidateId id, int row)
{
    endRemoveRows();
    m_pictures.forget(id);
    if (row < rowCount()) {
        sayChanged(row, {BatchStartRole});
    }
}

void CandidateModel::candidateChanged(int row, Change change)
{
    switch (change) {
    case Change::State:
        sayChanged(row, {StateRole, FractionRole});
        break;
    case Change::Fraction:
        sayChanged(row, {FractionRole});
        break;
    case Change::Kept:
        sayChanged(row, {KeptRole});
        break;
    }
}

void CandidateModel::currentCandidateChanged(CandidateId id)
{
    m_pictures.show(id);
    Q_EMIT currentChanged(id);
}

void CandidateModel::sayChanged(int row, const QList<int>& roles)
{
    if (row >= 0) {
        Q_EMIT dataChanged(index(row), index(row), roles);
    }
}

} // namespace gesso::ui
