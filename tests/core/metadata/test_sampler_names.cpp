// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "core/metadata/sampler_names.h"

#include "core/generation/names.h"

#include <QTest>

using namespace gesso;

class TestSamplerNames final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySchedulerComesBack()
    {
        for (std::size_t i = 0; i < namesOf<SchedulerKind>().size(); ++i) {
            const auto kind = static_cast<SchedulerKind>(i);
            QCOMPARE(samplingOf(samplerNames(kind)), (Sampling{kind, SigmaSpacing::Default}));
        }
    }

    void everySpacingComesBack()
    {
        for (const auto spacing : {SigmaSpacing::Exponential, SigmaSpacing::Beta, SigmaSpacing::SgmUniform}) {
            for (const auto kind : {SchedulerKind::Dpmpp2m, SchedulerKind::Euler, SchedulerKind::UniPc}) {
                QCOMPARE(samplingOf(samplerNames(kind, spacing)), (Sampling{kind, spacing}));
            }
        }
    }

    void readsWhatOtherToolsWrite_data()
    {
        QTest::addColumn<QString>("sampler");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("spacing");
        const auto row = [](const char* sampler, const char* type, SchedulerKind kind,
                            SigmaSpacing spacing = SigmaSpacing::Default) {
            QTest::addRow("%s/%s", sampler, type)
                << sampler << type << static_cast<int>(kind) << static_cast<int>(spacing);
        };
        row("DPM++ 2M Karras", "", SchedulerKind::Dpmpp2mKarras); // before web UI 1.9
        row("DPM++ 2M", "", SchedulerKind::Dpmpp2m);
        row("DPM++ 2M", "Automatic", SchedulerKind::Dpmpp2mKarras);
        row("DPM++ 2M", "Karras", SchedulerKind::Dpmpp2mKarras);
        row("DPM++ 2M", "Uniform", SchedulerKind::Dpmpp2m);
        row("DPM++ 2M", "Exponential", SchedulerKind::Dpmpp2m, SigmaSpacing::Exponential);
        row("DPM++ 2M SDE Exponential", "", SchedulerKind::Dpmpp2mSde, SigmaSpacing::Exponential);
        row("DPM++ 2M SDE", "Automatic", SchedulerKind::Dpmpp2mSde, SigmaSpacing::Exponential);
        row("DPM++ 2M SDE Karras", "", SchedulerKind::Dpmpp2mSde, SigmaSpacing::Karras);
        row("DPM++ 3M SDE", "Karras", SchedulerKind::ModelDefault);
        row("Euler a", "", SchedulerKind::EulerAncestral);
        row("Euler", "Uniform", SchedulerKind::Euler);
        row("Euler", "Karras", SchedulerKind::Euler, SigmaSpacing::Karras);
        row("DDIM", "", SchedulerKind::Ddim);
        row("PLMS", "Automatic", SchedulerKind::Pndm);
        row("UniPC", "Karras", SchedulerKind::UniPc, SigmaSpacing::Karras);
        row("Heun", "Align Your Steps", SchedulerKind::ModelDefault);
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
        QFETCH(int, spacing);
        const Sampling sampling = samplingOf({samplerText, typeText});
        QCOMPARE(static_cast<int>(sampling.kind), kind);
        QCOMPARE(static_cast<int>(sampling.sigmas), spacing);
    }
};

QTEST_APPLESS_MAIN(TestSamplerNames)
#include "test_sampler_names.moc"
