// SPDX-FileCopyrightText: 2026 The Gesso authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine_client/engine_client.h"
#include "core/models/model_defaults.h"
#include "tests/app/engine_client/recording_listener.h"
#include "tests/support/time_judge.h"

#include <QTest>

using namespace gesso;
using gesso::test::TimeJudge;

namespace {

struct Made {
    JobImage image;
    double denoising = 0.; ///< seconds
    int previews = 0;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

/// What previews cost, all the way to the client: the same picture with them and without, turn by turn, by the engine's
/// own process and the starter model. GESSO_PAIRS says how many of each are made.
class TestPreviewCost final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path model = std::filesystem::path(GESSO_SOURCE_DIR) / "resources/starter-model";
        m_request = requestFor(model).value();
        m_request.model = model.string();
        m_request.prompt = "a red cabin on a lake near mountains at sunset";
        m_request.seed = 7;
        (void)make(false); // loads the model
    }

    void previewsChangeNoPicture()
    {
        const Made without = make(false);
        const Made with = make(true);
        QCOMPARE(without.previews, 0);
        QVERIFY(with.previews > 0);
        QCOMPARE(*with.image.picture, *without.image.picture);
    }

    void previewsCostAtMostTwoPercentOfAStep()
    {
        constexpr double kMostPercent = 2.;
        const int wanted = qEnvironmentVariableIntValue("GESSO_PAIRS");
        const int pairs = wanted > 0 ? wanted : TimeJudge::judges() ? 25 : 1;
        std::vector<double> without;
        std::vector<double> with;
        std::vector<double> again; // without, too: what the machine's noise makes of no difference at all
        for (int i = 0; i < pairs; ++i) {
            without.push_back(make(false).denoising);
            with.push_back(make(true).denoising);
            again.push_back(make(false).denoising);
        }
        const auto percent = [](double part, double whole) { return 100. * (part / whole - 1.); };
        const double cost = percent(median(with), median(without));
        qInfo("%d pairs of %d steps: %.2f ms a step without, %.2f ms with previews (%+.2f %%); without again %+.2f %%",
              pairs, m_request.steps, 1000. * median(without) / m_request.steps, 1000. * median(with) / m_request.steps,
              cost, percent(median(again), median(without)));
        QVERIFY(!TimeJudge::judges() || cost <= kMostPercent);
        QVERIFY(median(with) > 0.);
    }

private:
    Made make(bool previews)
    {
        const JobId job = ++m_job;
        ExecutionOptions options{"cpu", Precision::Fp32, previews, false};
        m_client.submit(job, m_request, options, {});
        if (!m_heard.waitFor("finished " + std::to_string(job))) {
            qFatal("no picture");
        }
        return {m_heard.images().back(), m_heard.result().timings.denoise,
                m_heard.count("preview " + std::to_string(job) + " 0")};
    }

    RecordingListener m_heard;
    EngineClient m_client{{{GESSO_BIN_DIR "/gesso-engine", "serve"}, {}}, m_heard};
    GenerationRequest m_request;
    JobId m_job = 0;
};

QTEST_APPLESS_MAIN(TestPreviewCost)
#include "test_preview_cost.moc"
