// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/generation/names.h"

#include <QTest>

using namespace gesso;

class TestNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreThoseOfTheCommandLine()
    {
        QCOMPARE(name(SchedulerKind::ModelDefault), std::string_view("default"));
        QCOMPARE(name(SchedulerKind::Ddim), std::string_view("ddim"));
        QCOMPARE(name(SchedulerKind::Pndm), std::string_view("pndm"));
        QCOMPARE(name(SchedulerKind::Dpmpp2m), std::string_view("dpmpp-2m"));
        QCOMPARE(name(SchedulerKind::Dpmpp2mKarras), std::string_view("dpmpp-2m-karras"));
        QCOMPARE(name(SchedulerKind::Euler), std::string_view("euler"));
        QCOMPARE(name(SchedulerKind::EulerAncestral), std::string_view("euler-a"));
        QCOMPARE(name(PromptSyntax::Plain), std::string_view("plain"));
        QCOMPARE(name(PromptSyntax::Weighted), std::string_view("weighted"));
        QCOMPARE(listed(namesOf<Precision>()), std::string("auto, fp32, fp16, bf16"));
    }

    void everyNameLeadsBackToItsValue()
    {
        for (const std::string_view text : namesOf<SchedulerKind>()) {
            QCOMPARE(name(fromName<SchedulerKind>(text).value()), text);
        }
        for (const std::string_view text : namesOf<PromptSyntax>()) {
            QCOMPARE(name(fromName<PromptSyntax>(text).value()), text);
        }
        for (const std::string_view text : namesOf<Precision>()) {
            QCOMPARE(name(fromName<Precision>(text).value()), text);
        }
    }

    void otherTextIsNoName()
    {
        QVERIFY(!fromName<SchedulerKind>(""));
        QVERIFY(!fromName<SchedulerKind>("DDIM"));
        QVERIFY(!fromName<SchedulerKind>("euler_a"));
        QVERIFY(!fromName<PromptSyntax>("Plain"));
        QVERIFY(!fromName<Precision>("fp8"));
    }

    void aValueOutsideTheTableHasNoName() { QCOMPARE(name(static_cast<SchedulerKind>(99)), std::string_view()); }
};

QTEST_APPLESS_MAIN(TestNames)
#include "test_names.moc"
