// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/sampler_names.h"

#include <QTest>

using namespace gesso;

class TestSamplerNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySchedulerComesBack()
    {
        for (const auto kind :
             {SchedulerKind::ModelDefault, SchedulerKind::Ddim, SchedulerKind::Pndm, SchedulerKind::Dpmpp2m,
              SchedulerKind::Dpmpp2mKarras, SchedulerKind::Euler, SchedulerKind::EulerAncestral}) {
            QCOMPARE(schedulerOf(samplerNames(kind)), kind);
        }
    }

    void readsWhatOtherToolsWrite_data()
    {
        QTest::addColumn<QString>("sampler");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* sampler, const char* type, SchedulerKind kind) {
            QTest::addRow("%s/%s", sampler, type) << sampler << type << static_cast<int>(kind);
        };
        row("DPM++ 2M Karras", "", SchedulerKind::Dpmpp2mKarras); // before web UI 1.9
        row("DPM++ 2M", "", SchedulerKind::Dpmpp2m);
        row("DPM++ 2M", "Automatic", SchedulerKind::Dpmpp2mKarras);
        row("DPM++ 2M", "Karras", SchedulerKind::Dpmpp2mKarras);
        row("DPM++ 2M", "Uniform", SchedulerKind::Dpmpp2m);
        row("DPM++ 2M", "Exponential", SchedulerKind::ModelDefault);
        row("Euler a", "", SchedulerKind::EulerAncestral);
        row("Euler", "Uniform", SchedulerKind::Euler);
        row("Euler", "Karras", SchedulerKind::ModelDefault);
        row("DDIM", "", SchedulerKind::Ddim);
        row("PLMS", "Automatic", SchedulerKind::Pndm);
        row("UniPC", "Karras", SchedulerKind::ModelDefault);
        row("", "", SchedulerKind::ModelDefault);
        row("", "Karras", SchedulerKind::ModelDefault);
    }

    void readsWhatOtherToolsWrite()
    {
        QFETCH(QString, sampler);
        QFETCH(QString, type);
        QFETCH(int, kind);
        const std::string samplerText = sampler.toStdString();
        const std::string typeText = type.toStdString();
        QCOMPARE(static_cast<int>(schedulerOf({samplerText, typeText})), kind);
    }
};

QTEST_APPLESS_MAIN(TestSamplerNames)
#include "test_sampler_names.moc"
