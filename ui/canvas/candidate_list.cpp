// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/candidate_list.h"

#include "core/base/utf8.h"
#include "core/generation/batch.h"
#include "ui/adapters/background.h"
#include "ui/adapters/picture.h"
#include "ui/canvas/picture_pyramid.h"

#include <algorithm>
#include <utility>

namespace gesso::ui {
namespace {

using State = Candidate::State;

bool isOpen(const Candidate& candidate)
{
    return candidate.state == State::Waiting || candidate.state == State::Forming;
}

QString stateText(const Candidate& candidate)
{
    switch (candidate.state) {
    case State::Waiting:
        return CandidateList::tr("waiting");
    case State::Forming:
        return candidate.fraction < 0. ? CandidateList::tr("forming")
                                       : CandidateList::tr("forming, %1 %").arg(qRound(candidate.fraction * 100.));
    case State::Failed:
        return CandidateList::tr("failed");
    case State::Finished:
        break;
    }
    return candidate.kept ? CandidateList::tr("kept") : CandidateList::tr("finished");
}

} // namespace

CandidateList::CandidateList(QObject* parent) : QAbstractListModel(parent)
{
    m_pool.setMaxThreadCount(1);
    m_reading.setMaxThreadCount(1);
}

CandidateList::~CandidateList()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
    m_reading.clear();
    m_reading.waitForDone();
}

Qt::ItemFlags CandidateList::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    const bool finished = index.isValid() && at(index.row()).state == Candidate::State::Finished;
    return finished ? usual | Qt::ItemIsDragEnabled : usual;
}

int CandidateList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant CandidateList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Candidate& candidate = at(index.row());
    switch (role) {
    case IdRole:
        return candidate.id;
    case StateRole:
        return static_cast<int>(candidate.state);
    case ThumbnailRole:
        return m_entries[static_cast<std::size_t>(index.row())].thumbnail;
    case SizeRole:
        return candidate.size();
    case FractionRole:
        return candidate.fraction;
    case KeptRole:
        return candidate.kept;
    case BatchStartRole:
        return index.row() > 0 && at(index.row() - 1).job != candidate.job;
    case Qt::AccessibleTextRole:
        //: A picture of the strip, as a screen reader says it
        return tr("Picture %1, seed %2, %3")
            .arg(QString::number(index.row() + 1), QString::number(candidate.request.seed), stateText(candidate));
    case Qt::ToolTipRole: {
        constexpr int kMostCharacters = 160;
        const std::string_view some = utf8Prefix(candidate.request.prompt, 4 * kMostCharacters);
        const QString prompt = QString::fromUtf8(some.data(), static_cast<qsizetype>(some.size()));
        const QString facts =
            tr("Seed %1 · %2").arg(QString::number(candidate.request.seed), stateText(candidate)).toHtmlEscaped();
        const QString start = prompt.size() > kMostCharacters ? prompt.left(kMostCharacters) + u'…' : prompt;
        return start.isEmpty() ? facts : QStringLiteral("<p>%1</p><p>%2</p>").arg(start.toHtmlEscaped(), facts);
    }
    default:
        return {};
    }
}

const Candidate* CandidateList::find(quint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

const Candidate* CandidateList::find(JobId job, int index) const
{
    const int row = rowOf(job, index);
    return row < 0 ? nullptr : &at(row);
}

int CandidateList::rowOf(quint64 id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const Entry& entry) { return entry.candidate.id == id; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int CandidateList::rowOf(JobId job, int index) const
{
    // Searched from the end: news are of the latest jobs.
    const auto found = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const Entry& entry) {
        return entry.candidate.job == job && entry.candidate.index == index;
    });
    return static_cast<int>(m_entries.rend() - found) - 1;
}

quint64 CandidateList::addJob(JobId job, const GenerationRequest& request, const QString& modelName)
{
    quint64 first = 0;
    for (int index = 0; index < request.count; ++index) {
        Candidate candidate;
        candidate.job = job;
        candidate.index = index;
        candidate.request = partOf(request, index, 1);
        candidate.modelName = modelName;
        const quint64 id = add(std::move(candidate));
        first = first == 0 ? id : first;
    }
    return first;
}

quint64 CandidateList::add(Candidate candidate, const QImage& thumbnail)
{
    candidate.id = ++m_lastId;
    const quint64 id = candidate.id;
    insert(rowCount(), std::move(candidate), thumbnail);
    return id;
}

void CandidateList::insert(int row, Candidate candidate, const QImage& thumbnail)
{
    const QImage picture = std::exchange(candidate.picture, {});
    beginInsertRows({}, row, row);
    m_entries.insert(m_entries.begin() + row, Entry{std::move(candidate), thumbnail, 0});
    endInsertRows();
    if (!picture.isNull()) {
        setPicture(row, picture);
    }
    if (m_current == 0) {
        setCurrent(at(row).id);
    }
}

