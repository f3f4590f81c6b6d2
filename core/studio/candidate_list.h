// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/studio/candidate.h"

#include <optional>
#include <string>
#include <vector>

namespace gesso {

/// Hears what changes in a list of candidates. It may read the list; it may change it only where it says so.
class CandidateListener {
public:
    enum class Change : std::uint8_t {
        State,    ///< or the error, the note, or the picture of a finished one
        Fraction, ///< how much of it is done
        Kept,     ///< or the file that it was saved as
    };

    virtual ~CandidateListener() = default;
    virtual void candidateComes(int row) = 0; ///< it is about to be there
    virtual void candidateCame(int row) = 0;
    virtual void candidateGoes(int row) = 0; ///< it is about to be gone
    virtual void candidateWent(CandidateId id, int row) = 0;
    virtual void candidateChanged(int row, Change change) = 0;
    virtual void currentCandidateChanged(CandidateId id) = 0; ///< may change the list
    virtual void jobBegan(JobId job) = 0;                     ///< the first of its pictures forms; may change the list
};

/// All pictures of the session in the order in which they were asked for, and which of them is shown. Used by one
/// thread.
///
/// A job that is not known is ignored, so that late news of discarded pictures do no harm.
class CandidateList final {
public:
    /// What remove() took out, for restore().
    struct Removed {
        int row = 0;
        Candidate candidate;
        bool wasCurrent = false;
    };

    /// Who hears what changes; null: nobody. It must outlive the list, or take itself out.
    void setListener(CandidateListener* listener) { m_listener = listener; }

    [[nodiscard]] int size() const { return static_cast<int>(m_all.size()); }
    [[nodiscard]] bool empty() const { return m_all.empty(); }
    [[nodiscard]] const Candidate& at(int row) const { return m_all.at(static_cast<std::size_t>(row)); }
    [[nodiscard]] auto begin() const { return m_all.begin(); }
    [[nodiscard]] auto end() const { return m_all.end(); }
    [[nodiscard]] const Candidate* find(CandidateId id) const; ///< null when there is none
    [[nodiscard]] const Candidate* find(JobId job, int index) const;
    [[nodiscard]] int rowOf(CandidateId id) const; ///< -1 when there is none
    [[nodiscard]] std::vector<CandidateId> ofJob(JobId job) const;

    /// Adds request.count waiting pictures with their seeds at the end; gives the first one's id.
    CandidateId addJob(JobId job, const GenerationRequest& request, const std::string& modelName = {});
    /// Adds one as it is, with a new id, which is given.
    CandidateId add(Candidate candidate);

    void start(JobId job); ///< the job's first picture that waits forms, unless one of the job does already
    /// This picture is being made. False where it is not open.
    bool form(JobId job, int index);
    void setFraction(JobId job, int index, double fraction); ///< and it forms
    void finish(JobId job, int index, std::uint64_t seed, const StoredPicture& picture);
    /// What the job's pictures are made with.
    void setModel(JobId job, const std::string& name, const std::string& hash);
    /// The first picture that is not finished becomes failed, the job's others that are not finished go.
    void fail(JobId job, const Error& error);
    void wait(JobId job);   ///< its pictures that form wait again: the job was taken up again
    void cancel(JobId job); ///< its pictures that are not finished go

    void setKept(CandidateId id, const std::filesystem::path& savedAs);
    void setNote(CandidateId id, const std::string& note);

    /// Takes one out; if it was shown, a neighbour is, of the same job if there is one.
    std::optional<Removed> remove(CandidateId id);
    void restore(const Removed& removed);

    [[nodiscard]] CandidateId currentId() const { return m_current; } ///< 0 when none is shown
    [[nodiscard]] const Candidate* current() const { return find(m_current); }
    void setCurrent(CandidateId id); ///< one that is not known is ignored; 0 shows none
    void step(int by);               ///< shows the one that is `by` rows further, stopping at the ends

private:
    [[nodiscard]] Candidate* entry(CandidateId id);
    [[nodiscard]] int rowOf(JobId job, int index) const;
    void changed(int row, CandidateListener::Change change);
    void begin(int row);
    void insert(int row, Candidate candidate);
    void removeUnfinished(JobId job, CandidateId except);
    [[nodiscard]] CandidateId neighbourOf(int row) const;

    std::vector<Candidate> m_all;
    CandidateId m_current = 0;
    CandidateId m_lastId = 0;
    CandidateListener* m_listener = nullptr;
};

} // namespace gesso
