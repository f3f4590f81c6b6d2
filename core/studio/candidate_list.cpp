// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/candidate_list.h"

#include "core/generation/batch.h"

#include <algorithm>
#include <utility>

namespace gesso {

using State = Candidate::State;
using Change = CandidateListener::Change;

const Candidate* CandidateList::find(CandidateId id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

const Candidate* CandidateList::find(JobId job, int index) const
{
    const int row = rowOf(job, index);
    return row < 0 ? nullptr : &at(row);
}

int CandidateList::rowOf(CandidateId id) const
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [id](const Candidate& each) { return each.id == id; });
    return found == m_all.end() ? -1 : static_cast<int>(found - m_all.begin());
}

int CandidateList::rowOf(JobId job, int index) const
{
    // Searched from the end: news are of the latest jobs.
    const auto found = std::find_if(m_all.rbegin(), m_all.rend(),
                                    [&](const Candidate& each) { return each.job == job && each.index == index; });
    return static_cast<int>(m_all.rend() - found) - 1;
}

std::vector<CandidateId> CandidateList::ofJob(JobId job) const
{
    std::vector<CandidateId> ids;
    for (const Candidate& each : m_all) {
        if (each.job == job) {
            ids.push_back(each.id);
        }
    }
    return ids;
}

Candidate* CandidateList::entry(CandidateId id)
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_all[static_cast<std::size_t>(row)];
}

CandidateId CandidateList::addJob(JobId job, const GenerationRequest& request, const std::string& modelName)
{
    CandidateId first = 0;
    for (int index = 0; index < request.count; ++index) {
        Candidate candidate;
        candidate.job = job;
        candidate.index = index;
        candidate.request = partOf(request, index, 1);
        candidate.modelName = modelName;
        const CandidateId id = add(std::move(candidate));
        first = first == 0 ? id : first;
    }
    return first;
}

CandidateId CandidateList::add(Candidate candidate)
{
    candidate.id = ++m_lastId;
    const CandidateId id = candidate.id;
    insert(size(), std::move(candidate));
    return id;
}

void CandidateList::insert(int row, Candidate candidate)
{
    if (m_listener != nullptr) {
        m_listener->candidateComes(row);
    }
    m_all.insert(m_all.begin() + row, std::move(candidate));
    if (m_listener != nullptr) {
        m_listener->candidateCame(row);
    }
    if (m_current == 0) {
        setCurrent(at(row).id);
    }
}