void CandidateList::start(JobId job)
{
    int first = -1;
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (at(row).job == job && at(row).state == State::Forming) {
            return;
        }
        first = at(row).job == job && at(row).state == State::Waiting ? row : first;
    }
    if (first >= 0) {
        begin(first);
    }
}

void CandidateList::begin(int row)
{
    Candidate& candidate = m_entries[static_cast<std::size_t>(row)].candidate;
    if (candidate.state != State::Waiting) {
        return;
    }
    const bool firstOfJob = std::none_of(m_entries.begin(), m_entries.end(), [&](const Entry& other) {
        return other.candidate.job == candidate.job && other.candidate.state != State::Waiting;
    });
    const JobId job = candidate.job;
    candidate.state = State::Forming;
    candidate.note.clear();
    changed(row, {StateRole});
    if (firstOfJob) {
        Q_EMIT jobStarted(job);
    }
}

void CandidateList::wait(JobId job)
{
    for (int row = 0; row < rowCount(); ++row) {
        Candidate& candidate = m_entries[static_cast<std::size_t>(row)].candidate;
        if (candidate.job == job && candidate.state == State::Forming) {
            candidate.state = State::Waiting;
            candidate.fraction = -1.;
            changed(row, {StateRole, FractionRole});
        }
    }
}

void CandidateList::setFraction(JobId job, int index, double fraction)
{
    const int row = rowOf(job, index);
    if (row >= 0 && isOpen(at(row))) {
        begin(row);
        m_entries[static_cast<std::size_t>(row)].candidate.fraction = std::min(fraction, 1.);
        changed(row, {FractionRole});
    }
}

void CandidateList::setPreview(JobId job, int index, const QImage& preview)
{
    const int row = rowOf(job, index);
    if (row >= 0 && isOpen(at(row)) && !preview.isNull()) {
        begin(row);
        setPicture(row, preview);
    }
}

void CandidateList::finish(JobId job, int index, const QImage& picture, quint64 seed, const StoredPicture& stored)
{
    const int row = rowOf(job, index);
    if (row < 0 || !isOpen(at(row)) || picture.isNull()) {
        return;
    }
    begin(row);
    Candidate& candidate = m_entries[static_cast<std::size_t>(row)].candidate;
    candidate.state = State::Finished;
    candidate.fraction = 1.;
    candidate.request.seed = seed;
    candidate.stored = stored;
    setPicture(row, picture);
    changed(row, {StateRole, FractionRole});
}

void CandidateList::setModel(JobId job, const QString& name, const QString& hash)
{
    for (Entry& entry : m_entries) {
        if (entry.candidate.job == job) {
            entry.candidate.modelName = name;
            entry.candidate.modelHash = hash;
            entry.candidate.request.modelHash = hash.toStdString();
        }
    }
}

void CandidateList::fail(JobId job, const Error& error)
{
    const auto first = std::find_if(m_entries.begin(), m_entries.end(), [job](const Entry& entry) {
        return entry.candidate.job == job && isOpen(entry.candidate);
    });
    if (first == m_entries.end()) {
        return;
    }
    first->candidate.state = State::Failed;
    first->candidate.error = error;
    const quint64 id = first->candidate.id;
    removeUnfinished(job, id);
    changed(rowOf(id), {StateRole});
}

void CandidateList::cancel(JobId job)
{
    removeUnfinished(job, 0);
}

void CandidateList::removeUnfinished(JobId job, quint64 except)
{
    for (const quint64 id : ofJob(job)) {
        const Candidate* candidate = find(id);
        if (id != except && candidate != nullptr && isOpen(*candidate)) {
            if (id == m_current && except != 0) {
                setCurrent(except);
            }
            (void)remove(id);
        }
    }
}

void CandidateList::setKept(quint64 id, bool kept, const QString& savedAs)
{
    if (Entry* found = entry(id)) {
        found->candidate.kept = kept;
        found->candidate.savedAs = savedAs;
        changed(rowOf(id), {KeptRole});
    }
}

void CandidateList::setNote(quint64 id, const QString& note)
{
    if (Entry* found = entry(id)) {
        found->candidate.note = note;
        changed(rowOf(id), {StateRole});
    }
}

std::optional<CandidateList::Removed> CandidateList::remove(quint64 id)
{
    const int row = rowOf(id);
    if (row < 0) {
        return std::nullopt;
    }
    Removed removed{row, at(row), thumbnail(id), id == m_current};
    if (removed.wasCurrent) {
        setCurrent(neighbourOf(row));
    }
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    if (row < rowCount()) {
        changed(row, {BatchStartRole});
    }
    return removed;
}

