// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/results/result_follower.h"

#include "ui/results/candidate_model.h"

namespace gesso::ui {
namespace {

using State = Candidate::State;

bool hasBegun(const Candidate& candidate)
{
    return candidate.state != State::Waiting;
}

} // namespace

ResultFollower::ResultFollower(CandidateModel& list, QObject* parent) : QObject(parent), m_list(list)
{
    connect(&m_list, &CandidateModel::jobStarted, this, &ResultFollower::follow);
    connect(&m_list, &CandidateModel::currentChanged, this, &ResultFollower::notePassed);
    connect(&m_list, &QAbstractItemModel::rowsRemoved, this, &ResultFollower::notePassed);
    connect(&m_list, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { noteInserted(first, last); });
    connect(&m_list, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& index, const QModelIndex&, const QList<int>& roles) {
                if (roles.contains(CandidateModel::StateRole)) {
                    noteState(index.row());
                }
            });
}

void ResultFollower::expectJob()
{
    m_expecting = true;
}

void ResultFollower::leave()
{
    m_expecting = false;
    m_followed.clear();
}

void ResultFollower::noteInserted(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const Candidate& candidate = m_list.at(row);
        if (candidate.state == State::Waiting) {
            m_open.insert(candidate.id);
            if (m_expecting) {
                m_followed.insert(candidate.job);
            }
        }
    }
}

void ResultFollower::noteState(int row)
{
    const Candidate candidate = m_list.at(row);
    const bool ended = candidate.state == State::Finished || candidate.state == State::Failed;
    if (!ended || m_open.erase(candidate.id) == 0 || candidate.id == m_list.currentId()) {
        return;
    }
    if (candidate.state == State::Failed && isFollowed(candidate.job)) { // it may have failed before it began
        m_list.setCurrent(candidate.id);
        return;
    }
    const Candidate* current = m_list.current();
    if (current == nullptr || current->job != candidate.job) {
        m_unseen.insert(candidate.id);
        Q_EMIT unseenChanged();
    }
}

void ResultFollower::notePassed()
{
    const std::size_t before = m_unseen.size();
    m_unseen.erase(m_list.currentId());
    std::erase_if(m_unseen, [this](quint64 id) { return m_list.find(id) == nullptr; });
    std::erase_if(m_open, [this](quint64 id) { return m_list.find(id) == nullptr; });
    if (m_unseen.size() != before) {
        Q_EMIT unseenChanged();
    }
}

/// Whether a job's results are to be shown: the user waits for it, or looks at the newest that was there before it.
bool ResultFollower::isFollowed(JobId job) const
{
    if (m_followed.contains(job)) {
        return true;
    }
    const Candidate* newest = nullptr; // that was there before it
    for (int row = 0; row < m_list.rowCount(); ++row) {
        const Candidate& candidate = m_list.at(row);
        if (candidate.job != job && hasBegun(candidate)) {
            newest = &candidate;
        }
    }
    const Candidate* current = m_list.current();
    return current == nullptr || newest == nullptr || current->job == newest->job;
}

void ResultFollower::follow(JobId job)
{
    if (!isFollowed(job)) {
        return;
    }
    for (const quint64 id : m_list.list().ofJob(job)) {
        if (hasBegun(*m_list.find(id))) {
            m_list.setCurrent(id);
            return;
        }
    }
}

void ResultFollower::showUnseen()
{
    const std::set<quint64> news = m_unseen;
    m_unseen.clear();
    const Candidate* latest = news.empty() ? nullptr : m_list.find(*news.rbegin()); // numbers grow
    for (const quint64 id : news) {
        const Candidate* candidate = m_list.find(id);
        if (latest != nullptr && candidate != nullptr && candidate->job == latest->job) {
            leave();
            m_list.setCurrent(id);
            break;
        }
    }
    Q_EMIT unseenChanged();
}

} // namespace gesso::ui
