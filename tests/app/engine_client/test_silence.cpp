// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/silence.h"

#include <QtTest/QtTest>

using namespace gesso;
using namespace std::chrono_literals;

namespace {

/// Both clocks after some time awake, and after some more asleep.
Silence::Clocks clocks(Silence::Duration awake, Silence::Duration asleep = {})
{
    return {awake, awake + asleep};
}

} // namespace

class TestSilence final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsUpFromLookToLook();
    void wordsBreakIt();
    void whatWasSleptDoesNotCount();
    void whatWeWereStoppedForDoesNotCount();
    void aClockThatWasSetDoesNotCount();
    void theClocksGoOn();
};

void TestSilence::addsUpFromLookToLook()
{
    Silence silence(clocks(100s));
    for (int i = 1; i <= 40; ++i) {
        silence.look(clocks(100s + i * 250ms));
    }
    QVERIFY(silence.silent() == 10s);
    QVERIFY(silence.counted() == 10s);
}

void TestSilence::wordsBreakIt()
{
    Silence silence(clocks(0s));
    silence.look(clocks(1s));
    silence.broken();
    QVERIFY(silence.silent() == 0s);
    silence.look(clocks(2s));
    QVERIFY(silence.silent() == 1s);
    QVERIFY(silence.counted() == 2s);
}

void TestSilence::whatWasSleptDoesNotCount()
{
    Silence silence(clocks(0s));
    silence.look(clocks(1s));
    silence.look(clocks(1250ms, 8h));
    QVERIFY(silence.silent() == 1s);
    silence.look(clocks(1500ms, 8h));
    QVERIFY(silence.silent() == 1250ms);
}

void TestSilence::whatWeWereStoppedForDoesNotCount()
{
    Silence silence(clocks(0s));
    silence.look(clocks(40s));
    QVERIFY(silence.silent() == 0s);
    silence.look(clocks(41s));
    QVERIFY(silence.silent() == 1s);
}

void TestSilence::aClockThatWasSetDoesNotCount()
{
    Silence silence(clocks(48h));
    silence.look(clocks(24h));
    silence.look(clocks(24h + 1s));
    silence.look(clocks(48h));
    silence.look(clocks(48h + 1s));
    QVERIFY(silence.silent() == 2s);
    QVERIFY(silence.counted() == 2s);
}

void TestSilence::theClocksGoOn()
{
    const Silence::Clocks before = Silence::Clocks::now();
    Silence::Clocks after = before;
    while (after.awake == before.awake || after.always == before.always) {
        after = Silence::Clocks::now();
    }
    QVERIFY(after.awake > before.awake);
    QVERIFY(after.always > before.always);
}

QTEST_APPLESS_MAIN(TestSilence)
#include "test_silence.moc"