void CandidateList::restore(const Removed& removed)
{
    if (removed.candidate.id == 0 || find(removed.candidate.id) != nullptr) {
        return;
    }
    m_lastId = std::max(m_lastId, removed.candidate.id);
    const int row = std::clamp(removed.row, 0, rowCount());
    insert(row, removed.candidate, removed.thumbnail);
    if (row + 1 < rowCount()) {
        changed(row + 1, {BatchStartRole});
    }
    if (removed.wasCurrent) {
        setCurrent(removed.candidate.id);
    }
}

std::vector<quint64> CandidateList::ofJob(JobId job) const
{
    std::vector<quint64> ids;
    for (const Entry& entry : m_entries) {
        if (entry.candidate.job == job) {
            ids.push_back(entry.candidate.id);
        }
    }
    return ids;
}

quint64 CandidateList::neighbourOf(int row) const
{
    const auto job = at(row).job;
    const bool hasNext = row + 1 < rowCount();
    if (hasNext && at(row + 1).job == job) {
        return at(row + 1).id;
    }
    if (row > 0) {
        return at(row - 1).job == job || !hasNext ? at(row - 1).id : at(row + 1).id;
    }
    return hasNext ? at(row + 1).id : 0;
}

void CandidateList::setCurrent(quint64 id)
{
    if (id != m_current && (id == 0 || find(id) != nullptr)) {
        m_current = id;
        load(id);
        Q_EMIT currentChanged(id);
    }
}

void CandidateList::step(int by)
{
    if (rowCount() > 0) {
        setCurrent(at(std::clamp(rowOf(m_current) + by, 0, rowCount() - 1)).id);
    }
}

QImage CandidateList::thumbnail(quint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? QImage() : m_entries[static_cast<std::size_t>(row)].thumbnail;
}

CandidateList::Entry* CandidateList::entry(quint64 id)
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

void CandidateList::changed(int row, const QList<int>& roles)
{
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void CandidateList::load(quint64 id)
{
    const Candidate* candidate = find(id);
    if (candidate == nullptr || candidate->state != State::Finished || !candidate->stored) {
        return;
    }
    if (!candidate->picture.isNull()) {
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
        [this, id](const Result<QImage>& picture) { takeLoaded(id, picture); });
}

void CandidateList::takeLoaded(quint64 id, const Result<QImage>& picture)
{
    m_loading = m_loading == id ? 0 : m_loading;
    Entry* found = entry(id);
    if (found == nullptr || !found->candidate.picture.isNull()) {
        return;
    }
    if (!picture) {
        found->candidate.note = QString::fromStdString(picture.error().message);
        changed(rowOf(id), {StateRole});
        Q_EMIT unreadable(picture.error());
        return;
    }
    found->candidate.picture = *picture;
    hold(id);
    changed(rowOf(id), {PictureRole});
}

void CandidateList::hold(quint64 id)
{
    std::erase(m_held, id);
    m_held.push_back(id);
    qint64 bytes = 0;
    std::vector<quint64> stays;
    for (auto held = m_held.rbegin(); held != m_held.rend(); ++held) {
        Entry* each = entry(*held);
        if (each == nullptr) {
            continue; // it was discarded
        }
        bytes += *held == m_current ? 0 : each->candidate.picture.sizeInBytes();
        if (bytes > kMostHeld && *held != m_current) {
            each->candidate.picture = {};
        } else {
            stays.insert(stays.begin(), *held);
        }
    }
    m_held = std::move(stays);
}

void CandidateList::setPicture(int row, const QImage& picture)
{
    Entry& entry = m_entries[static_cast<std::size_t>(row)];
    entry.candidate.picture = picture;
    if (entry.candidate.state == State::Finished && entry.candidate.stored) {
        hold(entry.candidate.id);
    }
    entry.thumbnailOf = ++m_lastPicture;
    if (isSmallPicture(picture)) {
        entry.thumbnail = reducedTo(kThumbnail, picture);
        changed(row, {ThumbnailRole});
        return;
    }
    changed(row, {ThumbnailRole});
    const auto done = [this, id = entry.candidate.id, number = entry.thumbnailOf](const QImage& thumbnail) {
        Entry* found = this->entry(id);
        if (found != nullptr && found->thumbnailOf == number && !thumbnail.isNull()) {
            found->thumbnail = thumbnail;
            changed(rowOf(id), {ThumbnailRole});
        }
    };
    m_pool.start([this, done, picture, stop = m_stop.get_token()] {
        const QImage thumbnail = reducedTo(kThumbnail, picture, stop);
        QMetaObject::invokeMethod(
            this, [done, thumbnail] { done(thumbnail); }, Qt::QueuedConnection);
    });
}

} // namespace gesso::ui
