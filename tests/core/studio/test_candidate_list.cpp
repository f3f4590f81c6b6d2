// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/studio/candidate_list.h"

#include <QTest>

using namespace gesso;
using State = Candidate::State;

namespace {

GenerationRequest requestOf(int count)
{
    GenerationRequest request;
    request.prompt = "a cabin";
    request.count = count;
    request.seed = 100;
    return request;
}

/// Counts what it hears, and checks that the list is as it is told.
struct Listener final : CandidateListener {
    explicit Listener(CandidateList& list_) : list(list_) { list.setListener(this); }

    void candidateComes(int row) override
    {
        rows = list.size();
        QVERIFY(row >= 0 && row <= rows);
    }
    void candidateCame(int row) override
    {
        QCOMPARE(list.size(), rows + 1);
        QVERIFY(list.at(row).id != 0);
    }
    void candidateGoes(int row) override
    {
        rows = list.size();
        going = list.at(row).id;
    }
    void candidateWent(CandidateId id, int) override
    {
        QCOMPARE(id, going);
        QCOMPARE(list.size(), rows - 1);
        QVERIFY(list.find(id) == nullptr);
    }
    void candidateChanged(int row, Change change) override
    {
        QVERIFY(row >= 0 && row < list.size());
        states += change == Change::State ? 1 : 0;
    }
    void currentCandidateChanged(CandidateId id) override { QCOMPARE(id, list.currentId()); }
    void jobBegan(JobId) override { ++begun; }

    CandidateList& list;
    CandidateId going = 0;
    int rows = 0, states = 0, begun = 0;
};

void addFinished(CandidateList& list, JobId job, int count)
{
    list.addJob(job, requestOf(count));
    for (int index = 0; index < count; ++index) {
        list.finish(job, index, 100 + static_cast<std::uint64_t>(index), {});
    }
}

} // namespace

class TestCandidateList final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachPictureOfAJobHasItsOwnSeed()
    {
        CandidateList list;
        GenerationRequest request = requestOf(2);
        list.addJob(7, request);
        QCOMPARE(list.at(1).request.seed, 101U);
        QCOMPARE(list.at(1).request.count, 1);
        QCOMPARE(list.currentId(), list.at(0).id);
        request.seed = ~0ULL;
        list.addJob(8, request);
        QCOMPARE(list.at(3).request.seed, 0U);
    }

    void followsAPictureFromWaitingToFinished()
    {
        CandidateList list;
        Listener listener(list);
        list.addJob(1, requestOf(2));
        QCOMPARE(list.at(0).state, State::Waiting);
        list.start(1);
        list.start(1); // one forms already
        QCOMPARE(list.at(0).state, State::Forming);
        QCOMPARE(list.at(1).state, State::Waiting);
        list.setFraction(1, 0, 7.);
        QCOMPARE(list.at(0).fraction, 1.);
        list.wait(1); // the engine is started again
        QCOMPARE(list.at(0).state, State::Waiting);
        QVERIFY(list.form(1, 0));
        list.finish(1, 0, 100, {});
        QCOMPARE(list.at(0).state, State::Finished);
        QVERIFY(!list.form(1, 0));
        QVERIFY(list.form(1, 1));
        QCOMPARE(list.at(1).state, State::Forming);
        QCOMPARE(listener.begun, 2); // once more after it had waited again
    }

    void aFailureStandsForThePicturesThatAreMissing()
    {
        CandidateList list;
        Listener listener(list);
        list.addJob(1, requestOf(4));
        list.finish(1, 0, 100, {});
        list.setCurrent(list.at(3).id);
        list.fail(1, {ErrorCode::OutOfDeviceMemory, "too large"});
        QCOMPARE(list.size(), 2);
        QCOMPARE(list.at(0).state, State::Finished);
        QCOMPARE(list.at(1).state, State::Failed);
        QCOMPARE(list.currentId(), list.at(1).id);
        list.fail(1, {ErrorCode::Internal, "again"});
        QCOMPARE(list.at(1).error.message, std::string("too large"));
    }

    void aCancelledJobLeavesWhatIsFinished()
    {
        CandidateList list;
        Listener listener(list);
        list.addJob(1, requestOf(3));
        list.finish(1, 1, 101, {});
        list.cancel(1);
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.at(0).index, 1);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void whatIsRemovedCanBeRestored()
    {
        CandidateList list;
        Listener listener(list);
        addFinished(list, 1, 3);
        addFinished(list, 2, 1);
        const CandidateId id = list.at(1).id;
        list.setCurrent(id);
        const auto removed = list.remove(id);
        QVERIFY(removed.has_value());
        QCOMPARE(list.currentId(), list.at(1).id); // the next of the same job
        list.restore(*removed);
        QCOMPARE(list.rowOf(id), 1);
        QCOMPARE(list.currentId(), id);
        list.restore(*removed); // twice does no harm
        QCOMPARE(list.size(), 4);
        QVERIFY(!list.remove(999).has_value());
    }

    void removingTheLastShowsNone()
    {
        CandidateList list;
        Listener listener(list);
        addFinished(list, 1, 1);
        QVERIFY(list.remove(list.at(0).id).has_value());
        QCOMPARE(list.currentId(), CandidateId{0});
        addFinished(list, 2, 1);
        QCOMPARE(list.currentId(), list.at(0).id);
    }

    void unknownJobsAreIgnored()
    {
        CandidateList list;
        Listener listener(list);
        addFinished(list, 1, 1);
        const int states = listener.states;
        QVERIFY(!list.form(9, 0));
        list.finish(9, 0, 1, {});
        list.finish(1, 5, 1, {});
        list.fail(9, {});
        list.cancel(9);
        list.start(9);
        list.setFraction(9, 0, 0.5);
        list.setKept(999, "x.png");
        list.setCurrent(999);
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.currentId(), list.at(0).id);
        QCOMPARE(listener.states, states);
    }
};

QTEST_APPLESS_MAIN(TestCandidateList)
#include "test_candidate_list.moc"