void CandidateList::start(JobId job)
{
    int first = -1;
    for (int row = size() - 1; row >= 0; --row) {
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
    Candidate& candidate = m_all[static_cast<std::size_t>(row)];
    if (candidate.state != State::Waiting) {
        return;
    }
    const bool firstOfJob = std::none_of(m_all.begin(), m_all.end(), [&](const Candidate& other) {
        return other.job == candidate.job && other.state != State::Waiting;
    });
    const JobId job = candidate.job;
    candidate.state = State::Forming;
    candidate.note.clear();
    changed(row, Change::State);
    if (firstOfJob && m_listener != nullptr) {
        m_listener->jobBegan(job);
    }
}

void CandidateList::wait(JobId job)
{
    for (int row = 0; row < size(); ++row) {
        Candidate& candidate = m_all[static_cast<std::size_t>(row)];
        if (candidate.job == job && candidate.state == State::Forming) {
            candidate.state = State::Waiting;
            candidate.fraction = -1.;
            changed(row, Change::State);
        }
    }
}

bool CandidateList::form(JobId job, int index)
{
    const int row = rowOf(job, index);
    const bool open = row >= 0 && at(row).isOpen();
    if (open) {
        begin(row);
    }
    return open;
}

void CandidateList::setFraction(JobId job, int index, double fraction)
{
    if (form(job, index)) {
        const int row = rowOf(job, index);
        m_all[static_cast<std::size_t>(row)].fraction = std::min(fraction, 1.);
        changed(row, Change::Fraction);
    }
}

void CandidateList::finish(JobId job, int index, std::uint64_t seed, const StoredPicture& picture)
{
    if (!form(job, index)) {
        return;
    }
    const int row = rowOf(job, index);
    Candidate& candidate = m_all[static_cast<std::size_t>(row)];
    candidate.state = State::Finished;
    candidate.fraction = 1.;
    candidate.request.seed = seed;
    candidate.stored = picture;
    changed(row, Change::State);
}

void CandidateList::setModel(JobId job, const std::string& name, const std::string& hash)
{
    for (Candidate& each : m_all) {
        if (each.job == job) {
            each.modelName = name;
            each.request.modelHash = hash;
        }
    }
}

void CandidateList::fail(JobId job, const Error& error)
{
    const auto first = std::find_if(m_all.begin(), m_all.end(),
                                    [job](const Candidate& each) { return each.job == job && each.isOpen(); });
    if (first == m_all.end()) {
        return;
    }
    first->state = State::Failed;
    first->error = error;
    const CandidateId id = first->id;
    removeUnfinished(job, id);
    changed(rowOf(id), Change::State);
}

void CandidateList::cancel(JobId job)
{
    removeUnfinished(job, 0);
}

void CandidateList::removeUnfinished(JobId job, CandidateId except)
{
    for (const CandidateId id : ofJob(job)) {
        const Candidate* candidate = find(id);
        if (id != except && candidate != nullptr && candidate->isOpen()) {
            if (id == m_current && except != 0) {
                setCurrent(except);
            }
            static_cast<void>(remove(id));
        }
    }
}

void CandidateList::setKept(CandidateId id, const std::filesystem::path& savedAs)
{
    if (Candidate* found = entry(id)) {
        found->kept = true;
        found->savedAs = savedAs;
        changed(rowOf(id), Change::Kept);
    }
}

void CandidateList::setNote(CandidateId id, const std::string& note)
{
    if (Candidate* found = entry(id)) {
        found->note = note;
        changed(rowOf(id), Change::State);
    }
}

std::optional<CandidateList::Removed> CandidateList::remove(CandidateId id)
{
    const int row = rowOf(id);
    if (row < 0) {
        return std::nullopt;
    }
    Removed removed{row, at(row), id == m_current};
    if (removed.wasCurrent) {
        setCurrent(neighbourOf(row));
    }
    if (m_listener != nullptr) {
        m_listener->candidateGoes(row);
    }
    m_all.erase(m_all.begin() + row);
    if (m_listener != nullptr) {
        m_listener->candidateWent(id, row);
    }
    return removed;
}

void CandidateList::restore(const Removed& removed)
{
    if (removed.candidate.id == 0 || find(removed.candidate.id) != nullptr) {
        return;
    }
    m_lastId = std::max(m_lastId, removed.candidate.id);
    insert(std::clamp(removed.row, 0, size()), removed.candidate);
    if (removed.wasCurrent) {
        setCurrent(removed.candidate.id);
    }
}

CandidateId CandidateList::neighbourOf(int row) const
{
    const JobId job = at(row).job;
    const bool hasNext = row + 1 < size();
    if (hasNext && at(row + 1).job == job) {
        return at(row + 1).id;
    }
    if (row > 0) {
        return at(row - 1).job == job || !hasNext ? at(row - 1).id : at(row + 1).id;
    }
    return hasNext ? at(row + 1).id : 0;
}

void CandidateList::setCurrent(CandidateId id)
{
    if (id != m_current && (id == 0 || find(id) != nullptr)) {
        m_current = id;
        if (m_listener != nullptr) {
            m_listener->currentCandidateChanged(id);
        }
    }
}

void CandidateList::step(int by)
{
    if (!empty()) {
        setCurrent(at(std::clamp(rowOf(m_current) + by, 0, size() - 1)).id);
    }
}

void CandidateList::changed(int row, Change change)
{
    if (m_listener != nullptr) {
        m_listener->candidateChanged(row, change);
    }
}

} // namespace gesso
